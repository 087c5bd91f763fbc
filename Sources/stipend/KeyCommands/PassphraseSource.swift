import Foundation
import Glibc
import KeyFiles

/// Where a passphrase comes from; never from an argument, which other users and histories see.
enum PassphraseSource {
  case file(String)
  case environment(String)
  case prompt

  /// The source that two options name; nil for neither.
  static func named(file: String?, environment: String?) throws -> PassphraseSource? {
    switch (file, environment) {
    case (nil, nil): return nil
    case (let file?, nil): return .file(file)
    case (nil, let environment?): return .environment(environment)
    case (_?, _?):
      throw Ending.unreadable(
        .optionConflict, "A passphrase's file and its environment variable are both named.",
        "Name one of them.")
    }
  }

  /// The passphrase; a prompt asks twice where a new one is set.
  func passphrase(isNew: Bool) throws -> Passphrase {
    CoreFiles.forbid()
    var bytes: [UInt8]
    let place: String
    switch self {
    case .file(let path):
      place = path
      bytes = try KeyEnding.of { () throws(OwnerOnlyError) in
        try OwnerOnlyFile.read(path, limitBytes: Passphrase.limitBytes + 2)
      }
      if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
      if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    case .environment(let name):
      place = "the environment variable"
      guard let value = ProcessInfo.processInfo.environment[name] else {
        throw Ending(
          2, "passphrase-missing", "No environment variable has the name that was given.",
          "Set it, or name another.")
      }
      bytes = Array(value.utf8)
    case .prompt:
      place = "the prompt"
      bytes = try HiddenPrompt.ask("Passphrase: ")
      if isNew { try Self.confirm(bytes) }
    }
    defer { Wipe.overwrite(&bytes) }
    guard let passphrase = Passphrase(bytes) else {
      throw Ending(
        2, "passphrase-form", "What \(place) gives is no passphrase.",
        "Choose one of 1 … 1,024 bytes without control characters.")
    }
    return passphrase
  }

  private static func confirm(_ bytes: [UInt8]) throws {
    var again = try HiddenPrompt.ask("The same again: ")
    defer { Wipe.overwrite(&again) }
    guard again == bytes else {
      throw Ending(
        2, "passphrase-differs", "The two passphrases differ; nothing was written.",
        "Type it again.")
    }
  }
}
