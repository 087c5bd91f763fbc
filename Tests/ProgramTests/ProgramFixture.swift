import Encoding
import Evidence
import Foundation
import Keys
import Policy
import Program
import Quantities
import Synchronization

/// A program with a pool of each kind, and the names that the tables use.
enum ProgramFixture {
  /// The first second of the program: day 0.
  static let start: Int64 = 1_707_436_800  // 2024-02-09T00:00:00Z

  /// AEP-26's committed lines; a liquidity pool, one that asks for a tier, and a research pool.
  static let policyText = """
    {"stipend":1,"name":"test","network":"testnet-1","rules":1,
    "window":{"start":"2024-02-09","end":"2024-06-08"},
    "budget":{"amount":"5000000 USD","basis":"amounts"},
    "payouts":{"hold":"P7D","first":"2024-02-19","every":"P7D"},
    "pools":[
    {"name":"committed","kind":"committed","amount":"3500000 USD",
    "span":{"start":"2024-02-09","end":"2025-03-09"},"epoch":"P1M",
    "eligibility":{"vendors":["nvidia"],"minimumTerm":"P1Y"},
    "lines":[
    {"name":"h100","class":"nvidia/h100/80/*","units":83,"rate":"2.49 USD","hours":8760,
    "stated":"1800000 USD"},
    {"name":"a100","class":"nvidia/a100/80/*","units":54,"rate":"1.69 USD","hours":8760,
    "stated":"800000 USD"},
    {"name":"a6000","class":"nvidia/rtxa6000/48/*","units":105,"rate":"0.98 USD","hours":8760,
    "stated":"900000 USD"},
    {"name":"spare","class":"*/*/*/*","units":1000,"rate":"2 USD","hours":8760,
    "stated":"3500000 USD"}]},
    {"name":"liquidity","kind":"epoch","amount":"750000 USD","epoch":"P1D",
    "eligibility":{"vendors":["nvidia"],"minimumMemory":24}},
    {"name":"tiered","kind":"epoch","amount":"100000 USD","epoch":"P1D",
    "eligibility":{"minimumTier":2,"tierEvidence":true,"minimumTerm":"P3M"}},
    {"name":"research","kind":"research","amount":"650000 USD","epoch":"P7D",
    "eligibility":{"vendors":["nvidia","amd"],
    "launched":{"notBefore":"2024-01-01","date":"announced"}}}]}
    """

  /// The same with a treasury.
  static let treasuryPolicyText = policyText.replacing(
    "\"pools\":[", with: "\"treasury\":{\"nodes\":2},\"pools\":[", maxReplacements: 1)

  /// The same under rules 2, with an activity pool.
  static let activePolicyText =
    policyText.replacing("\"rules\":1", with: "\"rules\":2").replacing(
      "\"announced\"}}}]}",
      with: "\"announced\"}}},{\"name\":\"active\",\"kind\":\"activity\","
        + "\"amount\":\"1200 USD\",\"epoch\":\"P1D\",\"activity\":{\"share\":\"0.2%\"}}]}")

  /// Policies that amendments name, by what they change of the program's own.
  static let variants: [(name: String, old: String, new: String)] = [
    ("more", "\"750000 USD\"", "\"800000 USD\""), ("less", "\"750000 USD\"", "\"700000 USD\""),
    ("name", "\"name\":\"test\"", "\"name\":\"other\""),
    ("slot", "\"payouts\"", "\"observation\":{\"slot\":\"PT10M\"},\"payouts\""),
    ("grace", "\"payouts\"", "\"observation\":{\"grace\":\"P2D\"},\"payouts\""),
    ("gone", "{\"name\":\"tiered\"", "{\"name\":\"terraced\""),
    ("kind", "\"tiered\",\"kind\":\"epoch\"", "\"tiered\",\"kind\":\"research\""),
    ("currency", "\"100000 USD\"", "\"100000 AKT\""),
    ("calendar", "\"750000 USD\",\"epoch\":\"P1D\"", "\"750000 USD\",\"epoch\":\"P2D\""),
    (
      "vesting", "\"100000 USD\"",
      "\"100000 USD\",\"vesting\":{\"kind\":\"cliff\",\"cliff\":\"P1M\"}"
    ),
    (
      "conversion", "\"100000 USD\"",
      "\"100000 USD\",\"conversion\":{\"moment\":\"close\",\"difference\":\"pool\"}"
    ),
    (
      "early", "{\"name\":\"tiered\"",
      "{\"name\":\"extra\",\"kind\":\"epoch\",\"amount\":\"1 USD\",\"epoch\":\"P1D\"},"
        + "{\"name\":\"tiered\""
    ),
    (
      "order", "\"pools\":[",
      "\"order\":[\"research\",\"committed\",\"liquidity\",\"tiered\"],\"pools\":["
    ),
  ]

  /// The variants as a state takes them.
  static var known: RulesLibrary {
    RulesLibrary(((try? library.get()) ?? []).map(\.rules))
  }

  /// The rules of a variant.
  static func variant(_ name: String) throws -> ProgramRules {
    guard let rules = try library.get().first(where: { $0.name == name })?.rules else {
      throw RowError("no variant: \(name)")
    }
    return rules
  }

  /// What a test program knows when lines amend it.
  static let library = Result {
    try variants.map { name, old, new in
      let text = policyText.replacing(old, with: new, maxReplacements: 1)
      return (name: name, rules: try rules(of: text))
    }
  }

  static func policy(_ text: String = policyText) throws -> ProgramPolicy {
    let value = try JSONReader.read(text, limitBytes: 100_000)
    switch PolicyText.read(written(value)) {
    case .success(let policy): return policy
    case .failure(let refusal): throw refusal
    }
  }

  /// The tree as a person would write it: scalars that need no quotes have none.
  private static func written(_ value: JSONValue) -> PolicyTree {
    switch value {
    case .integer(let number): .plain(String(number))
    case .bool(let truth): .plain(truth ? "true" : "false")
    case .array(let elements): .list(elements.map { written($0) })
    case .object(let members):
      .map(members.map { PolicyTreeMember($0.key, written($0.value)) })
    case .null, .string: PolicyTree(value)
    }
  }

  static func rules(of text: String = policyText) throws -> ProgramRules {
    let policy = try policy(text)
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("policies/catalogue/gpus-1.json")
    let catalogue = [UInt8](try Data(contentsOf: url))
    return ProgramRules(
      policy: policy, policyDigest: Sha256.digest(of: PolicyJSON.encode(policy)),
      catalogue: try GPUCatalogue.decode(catalogue),
      catalogueDigest: Sha256.digest(of: catalogue))
  }

  /// The account that a name stands for.
  static func address(_ name: String) throws -> Address {
    try addresses.withLock { known in
      if let address = known[name] { return address }
      let digest = Sha256.digest(of: Array(name.utf8))
      let address = try Bech32.address(
        prefix: "akash", payload: Array(digest.bytes.prefix(20)))
      known[name] = address
      return address
    }
  }

  /// Checksums are slow in debug builds, and tests name the same few accounts again and again.
  private static let addresses = Mutex<[String: Address]>([:])

  /// The observer that a name stands for.
  static func observer(_ name: String) -> ObserverKey {
    guard let key = ObserverKey(keyText("%" + name)) else {
      preconditionFailure("An Ed25519 key is an observer's.")
    }
    return key
  }

  /// A key as it is written: `%name` an observer's, `@name` that of an account's wallet; `%nobody`
  /// is no point of the curve.
  static func keyText(_ word: String) -> String {
    if word == "%nobody" { return "ed25519:02" + String(repeating: "0", count: 62) }
    return keys.withLock { known in
      if let key = known[word] { return key }
      let algorithm: KeyAlgorithm = word.hasPrefix("@") ? .secp256k1 : .ed25519
      let secret = digest(String(word.dropFirst())).bytes
      guard let key = try? SigningKey(algorithm: algorithm, secret: secret).publicKey.text else {
        preconditionFailure("A digest is a secret.")
      }
      known[word] = key
      return key
    }
  }

  private static let keys = Mutex<[String: String]>([:])

  /// The digest that a name stands for.
  static func digest(_ name: String) -> Digest { Sha256.digest(of: Array(name.utf8)) }

  /// A second of day `day`.
  static func time(_ day: Int64, _ second: Int64 = 0) throws -> Timestamp {
    try Timestamp(seconds: start + day * 86_400 + second)
  }

  static func label(_ text: String) throws -> Label { try Label(text) }

  static func gpuClass(_ text: String) throws -> GPUClass {
    guard let gpuClass = GPUClass(text) else { throw RowError("no class: \(text)") }
    return gpuClass
  }
}

/// A row that a test wrote wrongly.
struct RowError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
