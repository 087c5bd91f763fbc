public import Evidence
import Keys
public import Program
import Quantities

extension EvidencePublished {
  /// The entry that names a segment, as its own header has it.
  public init(_ segment: Segment) {
    let header = segment.header
    self.init(
      type: header.type, sequence: header.sequence, start: header.span.start,
      end: header.span.end, digest: Sha256.digest(of: segment.bytes),
      lengthBytes: Int64(segment.bytes.count))
  }
}
