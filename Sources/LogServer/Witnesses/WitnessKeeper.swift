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
    // The keys of the command line are in force: the operator of a log may change.
    guard let log = WitnessedLog(keys: keys, latest: known?.latest),
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
