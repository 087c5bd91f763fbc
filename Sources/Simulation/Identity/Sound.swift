import Quantities

/// The value of something that cannot fail for what a script writes down; a failure is a bug in it.
func sound<Value>(_ value: @autoclosure () throws -> Value) -> Value {
  do {
    return try value()
  } catch {
    preconditionFailure("What a script writes down is well formed: \(error)")
  }
}

extension Timestamp {
  /// The time so many seconds later; scripts stay far inside the calendar.
  func later(_ seconds: Int64) -> Timestamp { sound(try adding(seconds: seconds)) }

  /// The last multiple of so many seconds at or before this time.
  func aligned(to seconds: Int64) -> Timestamp { later(-(self.seconds % seconds)) }
}

extension TimeSpan {
  /// From a time on, for so many seconds.
  init(_ start: Timestamp, seconds: Int64) {
    self = sound(try TimeSpan(start: start, end: start.later(seconds)))
  }

  /// Between two times in order.
  init(_ start: Timestamp, _ end: Timestamp) {
    self = sound(try TimeSpan(start: start, end: end))
  }
}

extension Label {
  /// A label known to be one.
  init(known text: String) { self = sound(try Label(text)) }
}
