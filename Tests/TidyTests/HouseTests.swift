import Testing

/// The house's own rules over the repository as it is.
@Suite struct HouseTests {
  private let repository = Repository()

  private func expectNone(_ violations: [Violation]) {
    guard !violations.isEmpty else { return }
    Issue.record(Comment(rawValue: violations.map(\.description).joined(separator: "\n")))
  }

  /// The target that a source file belongs to, by its folder.
  private func target(
    of path: String, _ manifest: PackageManifest
  ) throws -> PackageManifest.Target {
    let parts = path.split(separator: "/").map(String.init)
    return try #require(
      parts.count > 2 ? manifest.target(parts[1]) : nil, "\(path) belongs to no target")
  }

  @Test func everyImportIsADependencyOfItsOwnTarget() throws {
    let manifest = try repository.manifest()
    var count = 0
    for source in try repository.sources(under: "Sources") + repository.sources(under: "Tests") {
      count += HouseRules.importedModules(source).count
      expectNone(HouseRules.imports(source, target: try target(of: source.path, manifest)))
    }
    #expect(count > 20, "the imports are found at all")
  }

  @Test func roomsAreListedLowestFirst() throws {
    // A room may depend only on rooms above it in the manifest, which is the list of the house.
    let manifest = try repository.manifest()
    var above: Set<String> = []
    let names = Set(manifest.targets.filter { !$0.isTest }.map(\.name))
    for target in manifest.targets where !target.isTest {
      let below = target.dependencies.intersection(names).subtracting(above)
      #expect(below.isEmpty, "\(target.name) depends on \(below.sorted())")
      above.insert(target.name)
    }
  }

  @Test func pureRoomsArePure() throws {
    let manifest = try repository.manifest()
    let rooms = manifest.targets.filter(\.isPure).map(\.name)
    #expect(rooms.count >= 6)
    for room in rooms {
      #expect(
        manifest.target(room)?.dependencies.isSubset(of: rooms) == true,
        "\(room) depends on a room that is not pure")
      for source in try repository.sources(under: "Sources/" + room) {
        expectNone(HouseRules.purity(source))
      }
    }
  }

  @Test func sourcesAreFreeOfWhatIsBanned() throws {
    for source in try repository.writtenSources(under: "Sources") {
      expectNone(HouseRules.bans(source))
      if !source.path.hasPrefix("Sources/stipend/") { expectNone(HouseRules.ambient(source)) }
    }
  }

  @Test func nothingUnorderedIsWalked() throws {
    for source in try repository.writtenSources(under: "Sources") {
      expectNone(HouseRules.unorderedWalks(source))
    }
  }

  @Test func filesFunctionsAndLinesAreShort() throws {
    /// Functions that may be longer than the limit; expected to stay empty.
    let exempt: Set<Violation> = []
    for folder in ["Sources", "Tests"] {
      let limit =
        folder == "Tests" ? HouseRules.limitTestLines : HouseRules.limitSourceLines
      for source in try repository.writtenSources(under: folder) {
        expectNone(HouseRules.fileLength(source, limit: limit))
        expectNone(HouseRules.columns(source))
        expectNone(HouseRules.functionLengths(source).filter { !exempt.contains($0) })
      }
    }
  }

  @Test func publicDeclarationsAreDocumented() throws {
    for source in try repository.writtenSources(under: "Sources") {
      expectNone(HouseRules.documentation(source))
    }
  }

  @Test func noTypeIsNamedLikeAModule() throws {
    let modules = try repository.manifest().moduleNames
    for source in try repository.sources(under: "Sources") {
      expectNone(HouseRules.typeNames(source, modules: modules))
    }
  }

  @Test func filesAreSmall() throws {
    /// Files that may be larger than the limit.
    let exempt: Set<String> = []
    for path in try repository.paths() {
      let size = try repository.bytes(path).count
      expectNone(HouseRules.fileSize(path: path, bytes: size, exempt: exempt))
    }
  }

  @Test func noFileNamesAMachineOrARegistry() throws {
    for path in try repository.paths() {
      guard let text = try repository.text(path) else { continue }
      expectNone(HouseRules.mentions(path: path, text))
    }
  }
}
