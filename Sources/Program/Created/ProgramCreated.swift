public import Encoding
import Keys
import Policy
public import Quantities

/// `program.created/1`: entry 0, which makes the program and names what it is bound to.
public struct ProgramCreated: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.programCreated
  /// The most keys in one list, and the most providers of the administrator's own.
  public static let limitKeys = 64
  /// The longest origin of a log.
  public static let limitOriginBytes = 128

  /// The program's name, which its policy repeats.
  public var name: Label
  /// The network, which the policy repeats.
  public var network: Label
  /// The SHA-256 of the canonical policy.
  public var policy: Digest
  /// The SHA-256 of the GPU catalogue.
  public var catalogue: Digest
  /// The name under which the log's checkpoints are signed.
  public var logOrigin: String
  /// The log's key.
  public var logKey: PublicKeyText
  /// How many members must sign for the committee.
  public var threshold: Int
  /// The committee's keys.
  public var members: [PublicKeyText]
  /// The witnesses' keys.
  public var witnesses: [PublicKeyText]
  /// The administrator's account.
  public var administrator: Address
  /// The administrator's own providers, excluded from pay unless the committee excepts them.
  public var administratorProviders: [Address]

  /// Takes every field as it is.
  public init(
    name: Label, network: Label, policy: Digest, catalogue: Digest, logOrigin: String,
    logKey: PublicKeyText, threshold: Int, members: [PublicKeyText], witnesses: [PublicKeyText],
    administrator: Address, administratorProviders: [Address]
  ) {
    self.name = name
    self.network = network
    self.policy = policy
    self.catalogue = catalogue
    self.logOrigin = logOrigin
    self.logKey = logKey
    self.threshold = threshold
    self.members = members
    self.witnesses = witnesses
    self.administrator = administrator
    self.administratorProviders = administratorProviders
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    name = try fields.required("name").label()
    network = try fields.required("network").label()
    policy = try fields.required("policy").digest()
    catalogue = try fields.required("catalogue").digest()
    var log = try fields.required("log").fields()
    logOrigin = try log.required("origin").logOrigin()
    logKey = try log.required("key").publicKey()
    try log.finish()
    var committee = try fields.required("committee").fields()
    threshold = try committee.required("threshold").integer(in: 0...1_000)
    members = try committee.required("members").publicKeys()
    try committee.finish()
    witnesses = try fields.required("witnesses").publicKeys()
    administrator = try fields.required("administrator").address()
    administratorProviders = try fields.required("administratorProviders")
      .array(limit: Self.limitKeys) { node throws(JSONFieldError) in try node.address() }
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("name", name)
    writer.field("network", network)
    writer.field("policy", policy)
    writer.field("catalogue", catalogue)
    writer.object("log") { log in
      log.field("origin", logOrigin)
      log.field("key", logKey.text)
    }
    writer.object("committee") { committee in
      committee.field("threshold", threshold)
      committee.array("members", members) { $0.string($1.text) }
    }
    writer.array("witnesses", witnesses) { $0.string($1.text) }
    writer.field("administrator", administrator)
    writer.array("administratorProviders", administratorProviders) { $0.ascii($1.bytes) }
  }
}

extension ProgramCreated {
  /// The administrator and its own providers.
  public var addresses: [Address] { [administrator] + administratorProviders }

  /// The policy and the catalogue.
  public var neededBlobs: [Digest] { [policy, catalogue] }

  /// What it names.
  public var keys: [PublicKeyText] { [logKey] + members + witnesses }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses a second creation, other rules than those at hand, and a committee that cannot sign.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard state.lineCount == 0 else { throw .createdAgain }
    let rules = state.rules
    guard policy == rules.policyDigest else {
      throw .policyOther(named: policy, atHand: rules.policyDigest)
    }
    guard catalogue == rules.catalogueDigest else {
      throw .catalogueOther(named: catalogue, atHand: rules.catalogueDigest)
    }
    guard name == rules.policy.name else {
      throw .policyDiffers(field: "name", entry: name, policy: rules.policy.name)
    }
    guard network == rules.policy.network else {
      throw .policyDiffers(field: "network", entry: network, policy: rules.policy.network)
    }
    try Committee.check(threshold: threshold, members: members)
    try WitnessRoll.check(witnesses, operator: logKey)
  }

  /// Makes the program.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.created = self
    state.program = frame.digest
    state.committee = Committee(threshold: threshold, members: members, line: frame.line)
    state.operators.succeed(origin: logOrigin, key: logKey, line: frame.line)
    state.witnesses.name(witnesses, threshold: 0, line: frame.line)
    state.administrators.appoint(
      AdministratorRoll.Term(
        administrator: administrator, providers: administratorProviders,
        from: frame.admittedAt, line: frame.line))
    state.keys.know(members + witnesses + [logKey])
    state.addressPrefix = try? Bech32.accountPrefix(of: administrator)
  }
}

extension JSONNode {
  /// A log's origin is what a signed note's key name may be, visible ASCII without a plus sign; nor
  /// is it anybody's mail address (law 12), so it has no at sign.
  func logOrigin() throws(JSONFieldError) -> String {
    let text = try string(limitBytes: ProgramCreated.limitOriginBytes)
    let isName = text.utf8.allSatisfy {
      $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "@")
    }
    guard isName, !text.isEmpty else {
      throw error(.refused("must be 1…128 visible ASCII characters without + and @"))
    }
    return text
  }

  func publicKey() throws(JSONFieldError) -> PublicKeyText {
    guard let key = PublicKeyText(try string()) else {
      throw error(.refused("must be ed25519: with 64 hexadecimal digits or secp256k1: with 66"))
    }
    return key
  }

  func publicKeys() throws(JSONFieldError) -> [PublicKeyText] {
    try array(limit: ProgramCreated.limitKeys) { node throws(JSONFieldError) in
      try node.publicKey()
    }
  }
}
