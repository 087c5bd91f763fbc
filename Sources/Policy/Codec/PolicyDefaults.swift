import Quantities

// What a policy means where people leave a key out; `docs/reference/policy.md` lists the same.

extension ObservationRule {
  /// Slots of 5 minutes, a day of grace, two observers that agree, 5 % unobserved, 8 h maintenance
  /// announced a day before.
  public static var standard: ObservationRule {
    ObservationRule(
      slotSeconds: 300, graceSeconds: 86_400,
      quorum: QuorumRule(state: 2, count: 2, lease: 1, proof: 2),
      unobservedAllowance: Ratio.knownPPM(50_000),
      maintenance: MaintenanceRule(allowanceSeconds: 28_800, noticeSeconds: 86_400))
  }
}

extension PriceWindowRule {
  /// A day, three samples, two sources.
  public static var standard: PriceWindowRule {
    PriceWindowRule(windowSeconds: 86_400, minimumSamples: 3, minimumSources: 2)
  }
}

extension UptimeRule {
  /// O-30: nothing below 90 %, proportional below 99 %, then all; of verified seconds.
  public static var standard: UptimeRule {
    UptimeRule(
      base: .verified, denominator: .observed, windowEpochs: 1,
      curve: [
        CurveStep(from: .zero, factor: .fixed(.zero)),
        CurveStep(from: Ratio.knownPPM(900_000), factor: .proportional),
        CurveStep(from: Ratio.knownPPM(990_000), factor: .fixed(.one)),
      ])
  }
}

extension VestingRule {
  /// At once; what has not vested would go back.
  public static var standard: VestingRule {
    VestingRule(kind: .none, cliff: nil, onExit: .forfeit)
  }
}

extension CapRule {
  /// No cap at all.
  public static var standard: CapRule {
    CapRule(beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: [])
  }
}

extension ActivityRule {
  /// 0.2 % of what a lease cost, below the 0.25 % that the chain keeps of it; all of it to the
  /// provider; a core weighs a hundredth of a GPU.
  public static var standard: ActivityRule {
    ActivityRule(
      share: Ratio.knownPPM(2_000), cost: Ratio.knownPPM(2_500), deployers: .zero, gpu: .one,
      cpu: Ratio.knownPPM(10_000))
  }
}

extension Ratio {
  /// A ratio whose number stands in the code.
  static func knownPPM(_ ppm: UInt64) -> Ratio {
    do {
      return try Ratio(ppm: ppm)
    } catch {
      preconditionFailure("A default ratio lies within its bounds.")
    }
  }
}
