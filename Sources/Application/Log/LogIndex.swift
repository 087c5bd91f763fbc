public import Encoding
public import Journal
import Keys
public import Program
public import Quantities

/// What `index.json` says of a published log: where a reader begins. Entry 0 says all of it too.
public struct LogIndex: Hashable, Sendable {
  /// Where it lies below a program's address.
  public static let path = "index.json"
  /// The longest that is read.
  public static let limitBytes = 16 * 1_024

  /// The program's id.
  public let program: Digest
  /// The log's key; its name is the origin.
  public let key: VerifierKey
  /// The program's name.
  public let name: String
  /// Whether the program is a demonstration.
  public let isDemonstration: Bool

  /// Takes the parts.
  public init(program: Digest, key: VerifierKey, name: String, isDemonstration: Bool) {
    self.program = program
    self.key = key
    self.name = name
    self.isDemonstration = isDemonstration
  }

  /// What a program's entries say of its log; nil before entry 0.
  public init?(_ state: ProgramState) {
    guard let program = state.program, let created = state.created,
      let key = state.operators.current?.verifier
    else { return nil }
    self.init(
      program: program, key: key, name: created.name.text, isDemonstration: state.isDemonstration)
  }

  /// What entry 0 says of its log; nil where its key is no log's.
  public init?(program: Digest, _ created: ProgramCreated, _ isDemonstration: Bool) {
    guard let name = try? NoteName(created.logOrigin),
      let key = try? PublicKey(text: created.logKey.text),
      let verifier = try? VerifierKey(name: name, purpose: .note, key: key)
    else { return nil }
    self.init(
      program: program, key: verifier, name: created.name.text, isDemonstration: isDemonstration)
  }

  /// Reads the file.
  public init(bytes: [UInt8]) throws(LogIndexRefusal) {
    guard bytes.count <= Self.limitBytes else { throw .json }
    let value: JSONValue
    do {
      value = try JSONReader.read(bytes, limitBytes: Self.limitBytes)
    } catch {
      throw .json
    }
    do {
      var fields = try JSONNode(value).fields()
      _ = try fields.required("v").integer(in: 1...1) as Int
      program = try fields.required("program").parse { text throws(QuantityError) in
        try Digest(hex: text)
      }
      let origin = try fields.required("origin").parse { text throws(NoteRefusal) in
        try NoteName(text)
      }
      let key = try fields.required("key").parse { text throws(PublicKeyError) in
        try PublicKey(text: text)
      }
      name = try fields.required("name").string(limitBytes: 1_024)
      isDemonstration = try fields.required("demonstration").bool()
      guard let verifier = try? VerifierKey(name: origin, purpose: .note, key: key) else {
        throw LogIndexRefusal.notALogsKey
      }
      self.key = verifier
    } catch let refusal as LogIndexRefusal {
      throw refusal
    } catch let error as JSONFieldError {
      throw .field(error)
    } catch {
      preconditionFailure("Reading fields throws one of these two: \(error)")
    }
  }

  /// The file.
  public var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("v", 1)
      writer.field("program", program.hex)
      writer.field("origin", key.name.text)
      writer.field("key", key.key.text)
      writer.field("name", name)
      writer.field("demonstration", isDemonstration)
    }
    return writer.finish() + [0x0A]
  }
}

/// Why an `index.json` was refused.
public enum LogIndexRefusal: Error, Hashable, Sendable {
  /// It is not strict JSON, or too long.
  case json
  /// A member is missing or of another kind.
  case field(JSONFieldError)
  /// The key is of another algorithm than a log's.
  case notALogsKey
}

extension LogIndexRefusal: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .json: "index.json is not strict JSON of at most \(LogIndex.limitBytes) bytes"
    case .field(let error): "index.json: \(error)"
    case .notALogsKey: "the key in index.json is not an Ed25519 key, as a log's is"
    }
  }
}
