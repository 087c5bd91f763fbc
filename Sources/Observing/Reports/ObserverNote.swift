import Encoding
public import Quantities

/// One thing that happened, for logs: a code, words, and never an address of the observer's own.
public struct ObserverNote: Hashable, Sendable {
  /// How much it matters.
  public enum Severity: String, Hashable, Sendable {
    case info
    case warning
    case error
  }

  /// When.
  public let at: Timestamp
  /// How much it matters.
  public let severity: Severity
  /// What programs know it by.
  public let code: String
  /// What happened, in words.
  public let text: String

  /// Takes every field as it is.
  public init(at: Timestamp, severity: Severity, code: String, text: String) {
    self.at = at
    self.severity = severity
    self.code = code
    self.text = text
  }

  /// One line of JSON, without its line feed.
  public var line: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("time", at.text)
      writer.field("level", severity.rawValue)
      writer.field("code", code)
      writer.field("text", text)
    }
    return writer.finish()
  }
}
