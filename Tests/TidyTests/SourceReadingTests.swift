import Testing

/// The reading of Swift text and of the manifest that the rules rest on.
@Suite struct SourceReadingTests {
  private func code(_ text: String) -> [String] { SourceText(path: "a", text).code }

  @Test func stringsAndCommentsAreBlank() {
    #expect(code("a // b\nc") == ["a     ", "c"])
    #expect(code("a /* b\n/* c */ d */ e") == ["a     ", "             e"])
    #expect(code("x(\"a\\\"b\") // \"") == ["x(\"    \")     "])
    #expect(code("\"\"\"\n \"a\" }\n\"\"\" }") == ["\"\"\"", "      ", "\"\"\" }"])
    #expect(code("#\"a\"b\\(c)\"# }") == ["#\"       \"# }"])
    #expect(code("\"// a\" b") == ["\"    \" b"])
  }

  @Test func interpolationsAreCode() {
    #expect(code("\"a\\(f(\"}\"))b\" {") == ["\"  (f(\" \")) \" {"])
    #expect(code("#\"a\\#(b)c\"#") == ["#\"   (b) \"#"])
    #expect(code("\"\\(a ? \"x\\(b)y\" : \"{\")z\"") == ["\" (a ? \"  (b) \" : \" \") \""])
  }

  @Test func everyFunctionLikeBodyIsMeasured() {
    let text = """
      struct A {
        let a: Int
        var stored = { 1 }()
        var computed: Int {
          1
        }
        init(a: Int) {
          self.a = a
        }
        init?(b: Int) { return nil }
        func f(_ body: () -> Void = {}) async throws
          -> [Int]
        {
          // }
          let s = "}"
          self.init(a: 1)
        }
        subscript(i: Int) -> Int {
          get { 1 }
        }
        deinit { }
      }
      protocol P {
        var a: Int { get }
        func g()
        func h() -> Int
        init()
      }
      """
    let found = FunctionLengths.measure(SourceText(path: "a", text))
    #expect(
      found == [
        FunctionLength(name: "computed", line: 4, count: 3),
        FunctionLength(name: "init", line: 7, count: 3),
        FunctionLength(name: "init", line: 10, count: 1),
        FunctionLength(name: "f", line: 11, count: 7),
        FunctionLength(name: "subscript", line: 18, count: 3),
        FunctionLength(name: "deinit", line: 21, count: 1),
        FunctionLength(name: "a", line: 24, count: 1),
      ])
  }

  @Test func theManifestIsRead() throws {
    let manifest = PackageManifest(
      """
      // pure("Comment", ["X"])
      func pure(_ name: String) -> Target { .target(name: name) }
      let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
      let a = [
        pure("Low"), pure("High", ["Low"]), room("Keys", ["Low", crypto]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .executableTarget(
          name: "tool",
          dependencies: [
            "Low", crypto,
          ],
          swiftSettings: settings),
        tests("LowTests", ["Low"]), tests("TidyTests", []),
      ]
      """)
    #expect(
      manifest.targets.map(\.name) == [
        "Low", "High", "Keys", "CZlib", "tool", "LowTests", "TidyTests",
      ])
    #expect(manifest.target("Low")?.dependencies == [])
    #expect(manifest.target("High")?.dependencies == ["Low"])
    #expect(manifest.target("Keys")?.dependencies == ["Low", "Crypto"])
    #expect(manifest.target("CZlib")?.dependencies == [])
    #expect(manifest.target("tool")?.dependencies == ["Low", "Crypto"])
    #expect(manifest.target("LowTests")?.isTest == true)
    #expect(manifest.moduleNames.contains("Crypto"))
  }
}
