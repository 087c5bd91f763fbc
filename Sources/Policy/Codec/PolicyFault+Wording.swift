import Quantities

extension PolicyFault {
  /// The rule's code, as `docs/reference/errors.md` lists it.
  public var code: String {
    switch self {
    case .json: "policy-json"
    case .notCanonical: "policy-not-canonical"
    case .missing: "policy-key-missing"
    case .unknownKey: "policy-key-unknown"
    case .duplicateKey: "policy-key-twice"
    case .wrongKind: "policy-wrong-kind"
    case .malformed: "policy-malformed"
    case .outOfBounds: "policy-out-of-bounds"
    case .notWithin: "policy-number-range"
    case .tooFine: "policy-too-fine"
    case .missingCurrency: "policy-currency-missing"
    case .unknownCurrency: "policy-currency-unknown"
    case .wrongCurrency: "policy-currency-wrong"
    case .negative: "policy-negative"
    case .aboveWhole: "policy-above-whole"
    case .notFixedLength: "policy-no-fixed-length"
    case .notOneOf: "policy-not-a-choice"
    case .tooMany: "policy-too-many"
    case .tooLong: "policy-too-long"
    case .unsupportedVersion: "policy-version"
    case .needsRules: "policy-needs-rules"
    case .endsBeforeStart: "policy-ends-before-start"
    case .noAmount: "policy-no-amount"
    case .creditCannotBeSent: "policy-denomination"
    case .baselineFactor: "policy-baseline-factor"
    }
  }

  /// What is wrong, in words.
  public var message: String {
    switch self {
    case .json(let error): "not strict JSON: \(error)"
    case .notCanonical(let offset): "not in canonical form, first at byte \(offset)"
    case .missing: "this key is missing"
    case .unknownKey(let nearest):
      nearest.map { "unknown key; the nearest known one is `\($0)`" } ?? "unknown key"
    case .duplicateKey: "this key occurs twice"
    case .wrongKind(let expected, let found):
      "expected \(expected.rawValue), found \(found.rawValue)"
    case .malformed(let kind): "not a well-formed \(kind.rawValue)"
    case .outOfBounds(let kind): "\(kind.rawValue) out of bounds"
    case .notWithin(let lowest, let highest): "must be \(lowest) to \(highest)"
    case .tooFine(let kind, let decimals):
      "a \(kind.rawValue) has at most \(decimals) decimals here"
    case .missingCurrency: "a number without a currency"
    case .unknownCurrency(let name): "unknown currency `\(name)`"
    case .wrongCurrency(let expected, let found):
      "in \(Self.name(found)), but \(Self.name(expected)) is counted here"
    case .negative: "must not be below zero"
    case .aboveWhole: "above 100 %"
    case .notFixedLength: "a month has no fixed length, and one is needed here"
    case .notOneOf(let choices, let nearest):
      "must be one of \(choices.joined(separator: ", "))"
        + (nearest.map { "; the nearest is `\($0)`" } ?? "")
    case .tooMany(let limit): "more than \(limit) elements"
    case .tooLong(let limit): "longer than \(limit) bytes"
    case .unsupportedVersion(let known): "only versions up to \(known) are known"
    case .needsRules(let rules): "leased pay needs rules \(rules)"
    case .endsBeforeStart: "the end lies before the start"
    case .noAmount: "neither an amount, nor a share of a budget whose basis is shares"
    case .creditCannotBeSent:
      "uact cannot be paid out: the network does not let it be sent"
    case .baselineFactor: "a factor belongs to the rule `reduced` alone"
    }
  }

  /// What to do about it.
  public var advice: String {
    switch self {
    case .json, .notCanonical: "Write the YAML and let `policy compile` make the JSON."
    case .missing: "Add the key; `docs/reference/policy.md` says what it holds."
    case .unknownKey: "Correct the name, or move what no rule reads under `declared:`."
    case .duplicateKey: "Keep one of the two."
    case .wrongKind: "Write the kind of value that the reference names."
    case .malformed(let kind), .outOfBounds(let kind): "Write it as \(kind.example)."
    case .notWithin: "Choose a number within the bounds."
    case .tooFine: "Round it in the file, where everyone sees it."
    case .missingCurrency: "Write the currency: `2.49 USD`, `25 AKT` or `1000000 uakt`."
    case .unknownCurrency: "Use USD, AKT or uakt, written so."
    case .wrongCurrency: "State it in the currency that the pool or the key counts in."
    case .negative: "Write zero or more."
    case .aboveWhole: "Write a percentage with its sign: `40%`, not `40`."
    case .notFixedLength: "Use days, hours, minutes or seconds."
    case .notOneOf: "Choose one of them."
    case .tooMany, .tooLong: "Shorten it."
    case .unsupportedVersion: "Use one of them, or a release that knows the other."
    case .needsRules(let rules): "Write `rules: \(rules)`, or leave it out."
    case .endsBeforeStart: "Swap or correct the dates."
    case .noAmount: "State the amount, or `basis: shares` and the share."
    case .creditCannotBeSent: "Write uakt; a payment in uact would fail on the chain."
    case .baselineFactor: "Remove the factor, or use `rule: reduced`."
    }
  }

  private static func name(_ currency: Currency) -> String {
    switch currency {
    case .usd: "USD"
    case .uakt: "uakt"
    }
  }
}

extension PolicyQuantity {
  /// How a value of that kind is written.
  var example: String {
    switch self {
    case .money: "`5000000.00 USD`, `1000000 uakt` or `25 AKT`, without separators"
    case .price: "`3.10 USD`: dollars per AKT, at most 18 decimals"
    case .ratio: "`40%` or `0.4`"
    case .time: "`2024-02-09T00:00:00Z` or `2024-02-09`, in the years 1970 to 2200"
    case .date: "`2024-02-09`, in the years 1970 to 2200"
    case .duration: "ISO 8601: `P1D`, `P1M`, `PT5M`; not zero"
    case .label: "1 to 64 of a-z, 0-9, hyphen, full stop, underscore"
    case .digest: "64 lower-case hexadecimal digits"
    case .classPattern: "`vendor/model/memoryGB/interface`, `*` for any: `nvidia/a100/80/*`"
    }
  }
}
