import Encoding
import Evidence
import Policy
import Quantities

// How entries write quantities; each refusal names its field.
//
// What is in order is taken without the generic readers, which cost a third of the fold; they only
// say what is wrong.
extension JSONNode {
  func label() throws(JSONFieldError) -> Label {
    if case .string(let text) = value, let label = try? Label(text) { return label }
    return try parse(Label.init(_:))
  }

  func address() throws(JSONFieldError) -> Address {
    if case .string(let text) = value, let address = try? Address(text) { return address }
    return try parse(Address.init(_:))
  }

  func timestamp() throws(JSONFieldError) -> Timestamp {
    if case .integer(let number) = value, let seconds = Int64(exactly: number),
      let time = try? Timestamp(seconds: seconds)
    {
      return time
    }
    return try parse(Int64.self, Timestamp.init(seconds:))
  }

  func timestampOrNull() throws(JSONFieldError) -> Timestamp? {
    isNull ? nil : try timestamp()
  }

  func digest() throws(JSONFieldError) -> Digest {
    if case .string(let text) = value, let digest = try? Digest(hex: text) { return digest }
    return try parse(Digest.init(hex:))
  }

  func digestOrNull() throws(JSONFieldError) -> Digest? { isNull ? nil : try digest() }

  func digestOrEmpty() throws(JSONFieldError) -> Digest? {
    try string().isEmpty ? nil : try digest()
  }

  func nonce() throws(JSONFieldError) -> UInt128 {
    let text = try string(limitBytes: 32)
    guard let bytes = try? Hex.bytes(text), bytes.count == 16 else {
      throw error(.refused("must be 32 lower-case hexadecimal digits"))
    }
    return bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }

  func author() throws(JSONFieldError) -> Author {
    guard let author = Author(try string()) else {
      throw error(.refused("must be an address, ed25519: with 64 digits, or committee"))
    }
    return author
  }

  func kindName() throws(JSONFieldError) -> KindName {
    guard let kind = KindName(try string()) else {
      throw error(.refused("must be a kind such as provider.enrolled/1"))
    }
    return kind
  }

  func observerKey() throws(JSONFieldError) -> ObserverKey {
    guard let key = ObserverKey(try string()) else {
      throw error(.refused("must be ed25519: with 64 lower-case hexadecimal digits"))
    }
    return key
  }

  func segmentType() throws(JSONFieldError) -> SegmentType {
    guard let type = SegmentType(name: try string()) else {
      throw error(.refused("must be presence, proof, lease, price or closing"))
    }
    return type
  }

  func gpuClass() throws(JSONFieldError) -> GPUClass {
    guard let gpuClass = GPUClass(try string()) else {
      throw error(.refused("must be a class such as nvidia/a100/80/sxm"))
    }
    return gpuClass
  }

  func classPattern() throws(JSONFieldError) -> ClassPattern {
    guard let pattern = ClassPattern(try string()) else {
      throw error(.refused("must be a class pattern such as nvidia/a100/80/*"))
    }
    return pattern
  }

  /// An amount of 0 … 10^18 micro-units.
  func amount() throws(JSONFieldError) -> Amount {
    let micros = try integer(in: 0...Amount.limitMicros)
    do {
      return try Amount(micros: micros)
    } catch {
      throw self.error(.refused("\(error)"))
    }
  }

  /// A count of units; what is sensible is a rule of admission.
  func units() throws(JSONFieldError) -> Int { try whole(to: Int(Int32.max)) }

  /// A whole number from 0 to the limit.
  func whole(to limit: Int) throws(JSONFieldError) -> Int {
    if case .integer(let number) = value, number >= 0, number <= Int128(limit) {
      return Int(number)
    }
    return try integer(in: 0...limit)
  }

  /// Digits of a number below 2^127.
  func decimalDigits() throws(JSONFieldError) -> UInt128 {
    let text = try string(limitBytes: 39)
    guard let number = try? DecimalText.integer(text, scale: 0), number >= 0 else {
      throw error(.refused("must be decimal digits"))
    }
    return UInt128(number)
  }
}
