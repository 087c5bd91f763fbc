public import Program
public import Quantities

/// What admission would say of entries now, without logging anything.
///
/// Entries judged one after the other are judged as if those before them were logged.
public struct EntryPreview: Sendable {
  /// What the log would say after the entries judged so far.
  public private(set) var state: ProgramState
  private let blobs: any BlobStore
  private let isSigned: Bool

  /// Judges by a state and the blobs at hand; `isSigned` where the program's entries are signed,
  /// and not the lines of a facts file.
  public init(_ state: ProgramState, blobs: any BlobStore, isSigned: Bool = true) {
    self.state = state
    self.blobs = blobs
    self.isSigned = isSigned
  }

  /// The rule that the entry would break, or nil.
  ///
  /// Signatures that are still to come break none, unless the paper is to be logged as it is. The
  /// log's time never goes back, so that a clock behind it counts as its last time.
  public mutating func refusal(
    of paper: EntryPaper, now: Timestamp, isComplete: Bool = false
  ) throws(EntryPaperRefusal) -> Rejection? {
    if let amended = paper.payload.body as? ProgramAmended,
      let rules = try? ProgramReader.rules(
        policy: amended.policy, catalogue: amended.catalogue, blobs: blobs)
    {
      state.know(rules)
    }
    let time = max(now, state.lastAdmittedAt ?? now)
    let signers = paper.signatures.isEmpty && !isComplete ? nil : try paper.signers()
    var refusal = state.refusal(
      of: paper.payload, admittedAt: time, signers: signers, isDraft: isSigned)
    if case .signatureMissing = refusal, !isComplete {
      refusal = state.refusal(of: paper.payload, admittedAt: time, isDraft: isSigned)
    }
    if refusal == nil { state.apply(paper.payload, admittedAt: time) }
    return refusal
  }

  /// How many signatures the author's word needs; nil before there is a committee.
  public func signaturesNeeded(_ payload: Payload) -> Int? {
    guard payload.header.author == .committee else { return 1 }
    if let created = payload.body as? ProgramCreated { return created.threshold }
    return state.committee?.threshold
  }
}
