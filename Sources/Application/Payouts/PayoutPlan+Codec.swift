public import Encoding
import Keys
import Payouts
import Program
public import Quantities
import Rewards

/// Why bytes are no plan.
public enum PayoutPlanError: Error, Hashable, Sendable {
  /// Not strict JSON.
  case json(JSONError)
  /// A field is not what it should be.
  case field(JSONFieldError)
  /// The same content has other bytes: only one spelling counts.
  case spelling
  /// What is paid does not follow from what became of the lines; names the rule.
  case unsound(String)
}

// `docs/reference/payouts.md`, section 9.
extension PayoutPlan {
  /// The longest plan that is read: 10,000 outputs among 200,000 lines.
  public static let limitBytes = 128 << 20
  private static let version = 1

  /// The one spelling.
  public var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("plan", Self.version)
      writer.field("purpose", purpose.rawValue)
      writer.field("program", hex: program.bytes)
      writer.field("batch", batch)
      writer.field("chain", ascii: chain.bytes)
      writer.field("wallet", ascii: wallet.bytes)
      writer.field("account", String(accountNumber))
      writer.field("sequence", String(sequence))
      writer.field("base", baseHeight)
      writer.field("timeout", timeoutHeight)
      writer.field("time", time.seconds)
      writer.key("journal")
      writer.object { writer in
        writer.field("size", journalSize)
        writer.field("root", hex: journalRoot.bytes)
      }
      writer.key("price")
      if let price { writer.decimalString(price.scaled) } else { writer.null() }
      writer.field("gas", gas)
      writer.field("fee", feeUakt)
      writer.field("returned", returnedUakt)
      writer.key("outputs")
      writer.raw(outputBytes)
      writer.array("outcomes", outcomes) { $0.outcome($1) }
    }
    return writer.finish()
  }

  /// The outputs alone, in their one spelling.
  var outputBytes: [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for output in outputs { writer.output(output) }
    // A return has no payee, and is known by what goes back.
    if purpose == .return { writer.integer(returnedUakt) }
    writer.endArray()
    return writer.finish()
  }

  /// Its name as a blob.
  public var digest: Digest { Sha256.digest(of: bytes) }

  /// Reads the one spelling, and refuses what does not follow from itself.
  public init(bytes: [UInt8]) throws(PayoutPlanError) {
    let value: JSONValue
    do {
      value = try JSONReader.read(bytes, limitBytes: Self.limitBytes)
    } catch {
      throw .json(error)
    }
    let plan: PayoutPlan
    do {
      plan = try Self.read(JSONNode(value))
    } catch {
      throw .field(error)
    }
    guard plan.bytes == bytes else { throw .spelling }
    if let fault = plan.unsoundness { throw .unsound(fault) }
    self = plan
  }

  private static func read(_ root: JSONNode) throws(JSONFieldError) -> PayoutPlan {
    var fields = try root.fields()
    _ = try fields.required("plan").integer(Int.self, in: version...version)
    let purposeNode = try fields.required("purpose")
    guard let purpose = PayoutPurpose(rawValue: try purposeNode.string(limitBytes: 16)) else {
      throw purposeNode.error(.refused("no purpose of a payout"))
    }
    let program = try fields.required("program").parse(Digest.init(hex:))
    let batch = try fields.required("batch").integer(Int.self, in: 1...999_999)
    let chain = try fields.required("chain").parse(Label.init(_:))
    let wallet = try fields.required("wallet").parse(Address.init(_:))
    let account = try fields.required("account").wholeText()
    let sequence = try fields.required("sequence").wholeText()
    let base = try fields.required("base").amount()
    let timeout = try fields.required("timeout").amount()
    let time = try fields.required("time").parse(Int64.self, Timestamp.init(seconds:))
    var journal = try fields.required("journal").fields()
    let size = try journal.required("size").integer(Int.self, in: 0...Int(Int32.max))
    let root = try journal.required("root").parse(Digest.init(hex:))
    try journal.finish()
    let priceNode = try fields.required("price")
    let price = priceNode.isNull ? nil : try priceNode.price()
    let gas = try fields.required("gas").amount()
    let fee = try fields.required("fee").amount()
    let returned = try fields.required("returned").amount()
    let outputs = try fields.required("outputs")
    let outcomes = try fields.required("outcomes")
    try fields.finish()
    let plan = PayoutPlan(
      purpose: purpose, program: program, batch: batch, chain: chain, wallet: wallet,
      accountNumber: account, sequence: sequence, baseHeight: base, timeoutHeight: timeout,
      time: time, journalSize: size, journalRoot: root, price: price, gas: gas, feeUakt: fee,
      returnedUakt: returned,
      outputs: purpose == .batch
        ? try outputs.array { node throws(JSONFieldError) in try node.output() } : [],
      outcomes: try outcomes.array { node throws(JSONFieldError) in try node.outcome() })
    return plan
  }

  /// The first rule that the amounts break among themselves; nil for a sound plan.
  var unsoundness: String? {
    for (output, next) in zip(outputs, outputs.dropFirst()) where output.payee >= next.payee {
      return "the outputs do not ascend by payee, each once"
    }
    for (outcome, next) in zip(outcomes, outcomes.dropFirst()) where outcome.key >= next.key {
      return "the outcomes do not ascend by line, each once"
    }
    guard outcomes.allSatisfy(\.isConserved) else { return "a line's parts do not add up" }
    guard outputs.allSatisfy({ output in output.parts.allSatisfy { $0.key.payee == output.payee } })
    else { return "an output settles another payee's line" }
    let total = outputs.reduce(Int128(returnedUakt)) { sum, output in
      output.parts.reduce(sum) { $0 + Int128($1.uakt) }
    }
    guard total <= Int128(Amount.limitMicros) else { return "the total is out of bounds" }
    let settled = SortedMap(
      outputs.flatMap(\.parts).map { ($0.key, $0.settledMicros) }, combining: &+)
    let wanted = SortedMap(
      outcomes.filter { $0.outputMicros > 0 }.map { ($0.key, $0.outputMicros) }, combining: &+)
    guard settled.keys == wanted.keys, settled.values == wanted.values else {
      return "the outputs do not settle what the outcomes say"
    }
    switch purpose {
    case .batch: return returnedUakt == 0 ? nil : "a batch returns nothing"
    case .return: return outputs.isEmpty ? nil : "a return pays nobody"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func key(of key: DueLine.Key, withPayee: Bool) {
    field("pool", ascii: key.pool.bytes)
    field("currency", key.currency.rawValue)
    field("beneficiary", ascii: key.beneficiary.bytes)
    if withPayee { field("payee", ascii: key.payee.bytes) }
  }

  fileprivate mutating func output(_ output: PayoutOutput) {
    object { writer in
      writer.field("payee", ascii: output.payee.bytes)
      writer.field("uakt", output.uakt)
      writer.array("parts", output.parts) { writer, part in
        writer.object { writer in
          writer.key(of: part.key, withPayee: false)
          writer.field("settled", part.settledMicros)
          writer.field("uakt", part.uakt)
        }
      }
    }
  }

  fileprivate mutating func outcome(_ outcome: LineOutcome) {
    object { writer in
      writer.key(of: outcome.key, withPayee: true)
      writer.field("accrued", outcome.accruedMicros)
      writer.field("paid", outcome.paidMicros)
      writer.field("inBatch", outcome.inBatchMicros)
      writer.field("output", outcome.outputMicros)
      writer.field("owing", outcome.owingMicros)
      writer.array("unpaid", Array(zip(outcome.unpaid.keys, outcome.unpaid.values))) {
        writer, entry in
        writer.object { writer in
          writer.field("reason", entry.0.rawValue)
          writer.field("amount", entry.1)
        }
      }
    }
  }
}

extension JSONNode {
  fileprivate func amount() throws(JSONFieldError) -> Int64 {
    try integer(Int64.self, in: 0...Amount.limitMicros)
  }

  fileprivate func signedAmount() throws(JSONFieldError) -> Int64 {
    try integer(Int64.self, in: -Amount.limitMicros...Amount.limitMicros)
  }

  /// A number up to 2^64 − 1, as text: readers elsewhere hold only 53 bits exactly.
  fileprivate func wholeText() throws(JSONFieldError) -> UInt64 {
    let text = try string(limitBytes: 20)
    guard let number = UInt64(text), String(number) == text else {
      throw error(.refused("no whole number in digits"))
    }
    return number
  }

  fileprivate func price() throws(JSONFieldError) -> Price18 {
    let text = try string(limitBytes: 39)
    guard let scaled = UInt128(text), String(scaled) == text,
      let price = try? Price18(scaled: scaled)
    else { throw error(.refused("no price")) }
    return price
  }

  private func key(
    _ fields: inout JSONFields, payee: Address?
  ) throws(JSONFieldError) -> DueLine.Key {
    let pool = try fields.required("pool").parse(Label.init(_:))
    let currencyNode = try fields.required("currency")
    guard let currency = Currency(rawValue: try currencyNode.string(limitBytes: 8)) else {
      throw currencyNode.error(.refused("no currency"))
    }
    let beneficiary = try fields.required("beneficiary").parse(Beneficiary.init(_:))
    let named: Address
    if let payee {
      named = payee
    } else {
      named = try fields.required("payee").parse(Address.init(_:))
    }
    return DueLine.Key(pool: pool, currency: currency, beneficiary: beneficiary, payee: named)
  }

  fileprivate func output() throws(JSONFieldError) -> PayoutOutput {
    var fields = try fields()
    let payee = try fields.required("payee").parse(Address.init(_:))
    _ = try fields.required("uakt")
    let parts = try fields.required("parts").array { node throws(JSONFieldError) in
      var fields = try node.fields()
      let key = try node.key(&fields, payee: payee)
      let part = PayoutOutput.Part(
        key: key, settledMicros: try fields.required("settled").amount(),
        uakt: try fields.required("uakt").amount())
      try fields.finish()
      return part
    }
    try fields.finish()
    let total = parts.reduce(Int128(0)) { $0 + Int128($1.uakt) }
    guard total > 0, total <= Int128(Amount.limitMicros) else {
      throw error(.refused("nothing to pay, or more than can be"))
    }
    return PayoutOutput(payee: payee, parts: parts)
  }

  fileprivate func outcome() throws(JSONFieldError) -> LineOutcome {
    var fields = try fields()
    let key = try key(&fields, payee: nil)
    let accrued = try fields.required("accrued").signedAmount()
    let paid = try fields.required("paid").amount()
    let inBatch = try fields.required("inBatch").amount()
    let output = try fields.required("output").amount()
    let owing = try fields.required("owing").amount()
    let reasons = try fields.required("unpaid").array { node throws(JSONFieldError) in
      var fields = try node.fields()
      let reasonNode = try fields.required("reason")
      guard let reason = UnpaidReason(rawValue: try reasonNode.string(limitBytes: 32)) else {
        throw reasonNode.error(.refused("no reason of the list"))
      }
      let amount = try fields.required("amount").signedAmount()
      try fields.finish()
      return (reason, amount)
    }
    try fields.finish()
    guard let unpaid = SortedMap(uniquePairs: reasons) else {
      throw error(.refused("a reason stands twice"))
    }
    return LineOutcome(
      key: key, accruedMicros: accrued, paidMicros: paid, inBatchMicros: inBatch,
      outputMicros: output, unpaid: unpaid, owingMicros: owing)
  }
}
