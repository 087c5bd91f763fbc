import Quantities

/// An observer's status in Prometheus' text format 0.0.4; integers only.
public enum ObserverMetrics {
  /// The type that an answer names.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// The text.
  public static func text(_ status: ObserverStatus) -> String {
    var page = Page()
    page.family("stipend_observer_slots_total", "counter", "Slots of providers by outcome.")
    for (outcome, reasons) in status.outcomes.sorted(by: { $0.key < $1.key }) {
      for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) {
        page.sample(
          "stipend_observer_slots_total", "{outcome=\"\(outcome)\",reason=\"\(reason)\"}", count)
      }
    }
    durations(status.durations, &page)
    page.one("probes_in_flight", "gauge", "Questions under way.", Int64(status.inFlight))
    page.one(
      "probes_turned_away_total", "counter",
      "Questions not asked because too many were under way.", status.turnedAway)
    page.one("watched_providers", "gauge", "Providers watched.", Int64(status.watched))
    if let canaries = status.canaries {
      page.one(
        "canaries_answered", "gauge", "Canaries reached in the last round.",
        Int64(canaries.answered))
      page.one("canaries", "gauge", "Canaries tried in a round.", Int64(canaries.of))
    }
    storage(status, &page)
    outside(status, &page)
    return page.text
  }

  private static func durations(_ histogram: DurationHistogram, _ page: inout Page) {
    let name = "stipend_observer_probe_duration_milliseconds"
    page.family(name, "histogram", "How long questions took.")
    for (bound, count) in zip(DurationHistogram.bounds, histogram.counts) {
      page.sample(name + "_bucket", "{le=\"\(bound)\"}", count)
    }
    let all = histogram.counts[DurationHistogram.bounds.count]
    page.sample(name + "_bucket", "{le=\"+Inf\"}", all)
    page.sample(name + "_sum", "", histogram.sumMilliseconds)
    page.sample(name + "_count", "", all)
  }

  private static func storage(_ status: ObserverStatus, _ page: inout Page) {
    page.one("spool_bytes", "gauge", "Bytes of the spool's parts.", status.spoolBytes)
    page.one(
      "segments_undelivered", "gauge", "Segments made and not delivered.",
      Int64(status.undelivered))
    page.one(
      "oldest_undelivered_seconds", "gauge", "Age of the oldest segment not delivered.",
      status.oldestUndelivered.map { max(0, status.at.seconds(since: $0)) } ?? 0)
    page.one("segments_delivered_total", "counter", "Segments delivered.", status.delivered)
    page.one(
      "raw_bytes", "gauge", "Bytes of raw answers kept today.", status.raw.dayBytes)
    page.one(
      "raw_dropped_total", "counter", "Raw answers left out by the budget.",
      Int64(status.raw.dropped))
    page.one(
      "raw_unwritten_total", "counter", "Raw answers that the disk did not take.",
      Int64(status.raw.unwritten))
    page.one("memory_bytes", "gauge", "Memory in use.", status.memoryBytes)
  }

  private static func outside(_ status: ObserverStatus, _ page: inout Page) {
    page.one("log_entries", "gauge", "Entries of the log that were read.", Int64(status.logSize))
    page.one(
      "log_reached", "gauge", "Whether the log was reached at the last try.",
      status.isLogReached ? 1 : 0)
    if let height = status.chainHeight {
      page.one("chain_height", "gauge", "Newest block of the chain that was read.", height)
    }
    if let time = status.chainTime {
      page.one(
        "chain_lag_seconds", "gauge", "Age of that block.",
        max(0, status.at.seconds(since: time)))
    }
    page.one(
      "clock_steps_total", "counter", "How often the wall clock was set.", status.clockSteps)
    page.one(
      "clock_step_milliseconds", "gauge", "By how much it was set last.",
      status.lastClockStepMilliseconds)
    let name = "stipend_observer_prices_total"
    page.family(name, "counter", "Slots by price source, with and without a price.")
    for (source, count) in status.prices.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      page.sample(name, "{source=\"\(source)\",given=\"true\"}", count.given)
      page.sample(name, "{source=\"\(source)\",given=\"false\"}", count.missing)
    }
  }

  private struct Page {
    var text = ""

    mutating func family(_ name: String, _ type: String, _ help: String) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ name: String, _ labels: String, _ value: Int64) {
      text += "\(name)\(labels) \(value)\n"
    }

    mutating func one(_ name: String, _ type: String, _ help: String, _ value: Int64) {
      let whole = "stipend_observer_\(name)"
      family(whole, type, help)
      sample(whole, "", value)
    }
  }
}
