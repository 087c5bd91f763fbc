import Foundation
import Program
import Testing

@Suite struct RejectionTests {
  @Test func everyRowIsRefusedByItsRuleAndChangesNothing() throws {
    let plain = try ProgramFixture.rules()
    let active = try ProgramFixture.rules(of: ProgramFixture.activePolicyText)
    let treasury = try ProgramFixture.rules(of: ProgramFixture.treasuryPolicyText)
    for block in RejectionRows.blocks() {
      let rules =
        switch block.rules {
        case "active": active
        case "treasury", "ready": treasury
        default: plain
        }
      var writer =
        block.isBare ? FactsWriter(rules: rules) : try FactsWriter.program(rules: rules)
      do {
        for row in block.rows.dropLast() { try writer.add(row) }
      } catch {
        Issue.record("\(block.name): an earlier line was refused: \(error)")
        continue
      }
      let before = writer.log
      do {
        try writer.add(try #require(block.rows.last))
        Issue.record("\(block.name): admitted")
      } catch let error as FactsError {
        #expect(error.fault.code == block.code, "\(block.name): \(error.wording.text)")
        #expect(error.line == before.lineCount + 1, "\(block.name)")
      }
      #expect(writer.log.state == before.state, "\(block.name)")
      #expect(writer.log.digest == before.digest, "\(block.name)")
    }
  }

  @Test func everyRuleIsProducedByARow() {
    let produced = Set(RejectionRows.blocks().map(\.code))
    for rule in RejectionRule.allCases {
      #expect(produced.contains(rule.rawValue), "no row is refused by \(rule.rawValue)")
    }
    #expect(produced.isSubset(of: RejectionRule.allCases.map(\.rawValue)))
  }

  @Test func everyRefusalSaysWhatAndWhatToDo() throws {
    let plain = try ProgramFixture.rules()
    let active = try ProgramFixture.rules(of: ProgramFixture.activePolicyText)
    let treasury = try ProgramFixture.rules(of: ProgramFixture.treasuryPolicyText)
    for block in RejectionRows.blocks() {
      let rules =
        switch block.rules {
        case "active": active
        case "treasury", "ready": treasury
        default: plain
        }
      var writer =
        block.isBare ? FactsWriter(rules: rules) : try FactsWriter.program(rules: rules)
      for row in block.rows.dropLast() { try writer.add(row) }
      do {
        try writer.add(try #require(block.rows.last))
      } catch let error as FactsError {
        let wording = error.wording
        #expect(wording.what.hasPrefix("Line "), "\(block.name)")
        #expect(wording.what.hasSuffix(".") && wording.advice.hasSuffix("."), "\(wording)")
        #expect(!wording.what.contains("The rule "), "\(block.name) has words of its own")
      }
    }
  }

  @Test func everyCodeStandsInTheReferenceInItsOrder() throws {
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/reference/errors.md")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    var rest = text[...]
    for rule in RejectionRule.allCases {
      let range = rest.range(of: "`\(rule.rawValue)`")
      #expect(range != nil, "\(rule.rawValue) is missing, or stands too early")
      if let range { rest = rest[range.upperBound...] }
    }
  }
}
