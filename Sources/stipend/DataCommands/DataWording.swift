import Application
import Encoding

/// Failures of the data folder's keeping, as a command ends with them.
enum DataWording {
  /// The ending of a failure; 3 where the world outside failed, else 1.
  static func ending(_ failure: BackupFailure, json: Bool) -> Ending {
    let isOutside =
      switch failure {
      case .unavailable, .journal(.unavailable), .journal(.full), .journal(.readOnly),
        .journal(.busy):
        true
      default: false
      }
    return ending(
      code: failure.code, failure.sentence, json: json, status: isOutside ? 3 : 1)
  }

  /// An ending with a stable code; under `--json` it goes to standard output as an object.
  static func ending(code: String, _ sentence: String, json: Bool, status: Int32) -> Ending {
    guard json else { return Ending(code: status, message: "\(code): \(sentence)") }
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("good", false)
      writer.field("code", code)
      writer.field("message", sentence)
    }
    Terminal.write(writer.finish() + [10])
    return Ending(code: status, message: "")
  }
}
