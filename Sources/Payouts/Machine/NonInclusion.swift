/// Why a payment can never be included any more (law 8); "not found" is no case of it.
public enum NonInclusion: Hashable, Sendable {
  /// Every block of the range was scanned, from the base to beyond the timeout, and none holds it.
  case timeout(scanned: ClosedRange<Int64>)
  /// A committed transaction of other sign bytes used its sequence.
  case sequenceUsed(by: IncludedTransaction)
}
