import Encoding
import Evidence
import Quantities

/// What is wrong with a record's bytes.
enum SpoolFault: Error, Hashable, Sendable {
  /// They are no record of this form.
  case unreadable
  /// They are of a later form.
  case formUnknown(UInt8)
}

extension ByteWriter {
  mutating func time(_ time: Timestamp) { u64(UInt64(bitPattern: time.seconds)) }

  mutating func slots(_ slots: Range<Int64>) {
    u64(UInt64(bitPattern: slots.lowerBound))
    u64(UInt64(bitPattern: slots.upperBound))
  }

  /// A length of two bytes and so many bytes.
  mutating func text(_ bytes: [UInt8]) {
    precondition(bytes.count <= Int(UInt16.max), "Texts are bounded where they come in.")
    u16(UInt16(bytes.count))
    write(bytes)
  }
}

// Every bound of the machine is held here too: a spool may have been written by anybody.
extension ByteCursor {
  mutating func byte() throws(SpoolFault) -> UInt8 {
    do { return try u8() } catch { throw .unreadable }
  }

  mutating func flag() throws(SpoolFault) -> Bool {
    switch try byte() {
    case 0: false
    case 1: true
    default: throw .unreadable
    }
  }

  mutating func word() throws(SpoolFault) -> UInt64 {
    do { return UInt64(try u32()) } catch { throw .unreadable }
  }

  /// A whole number from 0 to 2^63 − 1.
  mutating func number() throws(SpoolFault) -> Int64 {
    do {
      guard let number = Int64(exactly: try u64()) else { throw SpoolFault.unreadable }
      return number
    } catch { throw .unreadable }
  }

  mutating func bytes(_ count: Int) throws(SpoolFault) -> [UInt8] {
    do { return Array(try take(count)) } catch { throw .unreadable }
  }

  mutating func text() throws(SpoolFault) -> [UInt8] {
    let count: UInt16
    do { count = try u16() } catch { throw .unreadable }
    return try bytes(Int(count))
  }

  mutating func digest() throws(SpoolFault) -> Quantities.Digest {
    let bytes = try bytes(Quantities.Digest.byteCount)
    do { return try Quantities.Digest(bytes: bytes) } catch { throw .unreadable }
  }

  mutating func time() throws(SpoolFault) -> Timestamp {
    let seconds = try number()
    do { return try Timestamp(seconds: seconds) } catch { throw .unreadable }
  }

  /// A slot's number; that it lies in the years known is checked against the slot's length later.
  mutating func slot() throws(SpoolFault) -> Int64 {
    let slot = try number()
    guard slot <= Timestamp.limitSeconds else { throw .unreadable }
    return slot
  }

  mutating func slots() throws(SpoolFault) -> Range<Int64> {
    let from = try slot()
    let to = try slot()
    guard from < to else { throw .unreadable }
    return from..<to
  }

  mutating func provider() throws(SpoolFault) -> ProviderIndex {
    let number = try word()
    guard number < ObserverState.limitProviders else { throw .unreadable }
    return ProviderIndex(UInt32(truncatingIfNeeded: number))
  }

  mutating func sequence() throws(SpoolFault) -> UInt64 {
    let number = UInt64(try number())
    guard number <= SegmentHeader.limitSequence else { throw .unreadable }
    return number
  }

  mutating func type() throws(SpoolFault) -> SegmentType {
    guard let type = SegmentType(rawValue: try byte()) else { throw .unreadable }
    return type
  }

  mutating func label() throws(SpoolFault) -> Label {
    let bytes = try text()
    do { return try Label(bytes: bytes) } catch { throw .unreadable }
  }

  mutating func price() throws(SpoolFault) -> Price18 {
    do {
      let low = UInt128(try u64())
      return try Price18(scaled: UInt128(try u64()) << 64 | low)
    } catch { throw .unreadable }
  }
}
