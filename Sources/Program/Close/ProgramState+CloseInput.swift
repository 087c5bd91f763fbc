public import Policy
public import Quantities
public import Rewards

// What the entries say, as a close reads it.
extension ProgramState {
  /// The claims of all pools, ended ones too, by pool in the policy's order and then by line.
  public var claims: [Claim] {
    let order = rules.policy.order
    let all = enrolmentClaims + contractClaims + participationClaims
    // Numbers are sorted, not claims: there are as many claims as providers and more.
    let keys = all.enumerated().map { index, claim in
      (pool: order.firstIndex(of: claim.pool) ?? .max, line: claim.line, index: index)
    }
    return keys.sorted { ($0.pool, $0.line) < ($1.pool, $1.line) }.map { all[$0.index] }
  }

  private func claim(
    _ id: Label, pool: Label, provider: Address, _ gpuClass: GPUClass, units: Int,
    from: Timestamp, until: Timestamp, statedUntil: Timestamp, endedEarly: Timestamp?, line: Int,
    kind: Claim.Kind
  ) -> Claim? {
    guard let number = roster.index(of: provider) else {
      preconditionFailure("A claim is admitted with its provider.")
    }
    // A class that a later catalogue brought in has no claim in an epoch of before.
    guard let classIndex = rules.catalogue.index(of: gpuClass) else { return nil }
    return Claim(
      id: id, pool: pool, provider: number, gpuClass: classIndex, units: units, from: from,
      until: until, statedUntil: statedUntil, endedEarly: endedEarly,
      payee: payee(of: provider), beneficiary: beneficiary(of: provider), line: line, kind: kind)
  }

  private var enrolmentClaims: [Claim] {
    enrolments.claims.compactMap { claim in
      self.claim(
        claim.id, pool: claim.pool, provider: claim.provider, claim.gpuClass, units: claim.units,
        from: claim.from, until: claim.until, statedUntil: claim.statedUntil,
        endedEarly: claim.withdrawnAt, line: claim.line, kind: .enrolment)
    }
  }

  private var contractClaims: [Claim] {
    contracts.contracts.compactMap { contract in
      let body = contract.body
      return claim(
        body.contract, pool: body.pool, provider: body.provider, body.gpuClass, units: body.units,
        from: body.from, until: contract.until, statedUntil: body.to,
        endedEarly: contract.until < body.to ? contract.until : nil, line: contract.line,
        kind: .contract(rateMicros: body.rate.micros))
    }
  }

  private var participationClaims: [Claim] {
    campaigns.participations.compactMap { participation in
      let body = participation.body
      return claim(
        body.participation, pool: participation.pool, provider: body.provider, body.gpuClass,
        units: body.units, from: body.from, until: campaigns.until(of: participation),
        statedUntil: participation.statedUntil,
        endedEarly: campaigns.endedEarly(participation), line: participation.line,
        kind: .participation(campaign: body.campaign))
    }
  }
}

extension ProgramState {
  /// The campaigns of all research pools, by line.
  public var rewardCampaigns: [Campaign] {
    campaigns.campaigns.map { campaign in
      Campaign(
        id: campaign.body.campaign, pool: campaign.body.pool,
        rateMicros: campaign.body.rate.micros, capMicros: campaign.body.cap.micros,
        line: campaign.line)
    }
  }

  /// The schedules of providers that brought something in.
  public var dailySchedules: [DailySchedule] {
    schedules.compactMap { schedule in
      let body = schedule.body
      return roster.index(of: body.provider).map {
        DailySchedule(
          provider: $0, pool: body.pool, from: body.from, until: body.until,
          openSecond: body.open, closeSecond: body.close, line: schedule.line)
      }
    }
  }

  /// The maintenance announced by providers that brought something in.
  public var maintenanceNotices: [MaintenanceNotice] {
    maintenance.compactMap { notice in
      roster.index(of: notice.provider).map {
        MaintenanceNotice(provider: $0, span: notice.span, admittedAt: notice.announcedAt)
      }
    }
  }

  /// The exceptions that speak of every provider, or of one that brought something in.
  public var allowedExceptions: [AllowedException] {
    exceptions.compactMap { exception in
      let body = exception.body
      guard let rule = AllowedException.Rule(body.rule.text) else { return nil }
      let provider = body.provider.flatMap { roster.index(of: $0) }
      let gpuClass = body.gpuClass.flatMap { rules.catalogue.index(of: $0) }
      if body.provider != nil, provider == nil { return nil }
      if body.gpuClass != nil, gpuClass == nil { return nil }
      return AllowedException(
        rule: rule, pool: body.pool, provider: provider, gpuClass: gpuClass, from: body.from,
        until: body.until)
    }
  }

  /// The decisions on what was held.
  public var holdReviews: [HoldReview] {
    reviews.reviews.compactMap { review in
      let body = review.body
      return roster.index(of: body.provider).map {
        let decision: HoldReview.Decision =
          switch body.decision {
          case .release: .release
          case .refuse: .refuse
          }
        return HoldReview(
          pool: body.pool, epoch: body.epoch, provider: $0, decision: decision)
      }
    }
  }

  /// What was there before the program (O-37).
  public var baselineCounts: [BaselineCount] {
    baselines.counts.compactMap { count in
      guard let provider = roster.index(of: count.body.provider),
        let gpuClass = rules.catalogue.index(of: count.body.gpuClass)
      else { return nil }
      return BaselineCount(provider: provider, gpuClass: gpuClass, units: count.body.units)
    }
  }

  /// The own providers of whoever administers the program at a second that brought something in,
  /// ascending.
  public func administratorProviderNumbers(at time: Timestamp) -> [ProviderIndex] {
    (administrators.term(at: time)?.providers ?? []).compactMap { roster.index(of: $0) }.sorted()
  }

  /// The corrections that an epoch's statement takes in: of earlier epochs of the pool, and not
  /// among the lines of the previous statement's freeze (O-54).
  public func correctionsDue(
    pool: Label, epoch: Int, afterLine previousLines: Int
  ) -> [CorrectionBook.Correction] {
    corrections.corrections.filter {
      $0.body.pool == pool && $0.body.epoch < epoch && $0.line > previousLines
    }
  }

  /// Sets everything in a close's input that the entries decide, but corrections and prices.
  ///
  /// An epoch goes by the rules and the administrator at its start, however often these change
  /// later.
  public func fill(_ input: inout EpochInput) {
    fill(&input, claims: claims(closing: input.epoch, of: input.pool, by: input.policy))
  }

  /// The claims that a close of an epoch reads: most of the work of filling its input, which can be
  /// done before the tally is there.
  public func claims(
    closing epoch: Int, of pool: Label, by policy: ProgramPolicy
  ) -> [Claim] {
    let span = policy.pool(named: pool).flatMap { EpochCalendar($0).epoch(epoch) }
    return (span.map { underRules(at: $0.start) } ?? self).claims
  }

  /// The same as `fill`, with the claims at hand.
  public func fill(_ input: inout EpochInput, claims: [Claim]) {
    let epoch = input.policy.pool(named: input.pool).flatMap {
      EpochCalendar($0).epoch(input.epoch)
    }
    let state = epoch.map { underRules(at: $0.start) } ?? self
    input.roster = state.roster.addresses
    input.claims = claims
    input.campaigns = state.rewardCampaigns
    input.schedules = state.dailySchedules
    input.maintenance = state.maintenanceNotices
    input.exceptions = state.allowedExceptions
    input.reviews = state.holdReviews
    input.baselines = state.baselineCounts
    input.activity = state.activityFacts(paying: state)
    input.administratorProviders =
      epoch.map { state.administratorProviderNumbers(at: $0.start) } ?? []
  }
}
