import Encoding
import Keys

extension KeyFile {
  /// The bytes of the file: one line of canonical JSON.
  public var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("stipendKey", 1)
      writer.field("publicKey", publicKey.text)
      switch sealing {
      case .none(let secret):
        writer.key("protection")
        writer.null()
        writer.field("secret", hex: secret)
      case .passphrase(let cost, let salt, let nonce, let sealed):
        writer.object("protection") { writer in
          writer.field("kdf", "scrypt")
          writer.field("n", cost.n)
          writer.field("r", cost.r)
          writer.field("p", cost.p)
          writer.field("salt", hex: salt)
          writer.field("cipher", "chacha20-poly1305")
          writer.field("nonce", hex: nonce)
        }
        writer.field("secret", hex: sealed)
      }
    }
    return writer.finish() + [UInt8(ascii: "\n")]
  }

  /// Reads a file; members may stand in any order, white space anywhere; none may be unknown.
  ///
  /// A refusal names the field and never repeats its value.
  public init(decoding bytes: [UInt8]) throws(KeyFileError) {
    let value: JSONValue
    do {
      value = try JSONReader.read(bytes, limitBytes: Self.limitBytes, limitDepth: 2)
    } catch {
      throw .json(line: error.line, column: error.column)
    }
    do {
      self = try Self.decode(JSONNode(value, path: .root))
    } catch {
      throw .field("\(error)")
    }
  }

  private static func decode(_ node: JSONNode) throws(JSONFieldError) -> KeyFile {
    var fields = try node.fields()
    _ = try fields.required("stipendKey").integer(in: 1...1)
    let publicKey = try fields.required("publicKey").parse { text throws(PublicKeyError) in
      try PublicKey(text: text)
    }
    let protection = try fields.required("protection")
    let secret = try fields.required("secret")
    try fields.finish()
    guard !protection.isNull else {
      let bytes = try secret.secretHex(count: SigningKey.secretBytes)
      return KeyFile(publicKey: publicKey, sealing: .none(secret: bytes))
    }
    var parts = try protection.fields()
    try parts.required("kdf").expect("scrypt")
    let numbers = try ["n", "r", "p"].map { name throws(JSONFieldError) in
      try parts.required(name).integer(in: 1...1 << 20)
    }
    guard let cost = ScryptCost(n: numbers[0], r: numbers[1], p: numbers[2]) else {
      throw protection.error(.refused("scrypt wants n 2^14 … 2^20, r 8, p 1 … 4"))
    }
    let salt = try parts.required("salt").secretHex(count: 16)
    try parts.required("cipher").expect("chacha20-poly1305")
    let nonce = try parts.required("nonce").secretHex(count: 12)
    try parts.finish()
    let sealed = try secret.secretHex(count: SigningKey.secretBytes + 16)
    return KeyFile(
      publicKey: publicKey,
      sealing: .passphrase(cost: cost, salt: salt, nonce: nonce, sealed: sealed))
  }
}

extension JSONNode {
  /// Bytes in hexadecimal, of a fixed number; a refusal does not repeat them.
  fileprivate func secretHex(count: Int) throws(JSONFieldError) -> [UInt8] {
    let text = try string()
    let bytes: [UInt8]
    do {
      bytes = try Hex.bytes(text)
    } catch {
      throw self.error(.refused("not pairs of lower-case hexadecimal digits"))
    }
    guard bytes.count == count else {
      throw error(.refused("expected \(2 * count) hexadecimal digits"))
    }
    return bytes
  }

  fileprivate func expect(_ word: String) throws(JSONFieldError) {
    let text = try string()
    guard text.utf8.elementsEqual(word.utf8) else {
      throw error(.refused("only \(word) is known here"))
    }
  }
}
