import Encoding
import Quantities

extension PolicyChecker {
  /// What a pool admits: contradictions, terms that do not fit, and what the letter refuses.
  mutating func checkEligibility(_ context: PoolContext) {
    let rule = context.pool.eligibility
    if rule.vendors?.isEmpty == true {
      add(.vendorsEmpty, at: context.at("eligibility", "vendors"), ["pool": context.name])
    }
    for (index, pattern) in rule.admit.enumerated() {
      guard let refused = rule.refuse.first(where: { $0.covers(pattern) }) else { continue }
      add(
        .admitRefused, at: context.at("eligibility", "admit", element: index),
        [
          "pool": context.name, "class": .text(pattern.text), "earlier": .text(refused.text),
        ])
    }
    for (index, line) in context.pool.lines.enumerated() {
      guard let reason = rule.refusal(of: line.pattern) else { continue }
      add(
        .lineNotEligible, at: context.at("lines", element: index),
        [
          "pool": context.name, "line": .label(line.name), "class": .text(line.pattern.text),
          "reason": .text(reason),
        ])
    }
    checkTerm(context)
    checkTier(context)
    checkNamed(context)
  }

  private mutating func checkTerm(_ context: PoolContext) {
    let span = context.pool.span
    guard let term = context.pool.eligibility.minimumTerm, !span.isEmpty else { return }
    let end = try? span.start.adding(term)
    if let end, end < span.end { return }
    if let end, end == span.end {
      add(
        .termWithoutSlack, at: context.at("eligibility", "minimumTerm"),
        ["pool": context.name, "term": .text(term.text), "start": .time(span.start)])
    } else {
      add(
        .termBeyondSpan, at: context.at("eligibility", "minimumTerm"),
        [
          "pool": context.name, "term": .text(term.text), "start": .time(span.start),
          "end": .time(span.end),
        ])
    }
  }

  private mutating func checkTier(_ context: PoolContext) {
    let rule = context.pool.eligibility
    if let tier = rule.minimumTier, !rule.tierEvidence {
      add(
        .tierWithoutEvidence, at: context.at("eligibility", "minimumTier"),
        ["pool": context.name, "tier": .count(tier)])
    }
    if rule.tierEvidence, rule.minimumTier == nil {
      add(
        .tierEvidenceWithoutTier, at: context.at("eligibility", "tierEvidence"),
        ["pool": context.name])
    }
  }

  /// O-16: classes that the program's text names, whatever the letter of the launch rule says.
  private mutating func checkNamed(_ context: PoolContext) {
    let rule = context.pool.eligibility
    guard let launched = rule.launched, !rule.named.isEmpty else { return }
    let affected = rule.named.filter { pattern in
      guard let catalogue else { return true }
      return catalogue.indices.contains { index in
        pattern.matches(catalogue[index].gpuClass)
          && !rule.assess(index, in: catalogue).isEligible
      }
    }
    guard !affected.isEmpty else { return }
    add(
      .namedOutsideRule, at: context.at("eligibility", "named"),
      [
        "pool": context.name, "classes": .text(affected.map(\.text).joined(separator: ", ")),
        "kind": .text(launched.date.rawValue), "notBefore": .text(launched.notBefore.text),
      ])
  }
}
