import Application
import ArgumentParser
import BlobFiles
import Encoding
import Evidence
import Keys
import Quantities

/// `stipend evidence show`: what is in a segment.
struct EvidenceShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Reads a segment strictly, and says what is in it.",
    discussion: """
      Example: stipend evidence show 3f0c…  --data var/pilot-1
      Example: stipend evidence show --file segment.bin
      """)

  @Argument(help: "The segment's digest, 64 hexadecimal digits.")
  var digest: String?

  @Option(help: "A file with a segment's uncompressed bytes.")
  var file: String?

  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let segment = try Self.segment(try bytes())
    if json { Terminal.write(Self.json(segment)) } else { show(segment) }
  }

  /// Reads a segment's file strictly.
  static func segment(_ path: String) throws -> Segment {
    try segment(try Files.read(path, limitBytes: SegmentHeader.limitFileBytes))
  }

  private static func segment(_ bytes: [UInt8]) throws -> Segment {
    let type = try type(of: bytes)
    do {
      return try Segment(bytes: bytes, type: type)
    } catch {
      throw malformed("It is no segment: \(error).")
    }
  }

  private static func malformed(_ message: String) -> Ending {
    .refused(.segmentMalformed, message, "Fetch it again, or ask its observer.")
  }

  private func bytes() throws -> [UInt8] {
    guard file == nil || digest == nil else {
      throw Ending.unreadable(
        .optionConflict, "A digest and --file exclude each other.", "Name one segment.")
    }
    if let file { return try Files.read(file, limitBytes: SegmentHeader.limitFileBytes) }
    guard let digest, let name = try? Digest(hex: digest) else {
      throw Ending.unreadable(
        .optionValue, digest.map { "\($0) is no digest." } ?? "No segment is named.",
        "Name a segment by its digest, 64 hexadecimal digits, or by --file.")
    }
    let place = "\(data.folder): "
    do {
      guard let bytes = try data.blobs.get(name, lengthBytes: nil) else {
        throw ProgramWording.blob(name, "segment", .missing, place)
      }
      return bytes
    } catch let failure as BlobFailure {
      guard case .unavailable(let message) = failure else {
        throw ProgramWording.blob(name, "segment", .altered, place)
      }
      throw ProgramWording.unavailable(place + message)
    }
  }

  /// The type that the header states; the strict reader checks everything else.
  private static func type(of bytes: [UInt8]) throws -> SegmentType {
    let head = String(decoding: bytes.prefix(64), as: UTF8.self)
    let type = SegmentType.allCases.first { head.contains("\"type\":\"\($0.name)\"") }
    guard let type else { throw malformed("It has no segment's header.") }
    return type
  }

  private static func json(_ segment: Segment) -> [UInt8] {
    let header = segment.header
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("segment", Sha256.digest(of: segment.bytes).hex)
      writer.field("type", header.type.name)
      writer.field("length", segment.bytes.count)
      writer.field("observer", header.observer.text)
      writer.field("start", header.start.seconds)
      writer.field("slots", Int(header.slotCount))
      writer.field("slotSeconds", Int64(header.slotSeconds))
      writer.field("sequence", header.sequence)
      writer.field("rosterSize", Int(header.rosterSize))
      switch segment {
      case .presence(let presence):
        let slots = slots(presence)
        writer.field("rows", presence.rowCount)
        writer.field("upSlots", slots.up)
        writer.field("downSlots", slots.down)
      case .proof(let proof): writer.field("rows", proof.rowCount)
      case .lease(let lease): writer.field("rows", lease.rowCount)
      case .price(let price):
        writer.field("rows", price.rowCount)
        writer.field("sources", price.sources.count)
      case .closing(let closing): writer.field("rows", closing.rowCount)
      case .activity(let activity):
        writer.field("rows", activity.rowCount)
        writer.field("tenants", activity.tenants.count)
      }
    }
    return writer.finish() + [10]
  }

  private static func slots(_ presence: PresenceSegment) -> (up: Int, down: Int) {
    let rows = (0..<presence.rowCount)
    return (
      rows.reduce(0) { $0 + presence.upSlots(row: $1).count },
      rows.reduce(0) { $0 + presence.downSlots(row: $1).count }
    )
  }

  private func show(_ segment: Segment) {
    let header = segment.header
    print(
      "\(header.type.name) segment \(Sha256.digest(of: segment.bytes).hex),"
        + " \(segment.bytes.count) bytes")
    print("  observer  \(header.observer)")
    print("  from      \(header.start.text), \(header.slotCount) slots of \(header.slotSeconds) s")
    print("  sequence  \(header.sequence), roster of \(header.rosterSize)")
    switch segment {
    case .presence(let presence):
      let slots = Self.slots(presence)
      print("  \(presence.rowCount) providers, \(slots.up) slots up, \(slots.down) down")
    case .proof(let proof): print("  \(proof.rowCount) proven stretches of devices")
    case .lease(let lease): print("  \(lease.rowCount) stretches of leases")
    case .price(let price): print("  \(price.rowCount) samples of \(price.sources.count) sources")
    case .closing(let closing): print("  \(closing.rowCount) ends of leases")
    case .activity(let activity):
      print("  \(activity.rowCount) paid stretches of leases by \(activity.tenants.count) tenants")
    }
  }
}
