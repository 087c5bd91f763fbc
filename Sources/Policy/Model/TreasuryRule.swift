public import Quantities

/// How a program's wallet pays: what bounds a transaction, and what is believed of the chain.
///
/// `docs/reference/policy.md` and `payouts.md`; the pools' `order` is also the order of claims.
public struct TreasuryRule: Hashable, Sendable {
  /// Gas of a transaction and its price.
  public struct Gas: Hashable, Sendable {
    /// Of a transaction without outputs.
    public var base: Int64
    /// Of one output.
    public var perOutput: Int64
    /// The most of one transaction.
    public var maximum: Int64
    /// uakt per unit of gas, to a millionth.
    public var price: Ratio

    /// Takes every field as it is.
    public init(base: Int64, perOutput: Int64, maximum: Int64, price: Ratio) {
      self.base = base
      self.perOutput = perOutput
      self.maximum = maximum
      self.price = price
    }
  }

  /// How much of the market's daily volume payouts may come to.
  public struct Pacing: Hashable, Sendable {
    /// The market's volume of a day, in uakt.
    public var dailyVolumeUakt: Int64
    /// The part of it.
    public var share: Ratio
    /// Where the volume was read.
    public var source: Label

    /// Takes every field as it is.
    public init(dailyVolumeUakt: Int64, share: Ratio, source: Label) {
      self.dailyVolumeUakt = dailyVolumeUakt
      self.share = share
      self.source = source
    }
  }

  /// The one denomination of payouts.
  public static let denomination = "uakt"

  /// The least output, in uakt.
  public var minimumUakt: Int64
  /// The most outputs of one transaction.
  public var maximumOutputs: Int
  /// Gas and its price.
  public var gas: Gas
  /// How fast is paid; nil: without such a bound.
  public var pacing: Pacing?
  /// How long a change of payee waits.
  public var coolingSeconds: Int64
  /// The least blocks between a payment's base height and its timeout.
  public var leastBlocks: Int64
  /// The most.
  public var mostBlocks: Int64
  /// How many nodes have to agree.
  public var nodes: Int
  /// Below this part of what is needed the treasury is low.
  public var alert: Ratio
  /// The fall of the price that the treasury is held against.
  public var fall: Ratio
  /// The most that a request for funding may add to what the price says.
  public var buffer: Ratio
  /// The part of the budget that may be committed before anything was received.
  public var unfunded: Ratio
  /// How long after a span's end its revenue is due.
  public var revenueDueSeconds: Int64

  /// Takes every field as it is.
  public init(
    minimumUakt: Int64, maximumOutputs: Int, gas: Gas, pacing: Pacing?, coolingSeconds: Int64,
    leastBlocks: Int64, mostBlocks: Int64, nodes: Int, alert: Ratio, fall: Ratio, buffer: Ratio,
    unfunded: Ratio, revenueDueSeconds: Int64
  ) {
    self.minimumUakt = minimumUakt
    self.maximumOutputs = maximumOutputs
    self.gas = gas
    self.pacing = pacing
    self.coolingSeconds = coolingSeconds
    self.leastBlocks = leastBlocks
    self.mostBlocks = mostBlocks
    self.nodes = nodes
    self.alert = alert
    self.fall = fall
    self.buffer = buffer
    self.unfunded = unfunded
    self.revenueDueSeconds = revenueDueSeconds
  }

  /// What a policy has that writes `treasury` and leaves a key of it out: a day of cooling, between
  /// one hour's and ten days' blocks, two nodes, a fall of 30 %, nothing committed before funding.
  public static let standard = TreasuryRule(
    minimumUakt: 1_000_000, maximumOutputs: 100,
    gas: Gas(
      base: 100_000, perOutput: 40_000, maximum: 10_000_000, price: Self.ratio(25_000)),
    pacing: nil, coolingSeconds: 86_400, leastBlocks: 600, mostBlocks: 144_000, nodes: 2,
    alert: .one, fall: Self.ratio(300_000), buffer: Self.ratio(100_000), unfunded: .zero,
    revenueDueSeconds: 2_592_000)

  private static func ratio(_ ppm: UInt64) -> Ratio { (try? Ratio(ppm: ppm)) ?? .zero }
}
