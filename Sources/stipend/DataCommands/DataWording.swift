import Application

/// Failures of the data folder's keeping, as a command ends with them.
enum DataWording {
  /// The ending of a failure; 3 where the world outside failed, else 1.
  static func ending(_ failure: BackupFailure) -> Ending {
    let isOutside =
      switch failure {
      case .unavailable, .journal(.unavailable), .journal(.full), .journal(.readOnly),
        .journal(.busy):
        true
      default: false
      }
    return Ending(isOutside ? 3 : 1, failure.code, failure.sentence, "")
  }

  /// The ending of a checkpoint that does not let a restored log sign.
  static func checkpoint(_ path: String, _ reason: String) -> Ending {
    Ending(
      1, "restore-checkpoint", "\(path): \(reason).",
      "Ask a witness or a mirror for the newest checkpoint, and check the keys that you named.")
  }
}
