import Application
import ArgumentParser
import Foundation
import Keys
import Policy
import Program

/// A body as it is typed: `--set FIELD=VALUE`, or a file of JSON.
struct EntryFields: ParsableArguments {
  @Option(
    help: "FIELD=VALUE; @FILE where the field names a file, a text or a key; once for each field.")
  var set: [String] = []

  @Option(help: "A file with the body as JSON, instead of --set.")
  var body: String?

  /// The body, and the files that it names.
  func read(_ kind: EntryKind, prefix: String) throws -> (any EntryBody, [[UInt8]]) {
    do {
      if let body {
        guard set.isEmpty else {
          throw Ending.unreadable(
            .optionConflict, "--set and --body exclude each other.", "Fill in the body once.")
        }
        let json = try Files.read(body, limitBytes: Payload.limitBytes)
        return (try EntryForm.body(of: kind, json: json), [])
      }
      var form = EntryForm(kind)
      for assignment in set { try fill(&form, assignment, prefix) }
      return (try form.body(), form.blobs)
    } catch let refusal as EntryFormRefusal {
      throw EntryWording.ending(refusal)
    }
  }

  private func fill(_ form: inout EntryForm, _ assignment: String, _ prefix: String) throws {
    guard let equals = assignment.firstIndex(of: "=") else {
      throw Ending.unreadable(
        .optionValue, "--set \(assignment.prefix(80)) has no =.", "Write --set FIELD=VALUE.")
    }
    let name = String(assignment[..<equals])
    let value = String(assignment[assignment.index(after: equals)...])
    let field = try form.field(name)
    switch field.form {
    case .key, .keys, .ed25519Key:
      let keys = try value.split(separator: ",").map { try IdentityArgument.publicKey(String($0)) }
      try form.set(name, keys.joined(separator: ","))
    case .address, .addresses, .party:
      let accounts = try value.split(separator: ",").map {
        try IdentityArgument.address(String($0), prefix: prefix)
      }
      try form.set(name, accounts.joined(separator: ","))
    default:
      guard value.hasPrefix("@") else { return try form.set(name, value) }
      let path = String(value.dropFirst())
      try form.set(name, file: try Self.file(path, field.form), salt: Chance.bytes(16))
    }
  }

  /// A file as an entry names it: a policy in its canonical form, anything else as it is.
  private static func file(_ path: String, _ form: EntryFieldForm) throws -> [UInt8] {
    switch form {
    case .policy: PolicyJSON.encode(try PolicyFile.load(path).policy)
    case .text: try Files.read(path, limitBytes: 1 << 20)
    default: try Files.read(path)
    }
  }
}
