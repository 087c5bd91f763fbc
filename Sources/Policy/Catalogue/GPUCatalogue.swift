public import Quantities

/// The GPU classes that a program knows, with launch dates and their sources.
///
/// What is not in it is unknown and needs review; it is never "not eligible" for that reason.
public struct GPUCatalogue: Sendable {
  /// The name of this state of the catalogue.
  public let revision: Label
  /// Where its facts come from, in the file's order.
  public let sources: [CatalogueSource]
  /// The classes, ascending; a class's index is its position.
  public let entries: [CatalogueEntry]

  let names: SortedMap<CompactName, [ClassIndex]>
  let identifiers: SortedMap<IdentifierKey, [ClassIndex]>

  /// Checks and indexes the classes.
  public init(
    revision: Label, sources: [CatalogueSource], entries: [CatalogueEntry]
  ) throws(CatalogueError) {
    try Self.check(sources: sources)
    try Self.check(entries: entries, sources: sources)
    self.revision = revision
    self.sources = sources
    self.entries = entries
    names = Self.names(of: entries)
    identifiers = Self.identifiers(of: entries)
  }

  /// What is known about a class; the index must be of this catalogue.
  public subscript(index: ClassIndex) -> CatalogueEntry {
    precondition(index.position < entries.count, "A class index is of the catalogue it is used in.")
    return entries[index.position]
  }

  /// The index of a class, or nil where the catalogue lacks it.
  public func index(of gpuClass: GPUClass) -> ClassIndex? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].gpuClass < gpuClass { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count, entries[low].gpuClass == gpuClass else { return nil }
    return ClassIndex(UInt32(low))
  }

  /// All indices, ascending.
  public var indices: [ClassIndex] { entries.indices.map { ClassIndex(UInt32($0)) } }

  /// The classes that have this device id under this vendor, ascending.
  public func classes(of identifier: DeviceIdentifier, vendor: Label) -> [ClassIndex] {
    identifiers[IdentifierKey(vendor: vendor, identifier: identifier)] ?? []
  }

  /// Whether the catalogue knows a class of this vendor.
  public func knows(vendor: Label) -> Bool {
    entries.contains { $0.gpuClass.vendor == vendor }
  }
}

/// A device id together with its vendor.
struct IdentifierKey: Hashable, Comparable, Sendable {
  let vendor: Label
  let identifier: DeviceIdentifier

  static func < (left: IdentifierKey, right: IdentifierKey) -> Bool {
    left.vendor == right.vendor
      ? left.identifier < right.identifier : left.vendor < right.vendor
  }
}

extension GPUCatalogue {
  private static func check(sources: [CatalogueSource]) throws(CatalogueError) {
    for (position, source) in sources.enumerated()
    where sources[..<position].contains(where: { $0.id == source.id }) {
      throw .sourceTwice(source.id)
    }
  }

  private static func check(
    entries: [CatalogueEntry], sources: [CatalogueSource]
  ) throws(CatalogueError) {
    for (position, entry) in entries.enumerated() {
      let gpuClass = entry.gpuClass
      if position > 0, entries[position - 1].gpuClass >= gpuClass {
        throw .notAscending(gpuClass, after: entries[position - 1].gpuClass)
      }
      for claim in [entry.announced, entry.available].compactMap({ $0 }) + entry.otherDates {
        let id = claim.source.split(separator: ":", maxSplits: 1).first.map { String($0) } ?? ""
        guard sources.contains(where: { $0.id == id }) else {
          throw .sourceUnknown(claim.source, gpuClass: gpuClass)
        }
      }
      if let announced = entry.announced, let available = entry.available,
        available.date.latest < announced.date.earliest
      {
        throw .availableBeforeAnnounced(gpuClass)
      }
      for earlier in entries[..<position].reversed() {
        guard earlier.gpuClass.model == gpuClass.model, earlier.gpuClass.vendor == gpuClass.vendor
        else { break }
        if earlier.gpuClass.memoryGB != gpuClass.memoryGB,
          earlier.acceptedMemoryMiB.overlaps(entry.acceptedMemoryMiB)
        {
          throw .memoryOverlaps(earlier.gpuClass, gpuClass)
        }
      }
    }
  }

  private static func names(of entries: [CatalogueEntry]) -> SortedMap<CompactName, [ClassIndex]> {
    var pairs: [(CompactName, [ClassIndex])] = []
    for (position, entry) in entries.enumerated() {
      let texts = [entry.gpuClass.model.text, entry.name] + entry.aliases
      let unique = SortedMap(texts.map { (GPUQueryWords.name($0), true) }) { first, _ in first }
      pairs += unique.keys.map { ($0, [ClassIndex(UInt32(position))]) }
    }
    return SortedMap(pairs) { $0 + $1 }
  }

  private static func identifiers(
    of entries: [CatalogueEntry]
  ) -> SortedMap<IdentifierKey, [ClassIndex]> {
    var pairs: [(IdentifierKey, [ClassIndex])] = []
    for (position, entry) in entries.enumerated() {
      pairs += entry.deviceIdentifiers.map {
        let key = IdentifierKey(vendor: entry.gpuClass.vendor, identifier: $0)
        return (key, [ClassIndex(UInt32(position))])
      }
    }
    return SortedMap(pairs) { $0 + $1 }
  }
}
