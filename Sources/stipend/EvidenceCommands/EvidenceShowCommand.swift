import Application
import ArgumentParser
import BlobFiles
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

  func run() async throws {
    let bytes = try bytes()
    let type = try Self.type(of: bytes)
    do {
      let segment = try Segment(bytes: bytes, type: type)
      show(segment, lengthBytes: bytes.count)
    } catch {
      throw Ending.refused("[segment-malformed] \(error)")
    }
  }

  private func bytes() throws -> [UInt8] {
    if let file { return try Files.read(file, limitBytes: SegmentHeader.limitFileBytes) }
    guard let digest, let name = try? Digest(hex: digest) else {
      throw Ending.unreadable("name a segment by its digest, 64 hexadecimal digits, or by --file")
    }
    do {
      guard let bytes = try data.blobs.get(name, lengthBytes: nil) else {
        throw Ending.unreadable("\(data.folder) has no blob \(digest)")
      }
      return bytes
    } catch let failure as BlobFailure {
      throw ProgramWording.ending(.blob(name, .segment, .altered), in: "\(failure)")
    }
  }

  /// The type that the header states; the strict reader checks everything else.
  private static func type(of bytes: [UInt8]) throws -> SegmentType {
    let head = String(decoding: bytes.prefix(64), as: UTF8.self)
    let type = SegmentType.allCases.first { head.contains("\"type\":\"\($0.name)\"") }
    guard let type else { throw Ending.refused("[segment-malformed] it has no segment's header") }
    return type
  }

  private func show(_ segment: Segment, lengthBytes: Int) {
    let header = segment.header
    print(
      "\(header.type.name) segment \(Sha256.digest(of: segment.bytes).hex), \(lengthBytes) bytes")
    print("  observer  \(header.observer)")
    print("  from      \(header.start.text), \(header.slotCount) slots of \(header.slotSeconds) s")
    print("  sequence  \(header.sequence), roster of \(header.rosterSize)")
    switch segment {
    case .presence(let presence):
      let rows = (0..<presence.rowCount)
      let up = rows.reduce(0) { $0 + presence.upSlots(row: $1).count }
      let down = rows.reduce(0) { $0 + presence.downSlots(row: $1).count }
      print("  \(presence.rowCount) providers, \(up) slots up, \(down) down")
    case .proof(let proof): print("  \(proof.rowCount) proven stretches of devices")
    case .lease(let lease): print("  \(lease.rowCount) stretches of leases")
    case .price(let price): print("  \(price.rowCount) samples of \(price.sources.count) sources")
    }
  }
}
