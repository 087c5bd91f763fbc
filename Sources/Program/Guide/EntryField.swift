/// One member of a kind's body as people fill it in; a member of a member is written `log.key`.
public struct EntryField: Hashable, Sendable {
  /// Its path in the body.
  public let name: String
  /// What it holds.
  public let form: EntryFieldForm
  /// Whether it may be `null`.
  public let isOptional: Bool

  init(_ name: String, _ form: EntryFieldForm, isOptional: Bool = false) {
    self.name = name
    self.form = form
    self.isOptional = isOptional
  }

  /// The parts of its path.
  public var path: [String] { name.split(separator: ".").map(String.init) }
}

/// What a member of a body holds, so that what people type becomes it and is told back.
public enum EntryFieldForm: Hashable, Sendable {
  /// An id or a name: 1…64 of `a-z 0-9 . _ -`.
  case label
  /// One of these words.
  case choice([String])
  /// A bech32 account.
  case address
  /// Bech32 accounts.
  case addresses
  /// A label or a bech32 account.
  case party
  /// A public key of either algorithm.
  case key
  /// Public keys.
  case keys
  /// An Ed25519 key.
  case ed25519Key
  /// The name of a log.
  case origin
  /// UTC seconds.
  case time
  /// A second of the UTC day.
  case secondOfDay
  /// A whole number, with what it counts.
  case count(of: String)
  /// Micro-units of the pool's currency, from 0.
  case amount
  /// Micro-units of the pool's currency, of either sign.
  case signedAmount
  /// Micro-units of AKT, of either sign.
  case uakt
  /// Micro-dollars, from 0.
  case microDollars
  /// Labels, such as names of nodes.
  case labels
  /// What a payment settles, by pool and currency.
  case totals
  /// Parts of a fee.
  case components
  /// US dollars per AKT with 18 decimals, as the digits of a whole number.
  case price
  /// A GPU class of the catalogue.
  case gpuClass
  /// A pattern of GPU classes.
  case classPattern
  /// The SHA-256 of a policy's canonical form.
  case policy
  /// The SHA-256 of a file, as its bytes are.
  case file
  /// The SHA-256 of a text that people wrote, behind 16 random bytes (DESIGN law 12).
  case text
  /// A SHA-256 that follows from something else.
  case digest
  /// 32 bytes that were kept secret until now.
  case seed

  /// What a person has to write, with its unit.
  public var unit: String {
    switch self {
    case .label: "1…64 of a-z 0-9 . _ -"
    case .choice(let words): words.joined(separator: " or ")
    case .address: "account"
    case .addresses: "accounts, separated by commas"
    case .party: "label or account"
    case .key: "ed25519: or secp256k1: key"
    case .keys: "keys, separated by commas"
    case .ed25519Key: "ed25519: key"
    case .origin: "name of a log, 1…128 visible characters without + and @"
    case .time: "UTC seconds, or 2024-02-10T12:00:00Z"
    case .secondOfDay: "second of the UTC day, 0…86399"
    case .count(let unit): unit
    case .amount, .signedAmount: "µ of the pool's currency"
    case .uakt: "uakt"
    case .microDollars: "micro-dollars"
    case .labels: "labels, separated by commas"
    case .totals: "POOL:CURRENCY:SETTLED:UAKT in µ, separated by commas"
    case .components: "NAME:share:PPM or NAME:fixed:UAKT, separated by commas"
    case .price: "USD per AKT, such as 1.69"
    case .gpuClass: "class, such as nvidia/a100/80/sxm"
    case .classPattern: "class pattern, such as nvidia/a100/80/*"
    case .policy: "SHA-256, or @FILE: a policy as YAML or JSON"
    case .file: "SHA-256, or @FILE"
    case .text: "SHA-256, or @FILE: a text, which is salted"
    case .digest: "SHA-256"
    case .seed: "64 hexadecimal digits"
    }
  }
}
