import Policy
import Quantities

extension SelfTest {
  /// The verdicts over the nodes of the message, or nil where there is none.
  private var verdicts: [InventoryVerdict]? {
    guard case .success(let status) = visit.status(.message), let nodes = status.nodes else {
      return nil
    }
    let check = InventoryCheck(catalogue: catalogue)
    return nodes.map { check.judge($0.look) }
  }

  func inventory() -> [SelfTestLine] {
    let check = "inventory_plausible"
    if case .failure(let fault) = visit.status(.message) {
      return [
        SelfTestLine(
          check, .notEvaluated, "There is no status message: \(fault.text).",
          advice: "Without it no class is known; nothing can be credited.")
      ]
    }
    guard let verdicts, !verdicts.isEmpty else {
      return [
        SelfTestLine(
          check, .fail, "The status has no inventory, so that nothing is known.",
          advice: "Restart the inventory service.")
      ]
    }
    let findings = verdicts.flatMap { verdict in
      verdict.findings.map { InventoryWording.sentence($0, node: verdict.node) }
    }
    guard !findings.isEmpty else {
      return [SelfTestLine(check, .pass, counted(verdicts))]
    }
    return findings.prefix(64).map { SelfTestLine(check, .fail, $0) }
  }

  private func counted(_ verdicts: [InventoryVerdict]) -> String {
    let gpus = verdicts.compactMap(\.gpu.allocatable.amount).reduce(UInt64(0)) {
      $0.addingReportingOverflow($1).partialValue
    }
    let free = FreeBlocks(verdicts).counts
    let blocks = zip(FreeBlocks.sizes, free).map { "\($1) of \($0)" }.joined(separator: ", ")
    return "\(verdicts.count) nodes, \(gpus) GPUs; free in whole blocks: \(blocks)."
  }

  /// The classes seen, each once, with how many.
  private func seen(_ verdicts: [InventoryVerdict]) -> [(match: ClassMatch, count: Int)] {
    var seen: [(match: ClassMatch, count: Int)] = []
    for group in verdicts.compactMap(\.cards.groups).joined() where group.count > 0 {
      if let position = seen.firstIndex(where: { $0.match == group.match }) {
        seen[position].count += group.count
      } else {
        seen.append((group.match, group.count))
      }
    }
    return seen
  }

  private func name(_ match: ClassMatch) -> String {
    switch match {
    case .known(let index): "\(catalogue[index].gpuClass)"
    case .ambiguous: match.candidates.map { "\(catalogue[$0].gpuClass)" }.joined(separator: " or ")
    case .unknown: "a GPU of unknown class"
    }
  }

  /// What the attributes on the chain claim against what the status shows.
  func capabilities() -> [SelfTestLine] {
    let check = "capability_verified"
    guard let record = visit.record, let verdicts else {
      return [SelfTestLine(check, .notEvaluated, "Claims or cards are not known.")]
    }
    let seen = seen(verdicts)
    let claims = record.attributes.filter {
      $0.key.hasPrefix("capabilities/gpu/vendor/") && $0.value == "true"
    }
    var lines: [SelfTestLine] = []
    for claim in claims {
      let match = GPUQuery.parse(claim.key, in: catalogue).match
      let meant = match.candidates
      let shown = PrintableText.excerpt(claim.key)
      if meant.isEmpty {
        lines.append(
          SelfTestLine(
            check, .fail, "\(shown) is claimed, which is no class that is known.",
            advice: "Check the spelling of the attribute."))
      } else if !seen.contains(where: { !$0.match.candidates.allSatisfy { !meant.contains($0) } }) {
        lines.append(
          SelfTestLine(
            check, .fail, "\(shown) is claimed, and no such GPU is in the status.",
            advice: "Remove the attribute, or look why the GPU is not reported."))
      }
    }
    for (match, count) in seen where !match.candidates.isEmpty {
      let isClaimed = claims.contains { claim in
        let meant = GPUQuery.parse(claim.key, in: catalogue).match.candidates
        return match.candidates.contains { meant.contains($0) }
      }
      if !isClaimed {
        lines.append(
          SelfTestLine(
            check, .fail, "\(count) × \(name(match)) are in the status and not claimed.",
            advice: "Add the attribute, so that tenants and auditors find them."))
      }
    }
    guard lines.isEmpty else { return Array(lines.prefix(64)) }
    let list = seen.map { "\($0.count) × \(name($0.match))" }.joined(separator: ", ")
    return [
      SelfTestLine(
        check, seen.isEmpty ? .notApplicable : .pass,
        seen.isEmpty ? "Neither claims nor shows a GPU." : "Claimed and seen: \(list).")
    ]
  }

  /// The two interfaces tell of the same cluster, so that their counts should agree.
  func bothForms() -> SelfTestLine {
    let check = "interfaces_agree"
    guard case .success(let message) = visit.status(.message),
      case .success(let rest) = visit.status(.rest), let left = message.nodes,
      let right = rest.nodes
    else { return SelfTestLine(check, .notEvaluated, "Only one of the two answered.") }
    func gpus(_ nodes: [NodeReport]) -> [String] {
      let judge = InventoryCheck(catalogue: catalogue)
      return nodes.map { node in
        let amount = judge.judge(node.look.gpu.allocatable, .gpu).amount
        return "\(PrintableText.excerpt(node.look.node)): \(amount.map { "\($0)" } ?? "unknown")"
      }.sorted()
    }
    guard right.allSatisfy(\.hasTotals) else {
      return SelfTestLine(check, .notEvaluated, "The gateway tells only what is free.")
    }
    guard gpus(left) == gpus(right) else {
      return SelfTestLine(
        check, .fail,
        "GPUs by node differ: \(gpus(left).prefix(16).joined(separator: ", ")) in the message,"
          + " \(gpus(right).prefix(16).joined(separator: ", ")) at the gateway.",
        advice: "Restart the inventory service.")
    }
    return SelfTestLine(check, .pass, "Both interfaces count the same GPUs.")
  }

  func audits() -> [SelfTestLine] {
    let check = "audit_signatures_current"
    guard let audits = visit.audits, let record = visit.record else {
      return [SelfTestLine(check, .notEvaluated, "Signatures are not known.")]
    }
    guard !audits.isEmpty else {
      return [SelfTestLine(check, .notApplicable, "No auditor signed anything.")]
    }
    return audits.prefix(16).map { audit in
      let comparison = audit.comparison(with: record.attributes)
      let stale = comparison.changed + comparison.withdrawn
      let auditor = PrintableText.excerpt(audit.auditor)
      guard !stale.isEmpty else {
        return SelfTestLine(
          check, .pass,
          "\(auditor) signed \(comparison.agreeing.count) attributes, all still said today.")
      }
      let keys = stale.prefix(8).map { PrintableText.excerpt($0.key) }.joined(separator: ", ")
      return SelfTestLine(
        check, .fail, "\(auditor) signed other values than are said today: \(keys).",
        advice: "Ask for a new signature after every change of attributes.")
    }
  }

  /// For each pool how many nodes its rule admits, and why not the others.
  func eligibility() -> [SelfTestLine] {
    pools.map { name, rule in
      let check = "pool_eligibility_\(name)"
      guard let verdicts else {
        return SelfTestLine(check, .notEvaluated, "What the nodes hold is not known.")
      }
      let nodes = verdicts.filter { verdict in
        verdict.cards.groups.map { groups in groups.contains { $0.count > 0 } } ?? true
      }
      guard !nodes.isEmpty else {
        return SelfTestLine(check, .notApplicable, "No node has a GPU.")
      }
      var admitted = 0
      var reasons: [String] = []
      for verdict in nodes {
        guard let description = verdict.description else {
          reasons.append("Node \(verdict.node): its GPUs are unknown.")
          continue
        }
        let assessment = rule.assess(description, in: catalogue)
        if assessment.isEligible {
          admitted += 1
        } else {
          reasons += assessment.reasons.prefix(2).map {
            "Node \(verdict.node): \(EligibilityWording.sentence($0))"
          }
        }
      }
      let text = "\(admitted) of \(nodes.count) nodes with GPUs are admitted by their classes."
      return SelfTestLine(
        check, admitted == nodes.count ? .pass : .fail,
        ([text] + reasons.prefix(8)).joined(separator: " "),
        advice: admitted == nodes.count
          ? "Terms beside the class are judged with the offer." : nil)
    }
  }
}
