public import CosmosClient
public import Quantities

/// One node that payments are sent to and read from, under the name that the journal has for it.
///
/// Each client asks this node alone: what two nodes say counts only if they are two.
public struct PaymentNode: Sendable {
  /// Its name in records.
  public let label: Label
  /// Its gateway.
  public let rest: ChainClient
  /// Its RPC interface, which has the results of blocks; nil where it offers none, and results come
  /// from its index of transactions.
  public let rpc: ChainClient?

  /// Takes every part as it is.
  public init(label: Label, rest: ChainClient, rpc: ChainClient?) {
    self.label = label
    self.rest = rest
    self.rpc = rpc
  }

  /// A node at its transports, asked about one chain.
  public init(
    label: Label, chainID: String, rest: any ChainTransport, rpc: (any ChainTransport)?,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.init(
      label: label, rest: ChainClient(chainID: chainID, nodes: [rest], clock: clock),
      rpc: rpc.map {
        ChainClient(chainID: chainID, nodes: [$0], interface: .rpc, clock: clock)
      })
  }
}
