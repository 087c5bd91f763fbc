import Policy
import Quantities

/// What counted `lease` segments say of leases, and which of them answered somebody.
struct LeaseQuorum {
  typealias Quorum = StretchQuorum<LeaseIdentifier, Value>

  /// What observers must agree on.
  struct Value: Comparable {
    let provider: UInt32
    /// A class's number plus 1, or 0 for no class, which comes first.
    let classOrder: UInt64
    let gpus: UInt32
    let state: UInt8
    let denomination: UInt8
    let price: UInt64

    static func < (left: Value, right: Value) -> Bool {
      (left.provider, left.classOrder, left.gpus, left.state, left.denomination, left.price)
        < (
          right.provider, right.classOrder, right.gpus, right.state, right.denomination,
          right.price
        )
    }

    /// The class as findings name it.
    var code: UInt32 { classOrder == 0 ? DeviceIndex.noClass : UInt32(classOrder - 1) }
  }

  private var words: [Quorum.Word] = []
  /// The seconds in which each lease answered an observer.
  private var answered: [LeaseIdentifier: [Range<Int64>]] = [:]

  /// Takes one observer's word in; `isAnswered` needs no quorum.
  mutating func add(_ word: Quorum.Word, isAnswered: Bool) {
    words.append(word)
    if isAnswered { answered[word.subject, default: []].append(word.from..<word.to) }
  }

  /// The stretches that count, ascending, and what enough observers said in vain.
  func counted(
    in span: TimeSpan, slotSeconds: Int64, threshold: Int
  ) -> (leases: [TallyLease], findings: FindingLedger) {
    let quorum = Quorum(words, threshold: threshold)
    let findings = quorum.conflicts(in: span, slotSeconds: slotSeconds) { value in
      (value.provider, value.code)
    }
    return (quorum.counted.map { lease($0, in: span) }, findings)
  }

  private func lease(_ stretch: Quorum.Stretch, in span: TimeSpan) -> TallyLease {
    let value = stretch.value
    guard let state = LeaseState(rawValue: value.state),
      let denomination = LeaseDenomination(rawValue: value.denomination)
    else { preconditionFailure("A lease row's states were checked when it was read.") }
    let seconds = stretch.from..<stretch.to
    return TallyLease(
      lease: stretch.subject, provider: ProviderIndex(value.provider),
      gpuClass: value.code == DeviceIndex.noClass ? nil : ClassIndex(value.code),
      gpus: value.gpus, span: stretch.span(in: span), state: state,
      answered: answered[stretch.subject]?.contains { $0.overlaps(seconds) } ?? false,
      denomination: denomination, pricePerHourMicros: value.price)
  }
}
