import Encoding
import Evidence
import Keys
import Policy
import Program
import Quantities
import Rewards

/// Collects a script: the world, what is entered when, and the closes.
struct ScriptBuilder {
  let documents: SimulatedProgram.Documents
  let isDemonstration: Bool
  let administrator: Address
  private(set) var keyring = Keyring()
  var world = WorldScript()
  private(set) var steps: [ScriptedStep] = []
  private(set) var closes: [PlannedClose] = []
  private(set) var payments: [PlannedPayment] = []
  /// The committee's keys, and how many of them sign.
  private(set) var committee: (threshold: Int, members: [PublicKeyText]) = (1, [])
  /// What amendments may name, beside the rules of line 1.
  private(set) var library = RulesLibrary()
  /// Whether freezes, statements and deliveries are entered, as in a journal.
  var entersEpochs = false

  init(_ documents: SimulatedProgram.Documents, isDemonstration: Bool, administrator: String) {
    self.documents = documents
    self.isDemonstration = isDemonstration
    self.administrator = Invented.address(administrator)
    keyring.add(wallet: administrator)
  }

  var policy: ProgramPolicy { documents.policy }
  var slotSeconds: Int64 { policy.observation.slotSeconds }

  /// A line that must be admitted, or one that is tried.
  mutating func line(
    _ body: any EntryBody, by author: Author, at time: Timestamp, isTried: Bool = false
  ) {
    steps.append(
      ScriptedStep(at: time, action: .line(body, by: author, isTried: isTried)))
  }

  /// An entry of a kind that no reader knows, which may be ignored.
  mutating func remark(at time: Timestamp) {
    steps.append(ScriptedStep(at: time, action: .remark))
  }

  /// A file that turns up.
  mutating func deliver(_ bytes: [UInt8], at time: Timestamp) {
    steps.append(ScriptedStep(at: time, action: .deliver(bytes)))
  }

  /// A text of one's own behind 16 bytes of salt (DESIGN law 12), at hand from a time on.
  mutating func text(_ words: String, at time: Timestamp) -> Digest {
    let bytes = Invented.salt("text " + words) + Array(words.utf8)
    deliver(bytes, at: time)
    return Sha256.digest(of: bytes)
  }

  /// Line 1.
  mutating func create(
    at time: Timestamp, committee: [String], threshold: Int, administratorProviders: [Address] = []
  ) {
    let members = committee.map { Self.key("committee " + $0) }
    self.committee = (threshold, members)
    let body = ProgramCreated(
      name: policy.name, network: policy.network,
      policy: Sha256.digest(of: documents.policyBytes),
      catalogue: Sha256.digest(of: documents.catalogueBytes),
      logOrigin: "\(policy.name).example/log", logKey: Self.key("log"), threshold: threshold,
      members: members,
      witnesses: [Self.key("witness one"), Self.key("witness two")],
      administrator: administrator, administratorProviders: administratorProviders)
    line(body, by: .committee, at: time)
    keyring.add(committee: committee)
  }

  /// The key of somebody invented.
  static func key(_ name: String) -> PublicKeyText {
    guard let key = PublicKeyText(Invented.signer(name).publicKey.text) else {
      preconditionFailure("A key's text is a key's text.")
    }
    return key
  }
}

extension ScriptBuilder {
  /// Puts another policy at hand, for an amendment to name; its digest.
  mutating func offer(_ policy: ProgramPolicy, at time: Timestamp) -> Digest {
    let bytes = PolicyJSON.encode(policy)
    let digest = Sha256.digest(of: bytes)
    deliver(bytes, at: time)
    library.add(
      ProgramRules(
        policy: policy, policyDigest: digest, catalogue: documents.catalogue,
        catalogueDigest: Sha256.digest(of: documents.catalogueBytes)))
    return digest
  }

  /// Lets somebody sign.
  mutating func trust(observer name: String) { keyring.add(observer: name) }

  /// Lets a wallet sign that is no provider's.
  mutating func trust(wallet name: String) { keyring.add(wallet: name) }

  /// Has an observer make one file, and publish it when its delay, or its fault, says.
  mutating func observe(_ order: SegmentOrder, delaySeconds: Int64) {
    let fault = world.observers[order.observer].faults
      .first { $0.type == order.type && order.span.contains($0.moment) }?.kind
    var delay = delaySeconds
    if case .late(let seconds) = fault { delay = seconds }
    steps.append(ScriptedStep(at: order.span.end.later(delay), action: .publish(order)))
  }

  /// Has every observer publish one file a day.
  mutating func observeDaily(
    _ type: SegmentType, from start: Timestamp, days: Int, jitter: inout SplitMix64
  ) {
    for day in 0..<days {
      let span = TimeSpan(start.later(Int64(day) * 86_400), seconds: 86_400)
      for observer in world.observers.indices {
        let delay =
          240 + Int64(observer) * 420 + Int64(type.rawValue) * 35
          + jitter.number(in: Int64(0)...180)
        observe(
          SegmentOrder(observer: observer, type: type, span: span), delaySeconds: delay)
      }
    }
  }

  /// Plans the first close of every epoch of every pool, so many seconds after its deadline.
  mutating func closeEveryEpoch(afterDeadline seconds: Int64) {
    for pool in policy.pools {
      let calendar = EpochCalendar(pool)
      for number in 1...max(calendar.count, 1) {
        guard let epoch = calendar.epoch(number) else { continue }
        close(
          pool.name, number, now: epoch.end.later(policy.observation.graceSeconds + seconds))
      }
    }
  }

  /// Plans a close.
  mutating func close(_ pool: Label, _ epoch: Int, version: Int = 1, now: Timestamp) {
    closes.append(PlannedClose(pool: pool, epoch: epoch, version: version, takenAt: now))
  }

  /// Plans a look at the treasury.
  mutating func pay(at time: Timestamp, seed: UInt64) {
    payments.append(PlannedPayment(at: time, seed: seed))
  }

  /// The program as scripted.
  func finish(nonceSeed: String) -> SimulatedProgram {
    let rules = ProgramRules(
      policy: policy, policyDigest: Sha256.digest(of: documents.policyBytes),
      catalogue: documents.catalogue,
      catalogueDigest: Sha256.digest(of: documents.catalogueBytes))
    var keyring = keyring
    for provider in world.providers { keyring.add(wallet: provider.name) }
    for observer in world.observers { keyring.add(observer: observer.name) }
    var program = SimulatedProgram(
      documents: documents, rules: rules, library: library, world: world, steps: steps,
      closes: closes, payments: payments,
      administrator: administrator, keyring: keyring, isDemonstration: isDemonstration,
      nonceSeed: nonceSeed)
    program.entersEpochs = entersEpochs
    program.deliversFiles = entersEpochs
    return program
  }
}

/// A class written out in a script.
func gpu(_ text: String) -> GPUClass {
  guard let gpuClass = GPUClass(text) else {
    preconditionFailure("A script names classes in their four parts: \(text)")
  }
  return gpuClass
}
