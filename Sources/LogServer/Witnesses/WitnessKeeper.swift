public import BlobFiles
public import Journal
import Quantities

/// The witness machine with its shell: what it decides is kept before anybody hears of it.
public actor WitnessKeeper<Files: FileSystem> {
  private var machine: WitnessMachine
  private let folder: WitnessFolder<Files>
  private let clock: any ServerClock
  private let complain: @Sendable (String) -> Void

  /// Takes up what the folder holds of the log with those keys; refuses a folder of other keys.
  public init(
    signer: NoteSigner, keys: [VerifierKey], folder: WitnessFolder<Files>,
    clock: any ServerClock, complain: @escaping @Sendable (String) -> Void
  ) throws(WitnessStartFailure) {
    guard let fresh = WitnessedLog(keys: keys) else { throw .logKeys }
    let known: WitnessedLog?
    do {
      known = try folder.log(fresh.origin)
    } catch {
      throw .folder(error)
    }
    // The keys of the command line are in force, but for those that the log itself has retired.
    let retired = known?.retired ?? []
    let standing = keys.filter { key in !retired.contains { $0.key == key } }
    let added = known.map { known in known.keys.filter { !standing.contains($0) } } ?? []
    let inForce = retired.isEmpty ? keys : standing + added
    guard let log = WitnessedLog(keys: inForce, retired: retired, latest: known?.latest),
      let machine = WitnessMachine(signer: signer, logs: [log])
    else { throw .logKeys }
    self.machine = machine
    self.folder = folder
    self.clock = clock
    self.complain = complain
  }

  /// The newest checkpoint that was cosigned; nil before the first.
  public var latest: SignedCheckpoint? { machine.logs.first?.latest }

  /// Size and root of it.
  public var head: TreeHead { machine.logs.first?.head ?? .empty }

  /// Answers the body of a request; nil where the state could not be kept.
  public func answer(_ body: [UInt8]) -> AddCheckpointAnswer? {
    var next = machine
    return perform(next.step(now: clock.present(), body: body), next)
  }

  /// Answers a request of the witness's own, made of what the log publishes.
  public func answer(_ request: AddCheckpointRequest) -> AddCheckpointAnswer? {
    var next = machine
    return perform(next.step(now: clock.present(), request), next)
  }

  /// The log as it is followed now.
  public var log: WitnessedLog? { machine.logs.first }

  /// Answers a request of the witness's own under keys that the log's entries put in place.
  public func adopt(
    _ request: AddCheckpointRequest, keys: [VerifierKey], retired: [RetiredKey]
  ) -> AddCheckpointAnswer? {
    guard let origin = machine.logs.first?.origin else { return nil }
    var next = machine
    let actions = next.adopt(
      now: clock.present(), request, keys: keys, retired: retired, in: origin)
    let answer = perform(actions, next)
    if case .cosigned? = answer {
      complain(
        "the committee gave the log to another operator: from now on \(keys[0]) signs it, and "
          + "checkpoints of \(retired.map(\.line).max() ?? 0) entries or more by a former key are "
          + "refused")
    }
    return answer
  }

  /// Keeps and tells that a former operator signs on.
  public func reportFormer(_ offered: SignedCheckpoint, _ former: RetiredKey) {
    report(
      offered,
      "is signed by \(former.key), whose say ended when the committee's entry \(former.line - 1) "
        + "gave the log to another key")
  }

  /// Keeps and tells that a log signed fewer entries than were cosigned.
  public func reportShrunk(_ offered: SignedCheckpoint) {
    report(offered, "has \(offered.checkpoint.head.size) entries, fewer than before")
  }

  private func perform(
    _ actions: [WitnessAction], _ next: WitnessMachine
  ) -> AddCheckpointAnswer? {
    var answer: AddCheckpointAnswer?
    for action in actions {
      switch action {
      case .store(let log):
        do {
          try folder.keep(log)
        } catch {
          complain("the state cannot be kept, so that nothing is cosigned: \(error)")
          return nil
        }
        machine = next
      case .report(let offered, _, let refusal):
        report(offered, "does not follow from it: \(refusal)")
      case .reportFormer(let offered, let former): reportFormer(offered, former)
      case .answer(let decided): answer = decided
      }
    }
    return answer
  }

  private func report(_ offered: SignedCheckpoint, _ what: String) {
    let place: String
    do {
      place = try folder.keepEvidence(cosigned: latest, offered: offered)
    } catch {
      place = "nowhere (\(error))"
    }
    complain(
      "FORK: \(offered.checkpoint.origin) was cosigned at \(head.size) entries; a checkpoint that "
        + "it signed for \(offered.checkpoint.head.size) entries \(what). It is not cosigned. Both "
        + "are kept in \(place): publish them")
  }
}

/// Why a witness did not start.
public enum WitnessStartFailure: Error, Hashable, Sendable {
  /// The keys are not those of one log, or the witness's key is no witness's.
  case logKeys
  /// Its folder cannot be used.
  case folder(WitnessFolderFailure)
}

extension WitnessStartFailure: CustomStringConvertible {
  /// What is wrong.
  public var description: String {
    switch self {
    case .logKeys: "the keys are not those of one log, all under its origin"
    case .folder(let failure): "\(failure)"
    }
  }
}
