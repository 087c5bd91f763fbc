import Testing

/// Which acceptance scenarios (O-01…O-55) have tests, and which come with later work.
///
/// A scenario counts as covered where a test's display name, or a comment on a line of its own in a
/// test file, begins with its id: `@Test("O-25 …")`, `// O-25: …`. Several ids may be listed first.
@Suite struct ScenarioCoverageTests {
  /// Scenarios of later work; each leaves this list with the change that covers it.
  private static let later: Set<String> = [
    "O-23", "O-24", "O-52",
  ]

  private static let all: [String] = {
    let numbered = (1...55).map { "O-" + ($0 < 10 ? "0" : "") + "\($0)" }
    return (numbered + ["O-48b"]).sorted()
  }()

  private func covered() throws -> Set<String> {
    let repository = Repository()
    var ids: Set<String> = []
    for path in try repository.paths(under: "Tests") where path.hasSuffix(".swift") {
      guard !path.hasPrefix("Tests/TidyTests/") else { continue }
      ids.formUnion(ScenarioIDs.covered(by: try repository.text(path) ?? ""))
    }
    return ids
  }

  @Test func everyScenarioIsCoveredOrComesLater() throws {
    let covered = try covered()
    let missing = Self.all.filter { !covered.contains($0) && !Self.later.contains($0) }
    #expect(missing.isEmpty, "no test covers \(missing.joined(separator: ", "))")
  }

  @Test func aCoveredScenarioLeavesTheList() throws {
    let arrived = try covered().intersection(Self.later).sorted()
    #expect(arrived.isEmpty, "covered, so no longer later: \(arrived.joined(separator: ", "))")
  }

  @Test func onlyKnownScenariosAreNamed() throws {
    let unknown = try covered().subtracting(Self.all).sorted()
    #expect(unknown.isEmpty, "no such scenario: \(unknown.joined(separator: ", "))")
    #expect(Self.later.isSubset(of: Self.all))
    #expect(Self.all.count == 56)
  }

  @Test func idsAreReadWhereTheyStandFirst() {
    #expect(ScenarioIDs.covered(by: "  @Test(\"O-25 the dust stays\")") == ["O-25"])
    #expect(ScenarioIDs.covered(by: "@Test(\n    \"O-48b, O-47: windows\",") == ["O-47", "O-48b"])
    #expect(ScenarioIDs.covered(by: "@Suite(\"O-36 one device\")") == ["O-36"])
    #expect(ScenarioIDs.covered(by: "  /// O-01 and O-02: shares") == ["O-01", "O-02"])
    #expect(ScenarioIDs.covered(by: "  // O-12–O-14 and others") == ["O-12", "O-13", "O-14"])
    #expect(ScenarioIDs.covered(by: "// unlike O-25, this") == [])
    #expect(ScenarioIDs.covered(by: "f(\"O-25\")") == [])
    #expect(ScenarioIDs.covered(by: "@Test(\"half of O-25\")") == [])
  }
}
