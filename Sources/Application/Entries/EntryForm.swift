import Encoding
import Keys
public import Program
import Quantities

/// The body of one kind as a person fills it in, field by field.
///
/// What was written becomes JSON in the kind's order and is then read by the kind's own decoder, so
/// that nothing is drafted which no log could read.
public struct EntryForm: Sendable {
  /// The kind.
  public let kind: EntryKind
  /// Files to be kept before the entry is logged, in the order in which they came.
  public private(set) var blobs: [[UInt8]] = []
  private var values: [String: JSONValue] = [:]

  /// Begins with nothing filled in.
  public init(_ kind: EntryKind) {
    self.kind = kind
  }

  /// The field of that name.
  public func field(_ name: String) throws(EntryFormRefusal) -> EntryField {
    guard let field = kind.fields.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      throw .fieldUnknown(name, kind, known: kind.fields.map(\.name))
    }
    return field
  }

  /// Fills a field from text.
  public mutating func set(_ name: String, _ text: String) throws(EntryFormRefusal) {
    let field = try field(name)
    guard values[name] == nil else { throw .fieldTwice(name) }
    guard let value = EntryFieldText.value(text, field.form) else {
      throw .fieldValue(name, text, unit: field.form.unit)
    }
    values[name] = value
  }

  /// Fills a field with the name of a file, which is kept; texts go behind the salt (law 12).
  public mutating func set(
    _ name: String, file: [UInt8], salt: [UInt8]
  ) throws(EntryFormRefusal) {
    let field = try field(name)
    guard values[name] == nil else { throw .fieldTwice(name) }
    let blob: [UInt8]
    switch field.form {
    case .policy, .file: blob = file
    case .text: blob = SaltedText.bytes(file, salt: salt)
    default: throw .fieldNoFile(name, unit: field.form.unit)
    }
    blobs.append(blob)
    values[name] = .string(Sha256.digest(of: blob).hex)
  }

  /// The body; a field that may be absent is `null` where nothing was filled in.
  public func body() throws(EntryFormRefusal) -> any EntryBody {
    let missing = kind.fields.filter { !$0.isOptional && values[$0.name] == nil }.map(\.name)
    guard missing.isEmpty else { throw .fieldsMissing(missing, kind) }
    var members: [JSONMember] = []
    for field in kind.fields {
      let value = values[field.name] ?? .null
      let path = field.path
      guard path.count == 2 else {
        members.append(JSONMember(field.name, value))
        continue
      }
      let inner = JSONMember(path[1], value)
      if let last = members.last, last.key == path[0], case .object(let earlier) = last.value {
        members[members.count - 1] = JSONMember(path[0], .object(earlier + [inner]))
      } else {
        members.append(JSONMember(path[0], .object([inner])))
      }
    }
    return try Self.body(of: kind, .object(members))
  }

  /// The body that a file holds as JSON.
  public static func body(
    of kind: EntryKind, json: [UInt8]
  ) throws(EntryFormRefusal) -> any EntryBody {
    let value: JSONValue
    do {
      value = try JSONReader.read(json, limitBytes: Payload.limitBytes, limitDepth: 7)
    } catch {
      throw .payload(.payloadJSON(error))
    }
    return try body(of: kind, value)
  }

  private static func body(
    of kind: EntryKind, _ value: JSONValue
  ) throws(EntryFormRefusal) -> any EntryBody {
    do {
      var fields = try JSONNode(value).fields()
      let body = try kind.bodyType.init(from: &fields)
      try fields.finish()
      return body
    } catch {
      throw .payload(.bodyField(KindName(kind), error))
    }
  }
}

/// A text that people wrote, as a blob: behind 16 random bytes, so that nobody can guess it from
/// its digest (DESIGN law 12).
public enum SaltedText {
  /// The bytes of the salt.
  public static let saltBytes = 16

  /// The blob of a text.
  public static func bytes(_ text: [UInt8], salt: [UInt8]) -> [UInt8] {
    precondition(salt.count == saltBytes, "A salt has 16 bytes.")
    return salt + text
  }

  /// The text in a blob; nil for one that is shorter than a salt.
  public static func text(_ blob: [UInt8]) -> [UInt8]? {
    blob.count >= saltBytes ? Array(blob.dropFirst(saltBytes)) : nil
  }
}

/// Why a body was not made.
public enum EntryFormRefusal: Error, Hashable, Sendable {
  /// The kind has no such field.
  case fieldUnknown(String, EntryKind, known: [String])
  /// A field was filled in twice.
  case fieldTwice(String)
  /// Fields without which there is no such entry.
  case fieldsMissing([String], EntryKind)
  /// What was written is not what the field holds.
  case fieldValue(String, String, unit: String)
  /// The field names no file.
  case fieldNoFile(String, unit: String)
  /// The kind's own decoder refuses it, or it is too long.
  case payload(Rejection)

  /// The stable code.
  public var code: String {
    switch self {
    case .fieldUnknown: "entry-field-unknown"
    case .fieldTwice: "entry-field-twice"
    case .fieldsMissing: "entry-field-missing"
    case .fieldValue: "entry-field-value"
    case .fieldNoFile: "entry-field-file"
    case .payload(let rejection): rejection.rule.rawValue
    }
  }

  /// What is wrong, and what to do.
  public var wording: RejectionWording {
    switch self {
    case .fieldUnknown(let name, let kind, let known):
      RejectionWording(
        "\(kind.rawValue) has no field \(name).", "It has: \(known.joined(separator: ", ")).")
    case .fieldTwice(let name):
      RejectionWording("\(name) is set twice.", "Set each field once.")
    case .fieldsMissing(let names, let kind):
      RejectionWording(
        "\(kind.rawValue) also needs: \(names.joined(separator: ", ")).",
        "stipend entry kinds \(kind.rawValue) says what they hold.")
    case .fieldValue(let name, let text, let unit):
      RejectionWording("\(name) cannot be \(text.prefix(80)).", "It is: \(unit).")
    case .fieldNoFile(let name, let unit):
      RejectionWording("\(name) names no file.", "It is: \(unit).")
    case .payload(let rejection): rejection.wording
    }
  }
}
