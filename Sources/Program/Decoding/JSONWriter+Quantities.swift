import Encoding
import Evidence
import Policy
import Quantities

// The counterparts of how entries read quantities.
extension JSONWriter {
  mutating func digest(_ digest: Digest) { hex(digest.bytes) }

  mutating func nonce(_ nonce: UInt128) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    for shift in stride(from: 120, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: nonce >> UInt128(shift)))
    }
    hex(bytes)
  }

  mutating func author(_ author: Author) {
    switch author {
    case .account(let address): ascii(address.bytes)
    default: string(author.text)
    }
  }

  mutating func field(_ name: StaticString, _ label: Label) { field(name, ascii: label.bytes) }

  mutating func field(_ name: StaticString, _ address: Address) {
    field(name, ascii: address.bytes)
  }

  mutating func field(_ name: StaticString, _ time: Timestamp) { field(name, time.seconds) }

  mutating func field(_ name: StaticString, _ time: Timestamp?) {
    if let time { field(name, time.seconds) } else { nullField(name) }
  }

  mutating func field(_ name: StaticString, _ digest: Digest) { field(name, hex: digest.bytes) }

  mutating func field(_ name: StaticString, _ digest: Digest?) {
    if let digest { field(name, hex: digest.bytes) } else { nullField(name) }
  }

  mutating func field(_ name: StaticString, _ amount: Amount) { field(name, amount.micros) }

  mutating func field(_ name: StaticString, _ gpuClass: GPUClass) { field(name, gpuClass.text) }

  mutating func nullField(_ name: StaticString) {
    key(name)
    null()
  }
}
