public import Encoding

/// A page of one of the chain's lists, and the key of the next; empty on the last.
struct ListPage<Entry: Equatable>: Equatable {
  let entries: [Entry]
  let next: String

  init(
    _ root: JSONNode, _ key: String, _ read: (JSONNode) throws(JSONFieldError) -> Entry
  ) throws(JSONFieldError) {
    var fields = try root.fields()
    entries = try fields.optionalOrNull(key)?.array(of: read) ?? []
    var pagination = try fields.optionalOrNull("pagination")?.fields()
    next = try pagination?.optionalOrNull("next_key")?.string(limitBytes: 4_096) ?? ""
  }
}

extension ChainClient {
  /// All entries of a paged list at one height, in the node's order.
  ///
  /// Filters are sent again with every page, as the chain's lists need; `total` is not read,
  /// because it counts the page. A page that is too long is asked for again with fewer entries, so
  /// that long ones beside each other do not hide the list.
  public func getAll<Entry: Equatable>(
    _ path: String, filters: [(String, String)] = [], entries key: String, height: Int64? = nil,
    _ read: (JSONNode) throws(JSONFieldError) -> Entry
  ) async throws(ChainFailure) -> [Entry] {
    var entries: [Entry] = []
    var next: String?
    var seen: Set<[UInt8]> = []
    var size = limits.pageEntries
    for _ in 0..<limits.pages {
      var query = filters
      query.append(("pagination.limit", "\(size)"))
      if let next { query.append(("pagination.key", next)) }
      let page: ListPage<Entry>
      do throws(ChainFailure) {
        page = try await get(path + ChainQuery.text(query), height: height) {
          root throws(JSONFieldError) in try ListPage(root, key, read)
        }
      } catch {
        guard error.isAboutLength, size > 1 else { throw error }
        size = max(1, size / 8)
        continue
      }
      size = min(limits.pageEntries, size * 2)
      entries += page.entries
      guard !page.next.isEmpty else { return entries }
      guard seen.insert(Array(page.next.utf8)).inserted else { throw .endless(path: path) }
      next = page.next
    }
    throw .endless(path: path)
  }
}
