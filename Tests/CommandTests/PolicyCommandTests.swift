import Foundation
import TestSupport
import Testing

@Suite struct PolicyCommandTests {
  private let pilot = "policies/akash-pilot-1.yaml"

  private func pilotText() throws -> String {
    try String(
      contentsOf: StipendProcess.root.appendingPathComponent(pilot), encoding: .utf8)
  }

  @Test func theShippedPolicyHasNothingOpen() throws {
    let result = try StipendProcess.run("policy", "check", pilot)
    #expect(result.code == 0, "\(result.output)\(result.complaint)")
    #expect(result.output.contains("nothing open"))
  }

  @Test func aCopyWithoutItsAcceptancesExitsWithOne() throws {
    let folder = try TemporaryFolder()
    let text = try pilotText()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("acceptances:") })
    let end = lines[(start + 1)...].firstIndex { !$0.isEmpty && $0.first != " " && $0.first != "#" }
    let kept = lines[..<start] + lines[(end ?? lines.endIndex)...]
    let copy = try folder.write(kept.joined(separator: "\n"), to: "copy.yaml")
    let result = try StipendProcess.run("policy", "check", copy)
    #expect(result.code == 1)
    #expect(result.output.contains("needs acceptance"))
    #expect(result.output.contains("11,270.80"))
  }

  @Test func anUnknownKeyIsAnErrorAtItsLine() throws {
    let folder = try TemporaryFolder()
    let text = try pilotText().replacing("\nwindow:", with: "\nwindoww: 1\nwindow:")
    let copy = try folder.write(text, to: "copy.yaml")
    let line = try #require(
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.hasPrefix("windoww") })
    let result = try StipendProcess.run("policy", "check", copy)
    #expect(result.code == 2)
    #expect(result.complaint.contains("copy.yaml:\(line + 1):"))
    #expect(result.complaint.contains("windoww"))
  }

  @Test func compilingTwiceGivesTheSameBytesAndTheCompiledFormChecksToo() throws {
    let folder = try TemporaryFolder()
    let first = folder.path + "/a.json"
    let second = folder.path + "/b.json"
    #expect(try StipendProcess.run("policy", "compile", pilot, "--out", first).code == 0)
    #expect(try StipendProcess.run("policy", "compile", first, "--out", second).code == 0)
    let bytes = try [first, second].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    #expect(bytes[0] == bytes[1])
    #expect(try StipendProcess.run("policy", "check", first, "--json").code == 0)
  }

  @Test func aPolicyDiffersFromItselfInNothing() throws {
    let result = try StipendProcess.run("policy", "diff", pilot, pilot)
    #expect(result.code == 0)
  }

  @Test func aChangedAmountShowsInTheDifference() throws {
    let folder = try TemporaryFolder()
    let text = try pilotText().replacing("1.69", with: "1.70")
    let copy = try folder.write(text, to: "copy.yaml")
    let result = try StipendProcess.run("policy", "diff", pilot, copy)
    #expect(result.code == 1)
    #expect(result.output.contains("1.7"))
  }

  @Test("O-55 on the command line: what 65 GPUs earn, extrapolated and marked so")
  func extrapolationIsMarked() throws {
    let result = try StipendProcess.run(
      "policy", "plan", pilot, "--observed", "65 GPUs 2000 USD", "--scale", "1000")
    #expect(result.code == 0)
    #expect(result.output.contains("30.77 USD per GPU-day"))
    #expect(result.output.contains("30,769 USD per day"))
    #expect(result.output.contains("extrapolation"))
  }

  @Test(arguments: ["", "\u{0}", "pools: [", "a: &x 1\nb: *x\n", "--- 1\n--- 2\n"])
  func whatIsNoPolicyExitsWithTwoAndSaysWhere(text: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "bad.yaml")
    let result = try StipendProcess.run("policy", "check", file)
    #expect(result.code == 2)
    #expect(result.complaint.contains("bad.yaml"))
  }
}
