public import Encoding

/// A chain's list of which each element was read by itself.
///
/// Whoever may write one element of a list must not hide what the others wrote: what cannot be read
/// is left out, and counted.
public struct ChainList<Entry> {
  /// The elements that could be read, in the node's order.
  public let entries: [Entry]
  /// Why each of the others was left out, in the node's order.
  public let refusals: [JSONFieldError]

  /// Sorts what came of reading.
  init(_ read: [Result<Entry, JSONFieldError>]) {
    var (entries, refusals): ([Entry], [JSONFieldError]) = ([], [])
    for element in read {
      switch element {
      case .success(let entry): entries.append(entry)
      case .failure(let refusal): refusals.append(refusal)
      }
    }
    (self.entries, self.refusals) = (entries, refusals)
  }
}

extension ChainList: Sendable where Entry: Sendable {}

extension ChainClient {
  /// All entries of a paged list that anybody may write into, each read by itself.
  public func getEach<Entry: Equatable>(
    _ path: String, filters: [(String, String)] = [], entries key: String, height: Int64? = nil,
    _ read: (JSONNode) throws(JSONFieldError) -> Entry
  ) async throws(ChainFailure) -> ChainList<Entry> {
    ChainList(
      try await getAll(path, filters: filters, entries: key, height: height) { node in
        Result { () throws(JSONFieldError) in try read(node) }
      })
  }

  /// Such a list, refused where it has elements and none can be read: another release's.
  public func getEachOfThisRelease<Entry: Equatable>(
    _ path: String, filters: [(String, String)] = [], entries key: String, height: Int64? = nil,
    _ read: (JSONNode) throws(JSONFieldError) -> Entry
  ) async throws(ChainFailure) -> ChainList<Entry> {
    let list = try await getEach(path, filters: filters, entries: key, height: height, read)
    if list.entries.isEmpty, let refusal = list.refusals.first {
      throw .field(node: chainID, path: path, refusal)
    }
    return list
  }
}
