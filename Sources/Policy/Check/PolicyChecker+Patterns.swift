import Encoding
import Quantities

/// A list of class patterns whose first match counts.
private struct PatternList {
  let name: String
  let path: JSONPath
  let patterns: [ClassPattern]
}

extension PolicyChecker {
  /// Lists of a pool: entries that never apply, share classes, or mean what the pool refuses.
  mutating func checkPatterns(_ context: PoolContext) {
    let pool = context.pool
    let lists = [
      PatternList(
        name: "classWeights", path: context.at("classWeights"),
        patterns: pool.classWeights.map(\.pattern)),
      PatternList(
        name: "priceGuidance.prices", path: context.at("priceGuidance", "prices"),
        patterns: pool.priceGuidance?.prices.map(\.pattern) ?? []),
      PatternList(
        name: "caps.perGpuHour", path: context.at("caps", "perGpuHour"),
        patterns: pool.caps.perGPUHour.map(\.pattern)),
    ]
    for list in lists {
      checkOrder(list, owner: context.name)
      for (index, pattern) in list.patterns.enumerated() {
        guard let reason = pool.eligibility.refusal(of: pattern) else { continue }
        add(
          .patternNotEligible, at: .element(list.path, index),
          [
            "list": .text(list.name), "pool": context.name, "class": .text(pattern.text),
            "reason": .text(reason),
          ])
      }
      checkKnown(list)
    }
    for (name, patterns) in [
      ("admit", pool.eligibility.admit), ("refuse", pool.eligibility.refuse),
      ("named", pool.eligibility.named),
    ] {
      let path = context.at("eligibility", name)
      checkKnown(PatternList(name: "eligibility.\(name)", path: path, patterns: patterns))
    }
    checkKnown(
      PatternList(
        name: "lines", path: context.at("lines"), patterns: pool.lines.map(\.pattern)))
  }

  /// The program's own lists: rents and targets.
  mutating func checkPatternsOfProgram() {
    let rents = PatternList(
      name: "market.rents", path: .member(.member(.root, "market"), "rents"),
      patterns: policy.market.rents.map(\.pattern))
    checkOrder(rents, owner: .text("program"))
    checkKnown(rents)
    checkKnown(
      PatternList(
        name: "targets", path: .member(.root, "targets"), patterns: policy.targets.map(\.pattern)))
  }

  private mutating func checkOrder(_ list: PatternList, owner: FigureValue) {
    for (index, pattern) in list.patterns.enumerated() {
      let earlier = list.patterns[..<index]
      if let shadow = earlier.first(where: { $0.covers(pattern) }) {
        add(
          .patternShadowed, at: .element(list.path, index),
          [
            "list": .text(list.name), "pool": owner, "class": .text(pattern.text),
            "earlier": .text(shadow.text),
          ])
      } else if let other = earlier.first(where: {
        $0.overlaps(pattern) && !pattern.covers($0)
      }) {
        add(
          .patternOverlap, at: .element(list.path, index),
          [
            "list": .text(list.name), "pool": owner, "class": .text(pattern.text),
            "earlier": .text(other.text),
          ])
      }
    }
  }

  /// A pattern that meets nothing known is most often mistyped.
  private mutating func checkKnown(_ list: PatternList) {
    guard let catalogue else { return }
    for (index, pattern) in list.patterns.enumerated() {
      guard !catalogue.entries.contains(where: { pattern.matches($0.gpuClass) }) else { continue }
      add(
        .patternUnknown, at: .element(list.path, index),
        ["list": .text(list.name), "class": .text(pattern.text)])
    }
  }
}
