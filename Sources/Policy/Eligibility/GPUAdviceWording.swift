import Quantities

/// The advice in plain words.
enum GPUAdviceWording {
  /// The most classes that are listed one by one.
  private static let limitListed = 8

  static func lines(
    query: GPUQuery, entries: [CatalogueEntry], pools: [GPUAdvice.PoolVerdict],
    sources: [CatalogueSource]
  ) -> [String] {
    var lines = [meaning(query, entries)]
    if entries.count <= 3 {
      lines += entries.flatMap { facts($0) }
      lines += legend(entries, sources)
    }
    if !query.ignoredWords.isEmpty {
      lines.append("Not used: \(EligibilityWording.list(query.ignoredWords)).")
    }
    for pool in pools { lines += self.lines(pool) }
    return lines
  }

  private static func meaning(_ query: GPUQuery, _ entries: [CatalogueEntry]) -> String {
    let count = query.count.map { "\($0) × " } ?? ""
    switch query.match {
    case .known:
      let entry = entries[0]
      let vendor = EligibilityWording.name(entry.gpuClass.vendor)
      return "\(count)\(vendor) \(entry.name): class \(entry.gpuClass)."
    case .ambiguous(_, let missing):
      return ClassWording.sentence(ambiguous: entries.map(\.gpuClass), missing: missing)
    case .unknown(let reason):
      return ClassWording.sentence(reason)
    }
  }

  private static func facts(_ entry: CatalogueEntry) -> [String] {
    var dates: [String] = []
    if let announced = entry.announced {
      dates.append("announced \(announced.date) (\(announced.source))")
    }
    if let available = entry.available {
      dates.append("available \(available.date) (\(available.source))")
    }
    dates += entry.otherDates.map { claim in
      "\(claim.kind.map(\.rawValue) ?? "released") \(claim.date) by another source"
        + " (\(claim.source))"
    }
    let known = dates.isEmpty ? "launch date unknown" : EligibilityWording.list(dates)
    return ["  \(entry.gpuClass): \(known)."] + (entry.notes.map { ["  \($0)"] } ?? [])
  }

  private static func lines(_ pool: GPUAdvice.PoolVerdict) -> [String] {
    var lines: [String] = []
    switch pool.standing {
    case .qualifies:
      let whichever = pool.classes.count > 1 ? ", whichever variant it is; say which to enrol" : ""
      lines.append("\(pool.pool): qualifies\(whichever).")
    case .noLine: lines.append("\(pool.pool): no planned line takes it.")
    case .doesNotQualify: lines.append("\(pool.pool): does not qualify.")
    case .needsReview: lines.append("\(pool.pool): needs review.")
    case .dependsOnVariant: lines.append("\(pool.pool): depends on the variant.")
    }
    if pool.classes.isEmpty {
      lines.append("  Which GPU it is must be known first.")
    } else if pool.standing == .dependsOnVariant {
      lines += variants(pool.classes)
    } else {
      let whole = Assessment.joining(pool.classes.map(\.assessment))
      lines += shortened(whole.reasons).map { "  \($0)" }
      lines += shortened(whole.flags).map { "  Note: \($0)" }
    }
    lines += planned(pool)
    if pool.standing != .doesNotQualify, pool.standing != .noLine {
      lines += pool.terms.map { "  \($0)" }
    }
    return lines
  }

  /// Which planned lines take it, or which there are where none does.
  private static func planned(_ pool: GPUAdvice.PoolVerdict) -> [String] {
    guard let planned = pool.planned, !pool.classes.isEmpty else { return [] }
    switch pool.standing {
    case .doesNotQualify, .needsReview: return []
    case .noLine:
      let known = planned.map { "\($0.name) (\($0.pattern))" }
      let lines =
        known.isEmpty
        ? "it plans no lines" : "its contracts follow the lines \(EligibilityWording.list(known))"
      return ["  The pool's rule admits the class, but \(lines)."]
    case .qualifies, .dependsOnVariant:
      let names = pool.lines.map(\.name.text)
      guard !names.isEmpty else { return [] }
      return ["  Planned lines that take it: \(EligibilityWording.list(names))."]
    }
  }

  /// Each variant with its outcome, or how many have which where they are many.
  private static func variants(_ classes: [GPUAdvice.ClassVerdict]) -> [String] {
    guard classes.count > limitListed else {
      return classes.map { "  \($0.gpuClass): \(outcome($0))" }
    }
    let eligible = classes.filter(\.isTaken).count
    let refused = classes.filter { $0.assessment.isRefused || $0.lines?.isEmpty == true }.count
    let doubtful = classes.count - eligible - refused
    return [
      "  Of \(classes.count) classes \(eligible) qualify, \(refused) do not, \(doubtful) need"
        + " review."
    ]
  }

  /// The sentences, of reasons of one kind no more than two.
  private static func shortened(_ reasons: [EligibilityReason]) -> [String] {
    var sentences: [String] = []
    for code in EligibilityReason.Code.allCases {
      let ofKind = reasons.filter { $0.code == code }
      sentences += ofKind.prefix(2).map { EligibilityWording.sentence($0) }
      if ofKind.count > 2 { sentences.append("(The same for \(ofKind.count - 2) more.)") }
    }
    return sentences
  }

  /// What the sources' ids stand for, of those that the entries name.
  private static func legend(
    _ entries: [CatalogueEntry], _ sources: [CatalogueSource]
  ) -> [String] {
    let claims = entries.flatMap { [$0.announced, $0.available].compactMap { $0 } + $0.otherDates }
    let named = sources.filter { source in
      claims.contains { $0.source == source.id || $0.source.hasPrefix(source.id + ":") }
    }
    guard !named.isEmpty else { return [] }
    return ["  Sources: " + named.map { "\($0.id) = \($0.title)" }.joined(separator: "; ") + "."]
  }

  private static func outcome(_ verdict: GPUAdvice.ClassVerdict) -> String {
    let assessment = verdict.assessment
    let reasons = assessment.reasons.map { EligibilityWording.sentence($0) }
      .joined(separator: " ")
    if verdict.isTaken { return "qualifies." }
    if assessment.isEligible { return "no planned line takes it." }
    return (assessment.isRefused ? "does not qualify. " : "needs review. ") + reasons
  }

  /// What a pool asks for beside the class.
  static func terms(_ rule: EligibilityRule) -> [String] {
    var terms: [String] = []
    if let minimum = rule.minimumTerm {
      terms.append("Asks for a term of at least \(EligibilityWording.term(minimum)).")
    }
    if let tier = rule.minimumTier {
      let evidence = rule.tierEvidence ? ", with evidence" : ""
      terms.append(
        "Asks for a data centre of tier \(tier) or higher\(EligibilityWording.downtime(tier))"
          + "\(evidence).")
    }
    if rule.homogeneousNodes { terms.append("Asks for one class of GPU per node.") }
    if rule.hostMemoryAtLeastGPU {
      terms.append("Flags nodes with less host memory than GPU memory.")
    }
    return terms
  }
}
