/// How the observer asks; the policy has no field for it, so each observer may choose.
public struct ProbeSettings: Hashable, Sendable {
  /// How often a provider is asked before it counts as down, at least 1.
  public var attempts = 3
  /// How long one answer may take, at most; never longer than a step of the slot's last third.
  public var answerMilliseconds: Int64 = 15_000
  /// How late after its moment a provider may still be asked.
  public var lateMilliseconds: Int64 = 5_000
  /// How many of the canaries must answer for the observer's own network to count as sound.
  public var canariesRequired = 2
  /// How often the canaries are asked while anybody is watched.
  public var canaryEveryMilliseconds: Int64 = 30_000
  /// How long a round of canaries may take, at most.
  public var canaryAnswerMilliseconds: Int64 = 10_000
  /// By how much the wall clock may be set between two events without a finding.
  public var clockStepMilliseconds: Int64 = 2_000
  /// How long after a stretch's last slot its segments are made, so that late rows are in.
  public var settleMilliseconds: Int64 = 10_000
  /// The most bytes of outcomes that wait in memory for a disk that takes none.
  public var limitPendingBytes = 32 << 20
  /// The most bytes that inventories of slots that are not sealed may take, until they are.
  public var limitInventoryBytes = 512 << 20
  /// The longest segment, where no epoch ends earlier.
  public var longestSegmentSeconds: Int64 = 7 * 86_400
  /// How long before a period its seed is committed.
  public var commitLeadSeconds: Int64 = 86_400
  /// How long before its deadline a file is handed over; at most half of the grace.
  public var deliveryReserveSeconds: Int64 = 6 * 3_600
  /// The first and the longest wait after a failure of the disk or the server.
  public var backoffMilliseconds: ClosedRange<Int64> = 1_000...300_000

  /// The defaults.
  public init() {}

  /// The time between two attempts: the slot's last third in one part more than attempts.
  func stepMilliseconds(slotSeconds: Int64) -> Int64 {
    ProbePlan.marginMilliseconds(slotSeconds: slotSeconds) / Int64(max(1, attempts) + 1)
  }

  /// How long one answer may take in such slots.
  public func answerLimit(slotSeconds: Int64) -> Int64 {
    max(1, min(answerMilliseconds, stepMilliseconds(slotSeconds: slotSeconds)))
  }

  /// How long a round of canaries may take in such slots: two fit into a step.
  public func canaryLimit(slotSeconds: Int64) -> Int64 {
    max(1, min(canaryAnswerMilliseconds, stepMilliseconds(slotSeconds: slotSeconds) / 2))
  }
}
