import Policy

/// The devices of a segment, ascending by their texts, within what a table may hold.
///
/// Where there are more, those that most providers have stay, so that one who reports nonsense
/// takes nobody else's place.
struct DeviceTable {
  /// The most devices of a segment.
  private static let limitDevices = 4_096
  /// The most bytes of the table, well below what a reader takes.
  private static let limitBytes = 6 << 20

  private let keys: [DeviceKey]

  /// Takes the devices of each provider, in any order and number.
  init(_ byProvider: [[DeviceKey]]) {
    let once = byProvider.flatMap { Set($0).sorted() }.sorted()
    var counted: [(key: DeviceKey, count: Int)] = []
    for key in once {
      if let last = counted.last, last.key == key {
        counted[counted.count - 1].count += 1
      } else {
        counted.append((key, 1))
      }
    }
    counted.sort { $0.count != $1.count ? $0.count > $1.count : $0.key < $1.key }
    var bytes = 0
    let kept = counted.prefix(Self.limitDevices).prefix {
      bytes += $0.key.tableBytes
      return bytes <= Self.limitBytes
    }
    keys = kept.map(\.key).sorted()
  }

  var devices: [DeviceDescriptor] { keys.map(\.descriptor) }

  /// The number of a device; nil where the table has no place for it.
  func number(_ device: DeviceKey) -> UInt16? {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < device { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == device ? UInt16(low) : nil
  }
}
