import Foundation
import Observing
import Quantities
import Synchronization

/// What an observer tells while it runs: a screen that is drawn over, plain lines where nobody
/// watches, or lines of JSON.
final class ObserverReport: Sendable {
  private let isJSON: Bool
  private let state = Mutex(State())

  private struct State {
    var status = ObserverStatus()
    var drawnLines = 0
    var lastLine: Timestamp?
  }

  init(json: Bool) { isJSON = json }

  /// The newest status, for metrics.
  var status: ObserverStatus { state.withLock { $0.status } }

  /// Writes a note.
  func take(_ note: ObserverNote) {
    if isJSON { return Self.write(note.line + [0x0A]) }
    let mark =
      switch note.severity {
      case .info: ""
      case .warning: "warning: "
      case .error: "error: "
      }
    let text = "\(note.at) \(mark)[\(note.code)] \(PlainText.of(note.text))\n"
    state.withLock { state in
      Self.erase(&state)
      Self.write(Array(text.utf8))
    }
  }

  /// Draws the status, or says it in a line every five minutes of the run's clock.
  func take(_ status: ObserverStatus) {
    state.withLock { state in
      state.status = status
      guard !isJSON else { return }
      if Terminal.showsProgress {
        Self.erase(&state)
        let lines = Self.lines(status)
        Self.write(Array((lines.joined(separator: "\n") + "\n").utf8))
        state.drawnLines = lines.count
      } else if state.lastLine.map({ status.at.seconds(since: $0) >= 300 }) ?? true {
        state.lastLine = status.at
        Self.write(Array("\(status.at) \(Self.summary(status))\n".utf8))
      }
    }
  }

  /// The last word.
  func end() {
    let status = state.withLock { state in
      Self.erase(&state)
      return state.status
    }
    guard !isJSON else { return }
    Self.write(Array("\(status.at) \(Self.summary(status))\n".utf8))
  }

  private static func erase(_ state: inout State) {
    guard state.drawnLines > 0 else { return }
    write(Array("\u{1B}[\(state.drawnLines)A\u{1B}[0J".utf8))
    state.drawnLines = 0
  }

  private static func write(_ bytes: [UInt8]) {
    FileHandle.standardError.write(Data(bytes))
  }

  // MARK: - Words

  private static func summary(_ status: ObserverStatus) -> String {
    "watched \(status.watched); slots: \(status.slots("up")) up, \(status.slots("down")) down,"
      + " \(status.slots("unobserved")) unobserved; undelivered \(status.undelivered);"
      + " log \(status.logSize)\(status.isLogReached ? "" : " (not reached)")"
  }

  private static func lines(_ status: ObserverStatus) -> [String] {
    let canaries = status.canaries.map { "\($0.answered) of \($0.of)" } ?? "-"
    let chain = status.chainHeight.map { "height \($0)" } ?? "not read"
    let lag = status.chainTime.map { ", \(max(0, status.at.seconds(since: $0))) s old" } ?? ""
    return [
      Terminal.bold("stipend observe  \(status.at)"),
      "  watched     \(status.watched) providers, \(status.inFlight) questions under way",
      "  slots       \(Terminal.green("\(status.slots("up")) up"))"
        + "  \(Terminal.red("\(status.slots("down")) down"))"
        + "  \(Terminal.yellow("\(status.slots("unobserved")) unobserved"))",
      "  reasons     \(reasons(status))",
      "  canaries    \(canaries)",
      "  log         \(status.logSize) entries\(status.isLogReached ? "" : ", not reached")",
      "  chain       \(chain)\(lag)",
      "  evidence    \(status.delivered) delivered, \(status.undelivered) waiting,"
        + " spool \(status.spoolBytes / 1_024) KiB",
      "  raw         \(status.raw.dayBytes / 1_024) KiB today, \(status.raw.dropped) left out",
      "  memory      \(status.memoryBytes >> 20) MiB",
    ]
  }

  private static func reasons(_ status: ObserverStatus) -> String {
    let parts = ["down", "unobserved"].flatMap { outcome in
      (status.outcomes[outcome] ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    }
    return parts.isEmpty ? "-" : parts.joined(separator: ", ")
  }
}
