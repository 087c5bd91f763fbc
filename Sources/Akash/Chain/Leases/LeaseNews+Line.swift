import CosmosClient
public import Encoding
import Evidence
import Policy
import Quantities

// One line of strict JSON for each slot: what an observer keeps, to go on after a restart.
extension LeaseNews {
  /// The longest line: a network's whole market in its first look.
  public static let limitLineBytes = 256 << 20

  /// The line, without its end.
  public func encoded() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("start", slot.start.seconds)
      writer.field("end", slot.end.seconds)
      writer.object("outcome") { writer in
        switch outcome {
        case .read(let head, let pace, let spreads):
          writer.field("chain", head.chainID)
          writer.field("height", head.height)
          writer.field("time", head.time.seconds)
          writer.field("blocks", pace.blocks)
          writer.field("seconds", pace.seconds)
          writer.field("mint", spreads.mintBasisPoints)
          writer.field("settle", spreads.settleBasisPoints)
        case .noBlock: writer.field("unread", "no-block")
        case .lost(let code): writer.field("unread", code)
        }
      }
      writer.array("began", began) { writer, one in one.write(to: &writer) }
      writer.array("ended", ended) { writer, one in one.write(to: &writer) }
      writer.array("funding", funding) { writer, one in one.write(to: &writer) }
      writer.array("findings", findings) { writer, finding in
        writer.string("\(finding.code): \(finding)")
      }
    }
    return writer.finish()
  }

  /// Reads a line; findings are for people, and are not read back.
  public init(line: [UInt8]) throws(JSONFieldError) {
    let value: JSONValue
    do {
      value = try JSONReader.read(line, limitBytes: Self.limitLineBytes)
    } catch {
      throw JSONFieldError(path: .root, what: .refused("no strict JSON"))
    }
    var fields = try JSONNode(value).fields()
    let from = try fields.required("start").time()
    let endNode = try fields.required("end")
    let to = try endNode.time()
    guard let slot = try? TimeSpan(start: from, end: to), !slot.isEmpty else {
      throw endNode.error(.refused("before its start"))
    }
    let outcome = try Outcome(try fields.required("outcome"))
    let began = try fields.required("began").array(of: Beginning.init)
    let ended = try fields.required("ended").array(of: Ending.init)
    let funding = try fields.required("funding").array(of: Funding.init)
    _ = try fields.required("findings")
    try fields.finish()
    self.init(slot: slot, outcome: outcome, began: began, ended: ended, funding: funding)
  }
}

extension LeaseNews.Outcome {
  fileprivate init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    if let code = fields.optional("unread") {
      let text = try code.string(limitBytes: 64)
      self = text == "no-block" ? .noBlock : .lost(text)
      return
    }
    let head = Block(
      chainID: try fields.required("chain").string(limitBytes: 64),
      height: try fields.required("height").integer(in: 0...Int64.max),
      time: try fields.required("time").time())
    let blocks = try fields.required("blocks").integer(in: 1...Int64.max)
    let seconds = try fields.required("seconds").integer(in: 1...Int64.max)
    let spreads = EscrowSpreads(
      mintBasisPoints: try fields.required("mint").integer(in: 0...10_000),
      settleBasisPoints: try fields.required("settle").integer(in: 0...10_000))
    self = .read(
      head: head, pace: BlockPace(blocks: blocks, seconds: seconds), spreads: spreads)
  }
}

extension LeaseNews.Beginning {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("lease", id.text)
      writer.field("from", from.seconds)
      if let device = terms.descriptor {
        writer.object("device") { writer in
          writer.field("vendor", device.vendor)
          writer.field("name", device.name)
          writer.field("interface", device.interface)
          writer.field("memory", device.memorySize)
        }
      }
      writer.field("gpus", terms.gpus)
      writer.field("cores", terms.milliCores)
      writer.field("denom", terms.pricePerBlock.denomination)
      writer.field("price", "\(terms.pricePerBlock.scaled)")
    }
  }

  fileprivate init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    id = try fields.required("lease").lease()
    from = try fields.required("from").time()
    var device: DeviceDescriptor?
    if let inside = fields.optional("device") {
      var texts = try inside.fields()
      device = DeviceDescriptor(
        vendor: try texts.required("vendor").string(limitBytes: 256),
        name: try texts.required("name").string(limitBytes: 256),
        interface: try texts.required("interface").string(limitBytes: 256),
        memorySize: try texts.required("memory").string(limitBytes: 256))
    }
    let gpus = try fields.required("gpus").integer(UInt32.self)
    let milliCores = try fields.required("cores").integer(UInt32.self)
    let denomination = try fields.required("denom").string(limitBytes: 128)
    let priceNode = try fields.required("price")
    guard let price = Int128(try priceNode.string(limitBytes: 40)) else {
      throw priceNode.error(.refused("no whole number"))
    }
    terms = LeaseTerms(
      descriptor: device, gpus: gpus, milliCores: milliCores,
      pricePerBlock: DecimalCoin(denomination: denomination, scaled: price))
    try fields.finish()
  }
}

extension LeaseNews.Funding {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("lease", id.text)
      writer.field("paid", funding.isPaid)
      writer.field("minted", funding.isMinted)
    }
  }

  fileprivate init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    id = try fields.required("lease").lease()
    funding = LeaseFunding(
      isPaid: try fields.required("paid").bool(),
      isMinted: try fields.required("minted").bool())
    try fields.finish()
  }
}

extension LeaseNews.Ending {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("lease", id.text)
      if let at { writer.field("at", at.seconds) }
      writer.field("reason", Int(reason.rawValue))
    }
  }

  fileprivate init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    id = try fields.required("lease").lease()
    if let time = fields.optional("at") { at = try time.time() } else { at = nil }
    let code = try fields.required("reason").integer(UInt8.self)
    reason = ClosingReason(rawValue: code) ?? .unknown
    try fields.finish()
  }
}

extension JSONNode {
  fileprivate func time() throws(JSONFieldError) -> Timestamp {
    try parse(Int64.self) { seconds throws(QuantityError) in try Timestamp(seconds: seconds) }
  }

  fileprivate func lease() throws(JSONFieldError) -> LeaseID {
    guard let id = LeaseID(text: try string(limitBytes: 512)) else {
      throw error(.refused("no lease's id"))
    }
    return id
  }
}
