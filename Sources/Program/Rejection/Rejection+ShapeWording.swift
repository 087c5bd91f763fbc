import Encoding
import Quantities

extension Rejection {
  /// The words for rules of shape; nil for other rules.
  var shapeWording: RejectionWording? {
    switch self {
    case .payloadSize(let bytes, let limit):
      RejectionWording(
        "The payload has \(bytes) bytes; at most \(limit) are admitted.",
        "Move long lists or texts into a blob and name it by its digest.")
    case .payloadJSON(let error):
      RejectionWording(
        "The payload is not strict JSON: at its byte \(error.offset), \(error.what).",
        "Write it with the tool that makes entries; numbers are whole and keys occur once.")
    case .payloadField(let error), .bodyField(_, let error):
      RejectionWording(
        "The payload's field is wrong: \(error).",
        "See the fields of the kind in docs/reference/entries.md.")
    case .payloadVersion(let version):
      RejectionWording(
        "The payload has version \(version); this release reads version 1.",
        "Use a release that knows the version.")
    case .kindUnknown(let kind):
      RejectionWording(
        "The kind \(kind) is unknown here and marked critical.",
        "Nothing after it can be judged: use a release that knows the kind.")
    case .payloadSpelling(let offset):
      RejectionWording(
        "The payload departs from its one spelling at its byte \(offset).",
        "Keep the documented order of fields, without white space or needless escapes.")
    default: nil
    }
  }

  /// The words for rules that hold for all kinds; nil for other rules.
  var commonWording: RejectionWording? {
    switch self {
    case .createdMissing(let kind):
      RejectionWording(
        "The first entry is \(kind).", "Begin the program with program.created/1.")
    case .programOther(let expected, let found):
      RejectionWording(
        "The entry belongs to program \(Self.name(found)), and this is \(Self.name(expected)).",
        "Submit it to its own program, or write it anew for this one.")
    case .timeBack(let previous, let found):
      RejectionWording(
        "The time of admission goes back from \(previous) to \(found).",
        "Lines stand in the order of admission; restore the file's order.")
    case .basisBeyond(let basis, let lines):
      RejectionWording(
        "The basis says that the author had seen \(basis) lines, and only \(lines) precede.",
        "Write the number of lines before the entry, or fewer.")
    case .demonstrationDiffers(let expected):
      RejectionWording(
        "The program \(expected ? "is a demonstration" : "is no demonstration"), and the entry"
          + " says otherwise.",
        "Set \"demonstration\":\(expected) as line 1 does.")
    case .duplicate(_, let line):
      RejectionWording(
        "The same payload stands in line \(line).",
        "Leave it out; to say it again on purpose, use a new nonce.")
    case .addressInvalid(let address, .malformed(let error)):
      RejectionWording(
        "\(address) is no account address (\(error)).", "Copy the address again.")
    case .addressInvalid(let address, .otherPrefix(let found, let expected)):
      RejectionWording(
        "\(address) is of network \"\(found)\"; the program's addresses begin with"
          + " \"\(expected)\".",
        "Give the address of the program's own network.")
    case .role(let author, let needed):
      RejectionWording(
        "\(author) may not write this entry; \(Self.phrase(needed)).",
        "Have it written by whoever holds the role.")
    default: nil
    }
  }

  private static func name(_ program: Digest?) -> String {
    program.map { String($0.hex.prefix(16)) + "…" } ?? "\"\" (none yet)"
  }

  private static func phrase(_ needed: NeededRole) -> String {
    switch needed {
    case .committee: "only the committee may"
    case .administrator: "only the administrator or the committee may"
    case .provider(let provider): "only the provider \(provider) may"
    case .observer: "only an observer may that is appointed at that time"
    case .holder: "only a committee member's or an observer's key may"
    case .committeeOrKey(let key): "only the committee or the key \(key) may"
    case .keeper(let key): "only the key \(key) may, or one that took its place"
    case .party(let provider):
      "only the provider \(provider), its payee, the administrator or the committee may"
    case .participant: "only the committee, the administrator, a provider or an observer may"
    }
  }
}
