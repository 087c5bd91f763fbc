/// The keys of an object being read, compared by bytes.
///
/// Small objects are searched; from a threshold on, a set keeps hostile objects linear.
struct JSONKeySet {
  private static let threshold = 16
  private var seen: Set<[UInt8]> = []

  /// Takes in a key that follows the members, or answers false if one of them has it.
  mutating func insert(_ key: String, into members: [JSONMember]) -> Bool {
    if members.count < Self.threshold {
      return !members.contains { $0.key.utf8.elementsEqual(key.utf8) }
    }
    if seen.isEmpty { seen = Set(members.map { Array($0.key.utf8) }) }
    return seen.insert(Array(key.utf8)).inserted
  }
}
