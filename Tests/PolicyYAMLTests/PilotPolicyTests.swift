import Encoding
import Foundation
import Keys
import Policy
import PolicyYAML
import Quantities
import Testing

/// Reads files of the repository, found from this source file.
enum RepositoryFile {
  static func bytes(_ path: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appending(path: path)))
  }
}

@Suite struct PilotPolicyTests {
  @Test func theShippedPilotIsRead() throws {
    let document = try read(RepositoryFile.bytes("policies/akash-pilot-1.yaml"))
    #expect(document.policy.pools.map(\.name.text) == ["committed", "liquidity", "research"])
    #expect(document.policy.window.seconds == 120 * 86_400)
    let json = PolicyJSON.encode(document.policy)
    #expect(try PolicyJSON.decode(json) == document.policy)
  }

  private func report(_ text: String) throws -> PolicyReport {
    let catalogue = try GPUCatalogue.decode(RepositoryFile.bytes("policies/catalogue/gpus-1.json"))
    let document = try read(Array(text.utf8))
    let findings = PolicyCheck.findings(document.policy, catalogue: catalogue) {
      Sha256.digest(of: $0)
    }
    return PolicyReport(file: "pilot.yaml", findings: findings, source: document.source)
  }

  private func pilotText() throws -> String {
    String(decoding: try RepositoryFile.bytes("policies/akash-pilot-1.yaml"), as: UTF8.self)
  }

  @Test func theShippedPilotHasNothingOpen() throws {
    let report = try report(try pilotText())
    #expect(report.isClean && report.exitStatus == 0)
    #expect(report.findings.count { $0.acceptance != nil } == 12)
    #expect(report.findings.allSatisfy { $0.acceptance?.role ?? "" != "" || $0.severity == .note })
    #expect(!report.findings.contains { $0.rule == .acceptanceUnused })
  }

  @Test func withoutItsAcceptancesTheSameFindingsAreOpen() throws {
    let text = try pilotText()
    let start = try #require(text.range(of: "acceptances:"))
    let end = try #require(text.range(of: "declared:"))
    let report = try report(String(text[..<start.lowerBound] + text[end.lowerBound...]))
    #expect(report.exitStatus == 1)
    #expect(report.count(.needsAcceptance) == 12 && report.count(.error) == 0)
    let lines = report.lines(withNotes: false)
    let over = try #require(report.findings.first { $0.rule == .linesOverPool })
    #expect(lines.contains("pilot.yaml:86:5: needs acceptance: lines-over-pool"))
    #expect(
      lines.contains("  Or accept it: finding lines-over-pool, figures \(over.digest)"))
    #expect(lines.last == "pilot.yaml: 0 errors, 12 need acceptance; 0 accepted, 10 notes")
  }

  @Test func aChangedFigureOpensItsFindingAgain() throws {
    let text = try pilotText().replacing("units: 83", with: "units: 84")
    let report = try report(text)
    #expect(report.exitStatus == 1)
    #expect(report.findings.contains { $0.rule == .acceptanceLapsed })
    #expect(
      report.findings.first { $0.rule == .linesOverPool }?.severity == .needsAcceptance)
  }

  @Test func theReportIsJSONForPrograms() throws {
    let report = try report(try pilotText())
    let value = try JSONReader.read(report.json, limitBytes: 1_000_000)
    #expect(value["clean"] == .bool(true))
    guard case .array(let findings)? = value["findings"] else {
      Issue.record("no findings")
      return
    }
    #expect(findings.count == report.findings.count)
    #expect(findings.first?["line"]?.kind == .integer)
    let broken = PolicyReport(
      file: "a.yaml",
      problems: [
        PolicyProblem(
          position: SourcePosition(line: 3, column: 7), path: .member(.root, "rules"),
          code: "policy-version", message: "only version 1 is known", advice: "Use it.")
      ])
    #expect(broken.exitStatus == 2)
    #expect(
      broken.lines() == [
        "a.yaml:3:7: error: only version 1 is known [policy-version] at rules",
        "  To do: Use it.", "a.yaml: not a policy, 1 to correct",
      ])
  }

  private func read(_ bytes: [UInt8]) throws -> PolicyDocument {
    do {
      return try PolicyDocument.read(bytes)
    } catch {
      for problem in error.problems { Issue.record("\(problem)") }
      throw error
    }
  }
}
