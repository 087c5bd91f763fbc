import ArgumentParser
import Foundation
import Quantities

/// The present, which a test or a replay may set.
struct ClockOption: ParsableArguments {
  @Option(
    name: .customLong("now"), help: "The present, as 2024-02-10T12:00:00Z; default: the clock.")
  var text: String?

  /// The second that counts as the present.
  func now() throws -> Timestamp {
    do {
      if let text { return try Timestamp(text) }
      return try Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    } catch {
      throw Ending.unreadable(
        .optionValue, "--now \(text ?? ""): \(error).", "Write it like 2024-02-10T12:00:00Z.")
    }
  }
}
