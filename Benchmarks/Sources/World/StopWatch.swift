/// Seconds of named steps, in order.
public final class StopWatch {
  private var entries: [String] = []

  /// Nothing measured yet.
  public init() {}

  /// All steps and numbers as one JSON object.
  public var json: String { "{" + entries.joined(separator: ",") + "}" }

  /// Runs a step and notes its seconds.
  public func time<Value>(_ name: String, _ step: () throws -> Value) rethrows -> Value {
    var total = Duration.zero
    let value = try Self.add(to: &total, step)
    note(name, total)
    return value
  }

  /// Runs a step and adds what it took to a sum.
  public static func add<Value>(
    to total: inout Duration, _ step: () throws -> Value
  ) rethrows -> Value {
    let clock = ContinuousClock()
    let start = clock.now
    defer { total += start.duration(to: clock.now) }
    return try step()
  }

  /// Notes a duration in seconds, to a hundred thousandth.
  public func note(_ name: String, _ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let total = Double(seconds) + Double(attoseconds) / 1e18
    entries.append("\"\(name)\":\((total * 100_000).rounded() / 100_000)")
  }

  /// Notes a number.
  public func note(_ name: String, _ number: Int) { entries.append("\"\(name)\":\(number)") }
}
