import Evidence
import Quantities
import Rewards
import Testing

/// The generator's own test: laws over worlds in which a rule never bites prove nothing.
@Suite struct RandomWorldTests {
  @Test func randomWorldsReachEveryKindReasonAndFlag() throws {
    var kinds: Set<SecondKind> = []
    var unallocated: Set<UnallocatedReason> = []
    var reasons: Set<PartReason> = []
    var flags: Set<PartFlag> = []
    var (earning, unvested, held, takenBack, converted, split) = (0, 0, 0, 0, 0, 0)
    for seed in 0..<1_000 as Range<UInt64> {
      for statement in try RandomWorld(seed: seed).statements() {
        unallocated.formUnion(statement.unallocated.map(\.reason))
        for line in statement.lines {
          earning += line.earnedMicros > 0 ? 1 : 0
          unvested += line.unvested.isEmpty ? 0 : 1
          held += line.holds.isEmpty ? 0 : 1
          takenBack += line.takenBackMicros > 0 ? 1 : 0
          converted += line.uakt == nil ? 0 : 1
          for part in line.parts {
            reasons.formUnion(part.reasons)
            flags.formUnion(part.flags)
            split += part.groups.count > 1 ? 1 : 0
            kinds.formUnion(SecondKind.allCases.filter { part.unitSeconds[$0] > 0 })
          }
        }
      }
    }
    #expect(kinds == Set(SecondKind.allCases))
    #expect(flags == Set(PartFlag.allCases))
    #expect(
      Set(UnallocatedReason.allCases).subtracting(unallocated) == [.correction])
    let own: Set<PartReason> = [
      .priceAboveGuidance, .classNotWeighted, .administratorExcluded, .sizeClass, .baseline,
      .uptimeBelowThreshold, .uptimeReduced, .unobservedBeyondAllowance, .duplicateDevice,
      .sharedHost, .revenueUnknown,
    ]
    let missing = own.subtracting(reasons)
    #expect(missing == [.sizeClass], "Random size classes leave no size out.")
    for count in [earning, unvested, held, takenBack, converted, split] {
      #expect(count > 100, "\([earning, unvested, held, takenBack, converted, split])")
    }
  }
}
