import CosmosClient
import CosmosTx
import DevNet
import Encoding
import Foundation
import Keys
import Quantities
import Synchronization
import TestSupport
import Testing

/// A chain whose time the test moves; it goes on sixty times as fast as ours.
final class ServedChain {
  let network: LocalNetwork
  private let origin: Origin

  private static let networks = Mutex<UInt8>(116)

  private static func next() -> UInt8 {
    networks.withLock { number in
      number += 1
      return number
    }
  }

  private final class Origin: Sendable {
    let state = Mutex((millis: Int64(0), at: Date()))

    func now() -> Int64 {
      state.withLock { $0.millis + Int64(Date().timeIntervalSince($0.at) * 60_000) }
    }
  }

  init(start: String, at second: String, chain: String = "testnet-1") async throws {
    let origin = Origin()
    self.origin = origin
    let millis = try Timestamp(second).seconds * 1_000
    origin.state.withLock { $0 = (millis, Date()) }
    let settings = WorldSettings(
      seed: 9, providers: 2, start: try Timestamp(start), network: Self.next(),
      chainID: chain)
    network = try await LocalNetwork(World(settings), ports: .init(chain: 0), nodes: [.honest]) {
      origin.now()
    }
  }

  func move(to second: String) throws {
    let millis = try Timestamp(second).seconds * 1_000
    origin.state.withLock { $0 = (millis, Date()) }
  }

  var addresses: [String] { [network.chainAddress] + network.nodeAddresses }

  var environment: String {
    let nodes = addresses.map { "--node \($0) --rpc \($0)" }.joined(separator: " ")
    return "NODES='\(nodes)'\n"
  }

  // MARK: Transactions from outside Stipend

  /// The made-up network's account of the program, which has tokens for a deposit.
  private func key() throws -> SigningKey {
    try SigningKey(
      algorithm: .secp256k1,
      secret: Sha256.digest(of: Array("stipend devnet 9 program 0 0".utf8)).bytes)
  }

  /// Its address.
  func proposer() throws -> Quantities.Address {
    try key().publicKey.accountAddress(prefix: "akash")
  }

  /// Signs and sends what `funding request` wrote.
  func propose(_ folder: TemporaryFolder) async throws {
    let file = try Data(contentsOf: folder.url.appendingPathComponent("funding-1/tx.json"))
    _ = try await send(Transaction(file: Array(file)))
  }

  /// Sends tokens from that account; gives the transaction and its block.
  func send(_ uakt: Int64, to payee: String) async throws -> (
    hash: Quantities.Digest, height: Int64
  ) {
    let file = """
      {"body":{"messages":[{"@type":"/cosmos.bank.v1beta1.MsgSend",\
      "from_address":"\(try proposer().text)","to_address":"\(payee)",\
      "amount":[{"denom":"uakt","amount":"\(uakt)"}]}],"memo":"","timeout_height":"0",\
      "extension_options":[],"non_critical_extension_options":[]},\
      "auth_info":{"signer_infos":[],"fee":{"amount":[{"denom":"uakt","amount":"5000"}],\
      "gas_limit":"200000","payer":"","granter":""}},"signatures":[]}
      """
    return try await send(Transaction(file: Array(file.utf8)))
  }

  private func send(
    _ transaction: Transaction
  ) async throws -> (hash: Quantities.Digest, height: Int64) {
    let account = try await asking { try await $0.account(self.proposer()) }
    let found = try #require(account)
    let signed = try transaction.signed(
      by: key(),
      at: SignerPosition(
        chainID: try ChainID("testnet-1"), accountNumber: found.number,
        sequence: found.sequence))
    return try await broadcast(signed.bytes, signed.digest)
  }

  /// Sends signed bytes, and waits for their block.
  func broadcast(
    _ bytes: [UInt8], _ hash: Quantities.Digest
  ) async throws -> (hash: Quantities.Digest, height: Int64) {
    try await asking { client in
      let outcome = await client.broadcast(bytes, hash: hash)
      try #require(outcome == .accepted)
      for _ in 0..<100 {
        if let found = try await client.transaction(hash) { return (hash, found.height) }
        try await Task.sleep(for: .milliseconds(100))
      }
      throw NoBlock()
    }
  }

  /// What was sent came into no block.
  private struct NoBlock: Error {}

  /// The number of an account.
  func accountNumber(of address: Quantities.Address) async throws -> UInt64 {
    let account = try await asking { try await $0.account(address) }
    return try #require(account).number
  }

  private func asking<Answer>(
    _ body: (ChainClient) async throws -> Answer
  ) async throws -> Answer {
    let node = try #require(HTTPChainTransport(addresses[0]))
    let client = ChainClient(
      chainID: "testnet-1", nodes: [node], limits: .init(behindSeconds: .max)
    ) { .earliest }
    let answer: Answer
    do {
      answer = try await body(client)
    } catch {
      await node.close()
      throw error
    }
    await node.close()
    return answer
  }
}
