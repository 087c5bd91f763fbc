import Encoding
import Evidence
import Quantities

/// Records on their way to the disk: one write at a time, and what waits behind it.
struct SpoolWriter: Sendable {
  /// The most bytes of one write.
  private static let limitWriteBytes = 1 << 20

  private(set) var part: UInt64
  private(set) var offset: Int
  /// What waits, oldest first, and its size.
  private(set) var waiting: [SpoolRecord] = []
  private(set) var waitingBytes = 0
  /// What is being written, in the form in which it is written.
  private(set) var written: [SpoolRecord] = []
  private var writtenCount = 0
  private var frameBytes = 0
  /// Failures since the last success.
  private(set) var failures = 0
  /// When to try again, by the monotonic clock.
  private(set) var retryAt: Int64?
  /// What inventory each provider's last record gave, to say `same`.
  private var mentions: [ProviderIndex: Mentioned] = [:]

  private struct Mentioned {
    let page: Int64
    let mark: UInt64
  }

  init(part: UInt64, offset: Int) {
    self.part = part
    self.offset = offset
  }

  /// Whether nothing waits and nothing is being written.
  var isIdle: Bool { waiting.isEmpty && written.isEmpty }

  /// Whether a record of a slot before one is on its way.
  func holds(before slot: Int64, _ numbering: SlotNumbering) -> Bool {
    func isBefore(_ record: SpoolRecord) -> Bool {
      switch record {
      case .blind(let slots, _): slots.lowerBound < slot
      case .lease(let sighting): numbering.slot(holding: sighting.span.start) < slot
      default: record.lastSlot(numbering).map { $0 < slot } ?? false
      }
    }
    return written.contains(where: isBefore) || waiting.contains(where: isBefore)
  }

  mutating func add(_ record: SpoolRecord) {
    waiting.append(record)
    waitingBytes += record.waitingBytes
  }

  /// Whether a write can begin: something waits, and nothing is being written or put off.
  func isReady(now: Int64) -> Bool {
    written.isEmpty && !waiting.isEmpty && (retryAt.map { $0 <= now } ?? true)
  }

  /// Begins the next write: the opening first where a part begins.
  mutating func next(
    _ numbering: SlotNumbering, opening: [SpoolRecord], secret: ObserverSecret
  ) -> SpoolWrite {
    retryAt = nil
    var payload = ByteWriter()
    for record in opening { record.write(to: &payload) }
    var named: Set<ProviderIndex> = []
    for record in waiting {
      guard payload.count < Self.limitWriteBytes || written.isEmpty else { break }
      let short = shortened(record, numbering, &named)
      short.write(to: &payload)
      written.append(short)
    }
    writtenCount = written.count
    let frame = SpoolFrame.encode(
      payload.bytes, mask: offset == 0 ? SpoolFrame.firstMask : secret.frameMask)
    frameBytes = frame.count
    return SpoolWrite(part: part, offset: offset, bytes: frame)
  }

  /// The record that says `same` where the provider's last one gave this inventory.
  private mutating func shortened(
    _ record: SpoolRecord, _ numbering: SlotNumbering, _ named: inout Set<ProviderIndex>
  ) -> SpoolRecord {
    guard case .up(let provider, let slot, let mention) = record else { return record }
    // One write names an inventory at most once, so that all of it is known when it is kept.
    let isFirst = named.insert(provider).inserted
    guard case .given(let inventory) = mention else {
      mentions[provider] = nil
      return record
    }
    let page = numbering.page(of: slot)
    let mark = inventory.mark
    if isFirst, let last = mentions[provider], last.page == page, last.mark == mark {
      return .up(provider, slot: slot, .same)
    }
    mentions[provider] = isFirst ? Mentioned(page: page, mark: mark) : nil
    return record
  }

  /// The write is safe: its records, to be taken in.
  mutating func confirm() -> [SpoolRecord] {
    offset += frameBytes
    for record in waiting.prefix(writtenCount) { waitingBytes -= record.waitingBytes }
    waiting.removeFirst(min(writtenCount, waiting.count))
    failures = 0
    defer { written = [] }
    return written
  }

  /// The write is not safe; it is made again later, with whatever has come since.
  mutating func fail(now: Int64, backoff: ClosedRange<Int64>) {
    written = []
    mentions = [:]
    failures += 1
    retryAt = now + backoff.wait(after: failures)
  }

  /// What an up slot gave was not kept: the next one gives it again.
  mutating func forget(_ provider: ProviderIndex) { mentions[provider] = nil }

  /// Goes on in a new part.
  mutating func beginPart() {
    part += 1
    offset = 0
    mentions = [:]
  }
}

extension SpoolRecord {
  /// The bytes that it takes while it waits, about.
  var waitingBytes: Int {
    if case .up(_, _, .given(let inventory)) = self { return 64 + inventory.byteCount }
    if case .lease = self { return 320 }
    return 64
  }
}

extension ClosedRange<Int64> {
  /// The wait after so many failures in a row: doubled from the first to the longest.
  func wait(after failures: Int) -> Int64 {
    let doubled = lowerBound.multipliedReportingOverflow(
      by: 1 << Int64(Swift.min(failures - 1, 20)))
    return doubled.overflow ? upperBound : Swift.min(upperBound, doubled.partialValue)
  }
}
