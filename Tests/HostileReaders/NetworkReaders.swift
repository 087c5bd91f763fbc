import Akash
import CosmosClient
import CosmosTx
import Encoding
import Evidence
import Policy
import Quantities

/// Every reader of what providers and the chain's nodes answer; none of it is signed by anybody.
extension Corpus {
  func networkReaders() -> [Reader] {
    let samples = NetworkSamples.self
    return [
      statusMessage(), restStatus(), inventory(), certificate(), recording(),
      Reader(name: "provider-version", mutator: mutator(samples.versions, words: ["\"akash\":"])) {
        bytes in
        _ = try? ProviderVersion(bytes)
        _ = try? ProviderAddressAnswer.read(bytes)
      },
      Reader(name: "provider-endpoint", mutator: mutator(samples.endpoints, words: ["://", "[::"]))
      {
        bytes in
        guard let endpoint = try? ProviderEndpoint(String(decoding: bytes, as: UTF8.self)) else {
          return
        }
        precondition((1...65_535).contains(endpoint.restPort), "A port is one.")
        let again = try? ProviderEndpoint("https://\(Self.spelled(endpoint))")
        precondition(
          again?.host == endpoint.host && again?.restPort == endpoint.restPort,
          "A host and a port that were read are read again as the same.")
      },
      Reader(
        name: "chain-answer",
        mutator: mutator(samples.chain, words: ["\"next_key\":", "\"val\":", "null", "\"state\":"])
      ) { bytes in Self.readChain(bytes) },
      Reader(
        name: "chain-money",
        mutator: mutator(
          samples.money, words: ["\"events\":", "\"amount\":", "null", "\"txs_results\":"])
      ) { bytes in Self.readMoney(bytes) },
    ]
  }

  private static func spelled(_ endpoint: ProviderEndpoint) -> String {
    let isNumber = endpoint.host.utf8.contains(UInt8(ascii: ":"))
    return (isNumber ? "[\(endpoint.host)]" : endpoint.host) + ":\(endpoint.restPort)"
  }

  private func statusMessage() -> Reader {
    let check = InventoryCheck(catalogue: catalogue)
    return Reader(name: "status-message", mutator: mutator(messages)) { bytes in
      guard let status = try? StatusMessage.read(bytes) else { return }
      Self.judge(status, check)
    }
  }

  private func restStatus() -> Reader {
    let check = InventoryCheck(catalogue: catalogue)
    let words = ["\"gpu\":", "\"allocatable\":", "\"available\":", "{\"val\":\"", "\"nodes\":"]
    return Reader(name: "rest-status", mutator: mutator(NetworkSamples.statuses, words: words)) {
      bytes in
      guard let status = try? RestStatus.read(bytes) else { return }
      Self.judge(status, check)
    }
  }

  /// What follows from a status: findings on every node, and evidence.
  private static func judge(_ status: ProviderStatus, _ check: InventoryCheck) {
    let verdicts = (status.nodes ?? []).map { check.judge($0.look) }
    _ = FreeBlocks(verdicts).counts
    guard let translation = InventoryTranslation(status) else { return }
    var tables = InventoryTables()
    for run in translation.runs(from: 0, to: 4, in: &tables) {
      precondition(run.to == 4, "A run has the slots that it was made for.")
    }
    precondition(tables.devices.count <= InventoryTables.limitDevices, "The devices are bounded.")
  }

  /// A status whose node has amounts and cards as the bytes say: what no form of the wire can say.
  private func inventory() -> Reader {
    let check = InventoryCheck(catalogue: catalogue)
    let samples = [
      "8\n8\n3\nnvidia\nh100\n2330\nSXM5\n80Gi", "1\n\n\n\n\n\n\n", "-1\n1e3\n2Ki\na",
      "0\n16\n0\n" + (0..<34).map { "v\($0)" }.joined(separator: "\n"),
    ]
    return Reader(name: "inventory", mutator: mutator(samples.map { Array($0.utf8) })) { bytes in
      let texts = bytes.split(separator: 10, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      func text(_ position: Int) -> String? {
        position < texts.count && !texts[position].isEmpty ? texts[position] : nil
      }
      let look = ResourceLook(capacity: text(0), allocatable: text(1), allocated: text(2))
      let card = DeviceDescriptor(
        vendor: text(3) ?? "", name: text(4) ?? "", modelID: text(5) ?? "",
        interface: text(6) ?? "", memorySize: text(7) ?? "")
      // As many kinds as there are texts, and of the last as many cards as a node may describe.
      let kinds = texts.prefix(InventoryTranslation.limitCardsPerNode).map {
        DeviceDescriptor(vendor: $0, name: card.name)
      }
      let crowd =
        kinds
        + Array(repeating: card, count: InventoryTranslation.limitCardsPerNode - kinds.count)
      var status = ProviderStatus(form: .message)
      status.nodes = (0..<2).map { number in
        NodeReport(
          look: InventoryLook(
            node: text(8 + number) ?? "node", cpu: look, memory: look, gpu: look,
            cards: texts.count % 2 == 0 ? nil : number == 0 ? [card] : crowd),
          ephemeralStorage: look)
      }
      Self.judge(status, check)
    }
  }

  /// A certificate in DER, and the same as what the chain has in PEM.
  private func certificate() -> Reader {
    let words = ["-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----", "MII"]
    return Reader(name: "certificate", mutator: mutator(certificates, words: words)) { bytes in
      let der = OwnerCertificate.der(pem: bytes) ?? bytes
      guard let facts = try? CertificateFacts(der) else { return }
      precondition(
        facts.serial.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }, "A serial number is a number.")
      guard let owner = facts.commonName.flatMap({ try? Address($0) }) else { return }
      let registered = OwnerCertificate(serial: facts.serial, isValid: true, der: der)
      let proof = IdentityProof.judge(
        presented: der, owner: owner, registered: .known([registered]), at: facts.notBefore)
      precondition(
        proof.isProven == (facts.notBefore <= facts.notAfter), "What is registered is proven.")
    }
  }

  /// The lines of a recording; every body is what its digest says, or there is none.
  private func recording() -> Reader {
    Reader(name: "wire-recording", mutator: mutator([NetworkSamples.recording])) { bytes in
      guard let recording = try? WireRecording(lines: bytes, body: { _ in nil }) else { return }
      precondition(
        (try? WireRecording(lines: recording.lines) { _ in nil })?.lines == recording.lines,
        "A recording that was read is written and read again as the same.")
      _ = recording.nodeNames
    }
  }

  /// One answer of a node, read as everything that is ever asked of one.
  private static func readChain(_ bytes: [UInt8]) {
    guard let value = try? JSONReader.read(bytes, limitBytes: 1 << 20) else { return }
    let root = JSONNode(value)
    if let earlier = try? Block(root) {
      let later = Block(
        chainID: earlier.chainID, height: earlier.height &+ 100, time: earlier.time)
      _ = BlockPace(from: earlier, to: later)
    }
    _ = try? Account(root)
    _ = try? Proposal(root)
    _ = try? OraclePrice(root)
    _ = try? OwnerCertificate(root)
    _ = try? BidRecord(root)
    _ = try? DeploymentRecord(root)
    if let record = try? ProviderRecord(root) { _ = SharedHost.groups([record, record]) }
    if let audit = try? AuditRecord(root) { _ = audit.comparison(with: audit.attributes) }
    if let lease = try? LeaseRecord(root) { _ = lease.blocks(from: 1, to: .max) }
    if let coin = try? DecimalCoin(root), let pace = Self.pace {
      _ = pace.perHour(coin)
      _ = try? Coin(root)
    }
  }

  /// One answer of a node, read as everything about escrow, transactions and what nodes ask for.
  private static func readMoney(_ bytes: [UInt8]) {
    guard let value = try? JSONReader.read(bytes, limitBytes: 1 << 20) else { return }
    let root = JSONNode(value)
    _ = try? EscrowAccount(root)
    _ = try? EscrowPayment(root)
    _ = try? MarketParameters(root)
    _ = try? OrderRecord(root)
    _ = try? NodeRelease(root)
    _ = try? BlockLimits(root)
    _ = try? ProposalTally(root)
    if let spreads = try? EscrowSpreads(root) {
      precondition(spreads.costPPM("uact") <= 1_000_000, "No more is lost than the whole.")
    }
    if let prices = try? GasPrices(root) { _ = prices.fee(gas: .max, denomination: "uakt") }
    if let contents = try? BlockContents(root) {
      for transaction in contents.transactions { _ = try? Transaction(bytes: transaction) }
    }
    let results = (try? BlockResults(root))?.transactions ?? []
    let found = [(try? FoundTransaction(root))?.result, try? TransactionResult(root)]
    guard let payee = try? Address("akash19rl4cm2hmr8afy4kldpxz3fka4jguq0a3mq6x0") else { return }
    for result in results + found.compactMap({ $0 }) { _ = result.usedSequence(of: payee) }
  }

  private static let pace: BlockPace? = {
    guard let time = try? Timestamp("2026-07-17T12:00:00Z"),
      let later = try? time.adding(seconds: 611)
    else { return nil }
    return BlockPace(
      from: Block(chainID: "a", height: 1, time: time),
      to: Block(chainID: "a", height: 101, time: later))
  }()
}
