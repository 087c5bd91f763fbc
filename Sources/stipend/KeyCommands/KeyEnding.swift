import KeyFiles
import Keys

/// Refusals about keys, in words, with the exit to end with; none repeats a secret.
enum KeyEnding {
  /// Does something with a file, or ends.
  static func of<Value>(_ work: () throws(OwnerOnlyError) -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      throw Ending(exit(error), error.code, "\(error).", error.advice)
    }
  }

  /// Does something with a key file's contents, or ends.
  static func of<Value>(
    _ path: String, _ work: () throws(KeyFileError) -> Value
  ) throws -> Value {
    do {
      return try work()
    } catch {
      throw Ending(exit(error), error.code, "\(path): \(error).", error.advice)
    }
  }

  private static func exit(_ error: OwnerOnlyError) -> Int32 {
    switch error {
    case .missing: 2
    case .system: 3
    case .exists, .notAFile, .anotherOwner, .tooOpen, .folderTooOpen, .tooLong: 1
    }
  }

  private static func exit(_ error: KeyFileError) -> Int32 {
    switch error {
    case .json, .field: 2
    case .passphraseNeeded, .notOpened, .secret, .anotherPublicKey: 1
    }
  }
}
