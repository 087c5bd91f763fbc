public import Akash
import CosmosClient
public import Quantities

/// What the chain says of providers: where they are, and which certificates they registered.
///
/// What was read once is kept while the chain is away; nothing here waits for anything.
public struct ProviderDirectory: Sendable {
  /// Where owners say that they are, as registered.
  private var hosts: [Address: String] = [:]
  private var certificates: [Address: Known] = [:]

  /// An owner's certificates, and when they were read.
  private struct Known {
    let list: OwnerCertificates
    let at: Timestamp
  }

  /// How long a list of certificates is believed that does not explain what was presented.
  public static let doubtSeconds: Int64 = 600
  /// How long a list of certificates is believed without being read again.
  public static let freshSeconds: Int64 = 3_600
  /// How long a list proves whom it names while no other can be had.
  public static let lastSeconds: Int64 = 86_400

  /// Knows nobody.
  public init() {}

  /// Where an owner is, as registered; nil where the chain never said.
  public func host(of owner: Address) -> String? { hosts[owner] }

  /// How many owners it knows.
  public var count: Int { hosts.count }

  /// Takes in what the chain lists.
  public mutating func take(_ records: [ProviderRecord]) {
    for record in records {
      guard let owner = try? Address(record.owner) else { continue }
      hosts[owner] = record.hostURI
    }
  }

  /// An owner's certificates if they need not be read again; nil where they do.
  ///
  /// `presented` is what an endpoint showed: a list that does not hold it is read again, at most
  /// once in a while, so that a new certificate counts at once and a false one costs nothing.
  func certificates(
    of owner: Address, explaining presented: [UInt8]?, at now: Timestamp
  ) -> OwnerCertificates? {
    guard let known = certificates[owner], case .known(let list) = known.list else { return nil }
    let age = now.seconds(since: known.at)
    guard age <= Self.freshSeconds, age >= 0 else { return nil }
    let isExplained = presented.map { der in list.contains { $0.der == der } } ?? true
    return isExplained || age < Self.doubtSeconds ? known.list : nil
  }

  /// The list as it was last read, up to a day ago; for while the chain is asked, or away.
  func lastCertificates(of owner: Address, at now: Timestamp) -> OwnerCertificates? {
    guard let known = certificates[owner] else { return nil }
    return (0...Self.lastSeconds).contains(now.seconds(since: known.at)) ? known.list : nil
  }

  mutating func keep(_ list: OwnerCertificates, of owner: Address, at now: Timestamp) {
    certificates[owner] = Known(list: list, at: now)
  }
}
