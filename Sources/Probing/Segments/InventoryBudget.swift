import Quantities

/// How much memory the inventories of all open slots may take, and whose share is used up.
///
/// Half of it is shared out in equal parts that nobody else can use; the other half goes to whoever
/// needs more, and no provider has more than a quarter of all. So four providers whose inventory
/// changes in every slot cost themselves their inventories, and others nothing.
struct InventoryBudget: Sendable {
  /// What a run takes until its segment is made: itself, twice in the draft, as a row, in the file.
  static let runBytes = 192
  /// What a name takes besides its bytes.
  static let nameBytes = 96

  private let limitBytes: Int
  /// By the provider's number.
  private var used: [Int] = []
  /// The providers that the halves are shared out among: a power of two.
  private var shares = 1
  /// What is used of the common half.
  private var commonBytes = 0

  init(limitBytes: Int) {
    precondition(limitBytes >= 0, "A limit is no debt.")
    self.limitBytes = limitBytes
  }

  private var share: Int { limitBytes / 2 / shares }

  private func beyond(_ bytes: Int) -> Int { max(0, bytes - share) }

  /// What a provider may take more.
  func room(for provider: ProviderIndex) -> Int {
    let own = provider.position < used.count ? used[provider.position] : 0
    let common = max(0, limitBytes / 2 - commonBytes)
    return max(0, min(limitBytes / 4 - own, max(0, share - own) + common))
  }

  /// Notes that a provider took some.
  mutating func take(_ bytes: Int, by provider: ProviderIndex) {
    guard bytes != 0 else { return }
    grow(to: provider.position + 1)
    change(provider.position, to: used[provider.position] + bytes)
  }

  /// Notes that a provider's slots were sealed.
  mutating func give(back bytes: Int, of provider: ProviderIndex) {
    guard bytes != 0 else { return }
    change(provider.position, to: used[provider.position] - bytes)
  }

  private mutating func change(_ position: Int, to bytes: Int) {
    commonBytes += beyond(bytes) - beyond(used[position])
    used[position] = bytes
  }

  /// Shares become smaller with every doubling of their number alone, and are counted anew then.
  private mutating func grow(to count: Int) {
    while used.count < count { used.append(0) }
    guard count > shares else { return }
    while shares < count { shares *= 2 }
    commonBytes = used.reduce(0) { $0 + beyond($1) }
  }
}
