import CosmosClient
import Encoding
import Payouts
import Quantities

/// What the chain's bank tells of coins that move: each time who spent, then who received.
///
/// Every movement is told so, whichever message or module made it; what `transfer` tells besides
/// leaves out who paid where many are paid at once.
struct CoinFlow {
  /// A movement of the wallet's uakt.
  struct Movement: Hashable {
    let direction: WalletTransfer.Direction
    let counterparty: Address?
    let uakt: Int64
  }

  private let wallet: Address
  private let height: Int64
  /// Who spent last within a message, and what of it was not received yet.
  private var spent: (by: Address?, isWallet: Bool, rest: Int64)?
  private(set) var movements: [Movement] = []

  private init(_ wallet: Address, _ height: Int64) {
    self.wallet = wallet
    self.height = height
  }

  /// The movements that events tell, in their order.
  ///
  /// In a transaction, what belongs to no message was taken before the messages ran: the fee.
  static func movements(
    of wallet: Address, in events: [TransactionEvent], ofTransaction isTransaction: Bool,
    height: Int64
  ) throws(PayingFailure) -> [Movement] {
    var flow = CoinFlow(wallet, height)
    var message: String?
    for event in events {
      let index = event["msg_index"]
      if index != message { flow.endMessage(isFee: isTransaction && message == nil) }
      message = index
      try flow.take(event, isFee: isTransaction && index == nil)
    }
    flow.endMessage(isFee: isTransaction && message == nil)
    return flow.movements
  }

  private mutating func take(
    _ event: TransactionEvent, isFee: Bool
  ) throws(PayingFailure) {
    if event.isOf(type: "coin_spent") {
      endMessage(isFee: isFee)
      let spender = event["spender"].flatMap { try? Address($0) }
      spent = (spender, spender == wallet, try uakt(event))
    } else if event.isOf(type: "coin_received") {
      let receiver = event["receiver"].flatMap { try? Address($0) }
      let amount = try uakt(event)
      if let spent, spent.isWallet {
        let part = min(amount, spent.rest)
        add(isFee ? .fee : .outgoing, isFee ? nil : receiver, part)
        self.spent?.rest -= part
      }
      if receiver == wallet { add(.incoming, spent?.by, amount) }
    }
  }

  /// What was spent and received by nobody is gone, and gone from the wallet.
  private mutating func endMessage(isFee: Bool) {
    if let spent, spent.isWallet { add(isFee ? .fee : .outgoing, nil, spent.rest) }
    spent = nil
  }

  private mutating func add(
    _ direction: WalletTransfer.Direction, _ counterparty: Address?, _ uakt: Int64
  ) {
    guard uakt > 0 else { return }
    movements.append(Movement(direction: direction, counterparty: counterparty, uakt: uakt))
  }

  /// The uakt of `amount`, a list such as `5uact,7uakt`.
  private func uakt(_ event: TransactionEvent) throws(PayingFailure) -> Int64 {
    var sum: Int64 = 0
    for coin in (event["amount"] ?? "").utf8.split(separator: UInt8(ascii: ",")) {
      let digits = coin.prefix { $0 >= 0x30 && $0 <= 0x39 }
      guard coin.dropFirst(digits.count).elementsEqual("uakt".utf8) else { continue }
      guard let amount = Int64(String(decoding: digits, as: UTF8.self)) else {
        throw .amount(height: height)
      }
      let (next, isOver) = sum.addingReportingOverflow(amount)
      guard !isOver else { throw .amount(height: height) }
      sum = next
    }
    return sum
  }
}
