import Encoding
import Quantities

/// Holds findings against what was accepted: the same rule with the same figures is settled.
struct AcceptanceLedger {
  private let acceptances: [Acceptance]

  init(_ acceptances: [Acceptance]) {
    self.acceptances = acceptances
  }

  func settle(_ drafts: [FindingDraft], digest: ([UInt8]) -> Digest) -> [Finding] {
    var findings: [Finding] = []
    var used = Set<Int>()
    for draft in drafts {
      let figuresDigest = digest(draft.figures.json)
      let match = acceptances.firstIndex {
        $0.finding.utf8.elementsEqual(draft.rule.rawValue.utf8) && $0.figures == figuresDigest
      }
      if let match { used.insert(match) }
      let accepted = draft.severity == .needsAcceptance ? match : nil
      findings.append(
        Finding(
          rule: draft.rule, severity: accepted == nil ? draft.severity : .note, path: draft.path,
          figures: draft.figures, digest: figuresDigest,
          acceptance: accepted.map { acceptances[$0] }))
    }
    return findings + leftovers(used: used, findings: findings, digest: digest)
  }

  /// Acceptances that settle nothing, each with its reason.
  private func leftovers(
    used: Set<Int>, findings: [Finding], digest: ([UInt8]) -> Digest
  ) -> [Finding] {
    var result: [Finding] = []
    for (index, acceptance) in acceptances.enumerated() {
      let ofRule = findings.filter { $0.rule.rawValue.utf8.elementsEqual(acceptance.finding.utf8) }
      let rule: FindingRule
      if FindingRule(rawValue: acceptance.finding) == nil {
        rule = .acceptanceUnknown
      } else if ofRule.contains(where: { $0.severity == .error && $0.digest == acceptance.figures })
      {
        rule = .acceptanceRefused
      } else if used.contains(index) {
        continue
      } else if ofRule.contains(where: { $0.severity == .needsAcceptance }) {
        rule = .acceptanceLapsed
      } else {
        rule = .acceptanceUnused
      }
      let figures = FindingFigures([
        "finding": .text(acceptance.finding), "role": .text(acceptance.role),
        "date": .text(acceptance.date.text),
      ])
      result.append(
        Finding(
          rule: rule, severity: rule.severity,
          path: .element(.member(.root, "acceptances"), index), figures: figures,
          digest: digest(figures.json), acceptance: nil))
    }
    return result
  }
}
