public import Quantities

extension EligibilityRule {
  /// What the rule makes of a class; one that the catalogue lacks needs review.
  public func assess(_ gpuClass: GPUClass, in catalogue: GPUCatalogue) -> Assessment {
    guard let index = catalogue.index(of: gpuClass) else {
      let reason = UnknownClassReason.modelUnknown(gpuClass.text)
      return Assessment(doubts: [.classUnknown(reason)])
    }
    return assess(index, in: catalogue)
  }

  /// What the rule makes of a class of the catalogue.
  public func assess(_ index: ClassIndex, in catalogue: GPUCatalogue) -> Assessment {
    let entry = catalogue[index]
    let gpuClass = entry.gpuClass
    var refusals: [EligibilityReason] = []
    if let vendors, !vendors.contains(gpuClass.vendor) {
      refusals.append(.vendorNotAdmitted(vendor: gpuClass.vendor, admitted: vendors))
    }
    if let minimumMemoryGB, gpuClass.memoryGB < minimumMemoryGB {
      refusals.append(
        .memoryBelowMinimum(memoryGB: gpuClass.memoryGB, minimumGB: minimumMemoryGB))
    }
    if !admit.isEmpty, !admit.contains(where: { $0.matches(gpuClass) }) {
      refusals.append(.classNotAdmitted(gpuClass))
    }
    if let pattern = refuse.first(where: { $0.matches(gpuClass) }) {
      refusals.append(.classRefused(gpuClass, by: pattern))
    }
    let launch = launched?.assess(entry) ?? LaunchFinding()
    refusals += launch.refusals
    var notes = launch.notes
    if !refusals.isEmpty || !launch.doubts.isEmpty,
      let pattern = named.first(where: { $0.matches(gpuClass) })
    {
      notes.append(.namedInProgramText(gpuClass, by: pattern))
    }
    return Assessment(refusals: refusals, doubts: launch.doubts, notes: notes)
  }

  /// What the rule makes of a device: all its possible classes refused means refused.
  public func assess(_ match: ClassMatch, in catalogue: GPUCatalogue) -> Assessment {
    switch match {
    case .known(let index):
      return assess(index, in: catalogue)
    case .unknown(let reason):
      return Assessment(doubts: [.classUnknown(reason)])
    case .ambiguous(let indices, let missing):
      let ambiguous = EligibilityReason.classAmbiguous(
        indices.map { catalogue[$0].gpuClass }, missing: missing)
      let each = indices.map { assess($0, in: catalogue) }
      let joined = Assessment.joining([Assessment(doubts: [ambiguous])] + each)
      return each.allSatisfy(\.isRefused) ? joined : Assessment(doubts: [ambiguous])
    }
  }
}

/// What a launch rule makes of one entry.
struct LaunchFinding {
  var refusals: [EligibilityReason] = []
  var doubts: [EligibilityReason] = []
  var notes: [EligibilityReason] = []
}

extension EligibilityRule.LaunchRule {
  func assess(_ entry: CatalogueEntry) -> LaunchFinding {
    var finding = LaunchFinding()
    guard let used = entry.date(of: date) else {
      // What was announced late enough cannot have been available before.
      let impliedByAnnouncement =
        date == .available && entry.announced?.date.isOnOrAfter(notBefore) == true
      if !impliedByAnnouncement {
        finding.doubts.append(.launchDateUnknown(date, notBefore: notBefore))
      }
      return finding
    }
    let decision = used.date.isOnOrAfter(notBefore)
    switch decision {
    case true: break
    case false: finding.refusals.append(.launchedBefore(used, notBefore: notBefore))
    default: finding.doubts.append(.launchDateImprecise(used, notBefore: notBefore))
    }
    let others = entry.otherDates.filter {
      ($0.kind == nil || $0.kind == date) && !$0.date.overlaps(used.date)
    }
    guard !others.isEmpty, let decision else { return finding }
    let changing = others.filter { $0.date.isOnOrAfter(notBefore) != decision }
    let reason = EligibilityReason.launchDatesDisagree(
      used: used, others: others, verdictChanges: !changing.isEmpty)
    // A source that speaks of the same event decides as well as the used one, so that a person must
    // choose; a record that does not say what its date is of is shown beside the verdict.
    if changing.contains(where: { $0.kind == date }) {
      finding.refusals = []
      finding.doubts.append(reason)
    } else {
      finding.notes.append(reason)
    }
    return finding
  }
}
