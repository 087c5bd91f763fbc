import Keys
public import Quantities

/// The program's providers in the order in which lines first named them; their numbers in segments.
public struct ProviderRoster: Hashable, Sendable {
  /// The addresses; a provider's number is its position.
  public private(set) var addresses: [Address] = []
  private var numbers: [Address: ProviderIndex] = [:]

  /// The number of a provider, or nil where no line named it.
  public func index(of provider: Address) -> ProviderIndex? { numbers[provider] }

  /// How many there are.
  public var count: Int { addresses.count }

  /// The address of a number, or nil beyond the roster.
  public subscript(index: ProviderIndex) -> Address? {
    index.position < addresses.count ? addresses[index.position] : nil
  }

  mutating func enlist(_ provider: Address) {
    guard numbers[provider] == nil else { return }
    // A roster has as many providers as lines at most, and lines are counted in 31 bits.
    numbers[provider] = ProviderIndex(UInt32(addresses.count))
    addresses.append(provider)
  }

  /// The roster blob: one address a line, each ended by a line feed (`docs/reference/segments.md`).
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for address in addresses {
      bytes.append(contentsOf: address.bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// The SHA-256 of the first `size` lines, for each of the sizes asked; nil beyond the roster.
  public func digests(ofPrefixes sizes: some Sequence<Int>) -> SortedMap<Int, Digest> {
    let wanted = sizes.filter { $0 >= 0 && $0 <= addresses.count }.sorted()
    var digests = SortedMap<Int, Digest>()
    var hasher = Sha256()
    var hashed = 0
    for size in wanted where digests[size] == nil {
      for address in addresses[hashed..<size] {
        hasher.update(address.bytes + [UInt8(ascii: "\n")])
      }
      hashed = size
      digests[size] = hasher.digest()
    }
    return digests
  }

  /// The SHA-256 of the whole roster.
  public var digest: Digest { Sha256.digest(of: bytes) }
}
