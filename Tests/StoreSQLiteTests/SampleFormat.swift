import Application
import Journal
import Keys
import Quantities

/// How the made-up leaves and checkpoints of `SampleLog` are read.
struct SampleFormat: JournalFormat {
  func identity(ofLeaf bytes: [UInt8]) -> Digest? {
    // "seed 1 leaf 5 " and then anything: the identity is that of the four words.
    var spaces = 0
    guard
      let end = bytes.firstIndex(where: { byte in
        spaces += byte == 0x20 ? 1 : 0
        return spaces == 4
      })
    else { return nil }
    return Sha256.digest(of: bytes[...end])
  }

  func head(ofCheckpoint bytes: [UInt8]) -> TreeHead? {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.count == 3, let size = Int(lines[1]), let root = try? Digest(hex: String(lines[2]))
    else { return nil }
    return TreeHead(size: size, root: root)
  }
}
