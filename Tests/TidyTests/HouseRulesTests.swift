import Testing

/// Each rule finds the snippet that breaks it and passes the one beside it that does not.
@Suite struct HouseRulesTests {
  private func source(_ text: String) -> SourceText { SourceText(path: "Snippet.swift", text) }

  private func target(
    _ kind: String, _ dependencies: Set<String> = []
  ) -> PackageManifest.Target {
    PackageManifest.Target(name: "Room", kind: kind, dependencies: dependencies)
  }

  private func rules(_ violations: [Violation]) -> [String] { violations.map(\.rule) }

  @Test(arguments: [
    "import Other", "public import Other", "@testable import Other", "import struct Other.Thing",
    "  internal import Other", "@preconcurrency import Other", "import Other.Submodule",
  ])
  func undeclaredImportsAreFound(text: String) {
    #expect(HouseRules.imports(source(text), target: target("room")).count == 1)
    #expect(HouseRules.imports(source(text), target: target("room", ["Other"])).isEmpty)
  }

  @Test func systemModulesAreClosedToPureRooms() {
    for module in ["Foundation", "Glibc", "FoundationEssentials", "Dispatch"] {
      let text = source("import \(module)")
      #expect(HouseRules.imports(text, target: target("pure")).count == 1)
      #expect(HouseRules.imports(text, target: target("room")).isEmpty)
    }
    #expect(HouseRules.imports(source("import Testing"), target: target("room")).count == 1)
    #expect(HouseRules.imports(source("import Testing"), target: target("tests")).isEmpty)
    #expect(HouseRules.imports(source("// import Other"), target: target("pure")).isEmpty)
    #expect(HouseRules.imports(source("let a = \"import Other\""), target: target("pure")).isEmpty)
  }

  @Test(arguments: [
    "let a: Double = 1", "let now = Date()", "let c = ContinuousClock()", "print(1)",
    "var g = SystemRandomNumberGenerator()", "let u = UUID()", "Int.random(in: 0...1)",
    "list.shuffled()", "list.randomElement()", "package func f() {}", "FileManager.default",
    "let d: Decimal", "func f(_ x: Float) {}", "SHA256.hash(data: x)", "\"\\(Double(1))\"",
    "Task { }",
  ])
  func impureCodeIsFound(text: String) {
    #expect(!HouseRules.purity(source(text)).isEmpty)
  }

  @Test(arguments: [
    "let date: CivilDate", "// Date() and print(1)", "let a = \"Double\"", "/* Float /* UUID */ */",
    "let printed = 1", "case print(String)", "func dump() {}", "let doubled = 2", "#\"\"UUID\"\"#",
    "\"\"\"\nlet a: Double\n\"\"\"", "let footprint = a.print",
  ])
  func pureCodePasses(text: String) {
    #expect(rules(HouseRules.purity(source(text))) == [])
  }

  @Test func bannedFormsAreFoundInSources() {
    let bad = [
      "try! f()", "a as! B", "fatalError()", "extension A: @unchecked Sendable {}",
      "// FIX" + "ME later", "/// TO" + "DO", "nonisolated(unsafe) var a = 1",
    ]
    for text in bad { #expect(HouseRules.bans(source(text)).count == 1, "\(text)") }
    let good = ["try f()", "a as? B", "try? f()", "@Sendable () -> Void", "let todos = 1"]
    for text in good { #expect(HouseRules.bans(source(text)).isEmpty, "\(text)") }
  }

  @Test func clocksIdentityAndChanceAreFound() {
    let bad = [
      "let a = Date()", "Date.now", "clock.now", "UUID().uuidString", "items.shuffled()",
      "time(nil)", "clock_gettime(CLOCK_REALTIME, &t)",
    ]
    for text in bad { #expect(!HouseRules.ambient(source(text)).isEmpty, "\(text)") }
    let good = ["Date(timeIntervalSince1970: 0)", "items.shuffled(using: &g)", "let now = clock()"]
    for text in good { #expect(HouseRules.ambient(source(text)).isEmpty, "\(text)") }
  }

  @Test(arguments: [
    "var m: [String: Int] = [:]\nfor (k, v) in m { }", "let s: Set<Int> = []\nfor x in s { }",
    "let s = Set(list)\nlet l = s.map { $0 }",
    "let m = Dictionary(grouping: l)\nm.values.reduce(0)",
    "var m: [A: B] = [:]\nfor k in m.keys { }", "let m = [\"a\": 1]\nm.forEach { }",
    "var m: [A: [B]] = [:]\nm.keys.map { $0 }", "var s: Set<A>\nfor x in s where x > 1 { }",
  ])
  func walksOverTheUnorderedAreFound(text: String) {
    #expect(HouseRules.unorderedWalks(source(text)).count == 1)
  }

  @Test(arguments: [
    "var m: [String: Int] = [:]\nfor k in m.keys.sorted() { }",
    "let s: Set<Int> = []\nfor x in s.sorted() { }", "let s = Set(list)\nif s.contains(1) { }",
    "let a: [Int] = []\nfor x in a { }", "let a = [f(x: 1)]\na.map { $0 }",
    "let a = [x ? 1 : 2]\na.map { $0 }", "var m: [A: B] = [:]\nm[a] = m.count",
    "let s: Set<Int> = []\nlet t = s.sorted().map { $0 }",
  ])
  func orderedUsesPass(text: String) {
    #expect(rules(HouseRules.unorderedWalks(source(text))) == [])
  }

  @Test func lengthsAreMeasured() {
    let body = String(repeating: "  f()\n", count: 69)
    #expect(HouseRules.functionLengths(source("func f() {\n" + body + "}")).count == 1)
    let fitting = String(repeating: "  f()\n", count: 68)
    #expect(HouseRules.functionLengths(source("func f() {\n" + fitting + "}")).isEmpty)
    #expect(HouseRules.fileLength(source("a\nb\nc"), limit: 2).count == 1)
    #expect(HouseRules.fileLength(source("a\nb\n"), limit: 2).isEmpty)
    #expect(HouseRules.columns(source(String(repeating: "é", count: 101))).count == 1)
    #expect(HouseRules.columns(source(String(repeating: "é", count: 100))).isEmpty)
    #expect(HouseRules.fileSize(path: "a", bytes: 262_145, exempt: []).count == 1)
    #expect(HouseRules.fileSize(path: "a", bytes: 262_145, exempt: ["a"]).isEmpty)
    #expect(HouseRules.fileSize(path: "a", bytes: 262_144, exempt: []).isEmpty)
  }

  @Test func undocumentedPublicDeclarationsAreFound() {
    let bad = [
      "public struct A {}", "// Not a doc.\npublic let a = 1", "@frozen\npublic enum A {}",
      "/// A doc.\n\npublic func f() {}", "  public static func < (a: A, b: A) -> Bool { true }",
      "public private(set) var a = 1", "@inlinable public init() {}", "public typealias A = B",
    ]
    for text in bad { #expect(HouseRules.documentation(source(text)).count == 1, "\(text)") }
    let good = [
      "/// A.\npublic struct A {}", "/// A.\n@frozen\npublic enum A {}", "public import Other",
      "struct A {}", "extension A: B {}", "let a = \"public func\"", "/** A. */\npublic let a = 1",
    ]
    for text in good { #expect(HouseRules.documentation(source(text)).isEmpty, "\(text)") }
  }

  @Test func typesNamedLikeModulesAreFound() {
    let modules: Set = ["Policy", "Keys"]
    for text in ["struct Policy {}", "public enum Keys {}", "typealias Policy = Int"] {
      #expect(HouseRules.typeNames(source(text), modules: modules).count == 1, "\(text)")
    }
    for text in ["struct PolicyFile {}", "enum K { case Policy }", "let a: Policy"] {
      #expect(HouseRules.typeNames(source(text), modules: modules).isEmpty, "\(text)")
    }
  }

  @Test func machinesAndRegistriesAreFound() {
    let path = "/wo" + "rk/"
    for text in ["see \(path)x", "\"\(path)\"", path, "a: https://" + "py" + "pi.org/x"] {
      #expect(HouseRules.mentions(path: "a", text).count == 1, "\(text)")
    }
    for text in ["https://example.net\(path)x", "frame\(path)", "../shared/data/x"] {
      #expect(HouseRules.mentions(path: "a", text).isEmpty, "\(text)")
    }
    #expect(HouseRules.mentions(path: "a", "ok\n\(path)").first?.line == 2)
  }
}
