/// The order of byte strings, for ids: compared here, because generic comparison is slow in bulk.
enum ByteOrder {
  /// Below 0, 0 or above 0 as the left string stands before, equals or follows the right one.
  static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        // Often both are one and the same.
        if left.baseAddress == right.baseAddress { return left.count - right.count }
        let common = min(left.count, right.count)
        var index = 0
        while index < common {
          if left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
          index += 1
        }
        return left.count - right.count
      }
    }
  }

  /// How many first bytes two strings share, at most `limit`.
  static func commonPrefix(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    let end = min(left.count, right.count, limit)
    var index = 0
    while index < end, left[index] == right[index] { index += 1 }
    return index
  }
}
