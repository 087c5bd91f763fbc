import Quantities
public import Rewards

/// Whom the administration does not pay for now; why, and which name matched, is never public.
public struct ScreeningList: Hashable, Sendable {
  private let names: SortedMap<Beneficiary, Bool>

  /// Addresses and labels of parties, in any order.
  public init(_ names: [Beneficiary] = []) {
    self.names = SortedMap(names.map { ($0, true) }) { first, _ in first }
  }

  /// Whether the payee, a provider or the beneficiary of a line is on the list.
  public func holds(_ line: DueLine) -> Bool {
    guard !names.isEmpty else { return false }
    return names[line.key.beneficiary] != nil || names[Beneficiary(line.key.payee)] != nil
      || line.providers.contains { names[Beneficiary($0)] != nil }
  }
}
