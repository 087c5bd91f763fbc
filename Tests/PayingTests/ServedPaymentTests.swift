import CosmosClient
import CosmosTx
import DevNet
import Paying
import Payouts
import Quantities
import Testing

/// A payment over HTTP, between processes' own sockets.
@Suite struct ServedPaymentTests {
  @Test func aPaymentGoesOverTheWire() async throws {
    let scene = try PaymentScene()
    let time = scene.time
    let served = try await LocalNetwork(
      scene.world, ports: .init(rest: 8_443, message: 8_444), nodes: [.honest, .withoutIndex]
    ) { time.presentMillis }
    var transports: [HTTPChainTransport] = []
    var nodes: [PaymentNode] = []
    for (index, address) in ([served.chainAddress] + served.nodeAddresses).enumerated() {
      let transport = try #require(HTTPChainTransport(address))
      transports.append(transport)
      nodes.append(
        PaymentNode(
          label: try Label("node-\(index)"), chainID: "akashnet-2", rest: transport,
          rpc: transport, clock: { time.present }))
    }
    let view = try await WalletView.agreed(of: scene.wallet.address, from: nodes, needed: 3)
    let payment = try await scene.payment(from: view)
    let executor = scene.executor(nodes)
    let refusal = try await executor.prepare(payment.prepared)
    let gas = try await nodes[0].rest.simulatedGas(try scene.signed(payment).bytes)
    let submission = try await executor.submit(try scene.signed(payment))
    try await executor.run()
    let history = try await WalletHistory.agreed(
      of: scene.wallet.address.address,
      heights: (view.height + 1)...(try await nodes[0].rest.latestBlock().height), by: .search,
      from: nodes)
    for transport in transports { await transport.close() }
    await served.close()
    #expect(refusal == nil && submission == nil && (50_000...400_000).contains(gas))
    #expect(scene.journal.book.paid.count == 1)
    #expect(history.transfers.map(\.uakt) == [1_000, 1_000, 2_500] && history.isWhole)
    #expect(
      history.transfers.allSatisfy {
        $0.memo == PayoutMemo(program: .zero, batch: 1, journalSize: 9, root: .zero).text
      })
  }
}
