import ArgumentParser
import CosmosClient
import Encoding
import Foundation
import Observing
import Probing
import Quantities

/// When an observer ends, and by which clock: another than the machine's for demonstrations alone.
struct ObserverTimeOptions: ParsableArguments {
  @Flag(help: "Ends when one whole slot has been watched.")
  var once = false

  @Option(help: "Ends at this time, as 2026-11-24T00:00:00Z.")
  var until: String?

  @Option(help: "Demonstrations: the present at the start, as 2026-11-24T00:00:00Z.")
  var now: String?

  @Option(
    help: "Demonstrations: the made-up network whose present it is, as http://127.0.0.1:1317.")
  var clock: String?

  @Option(help: "Demonstrations: how many times as fast as ours its clock goes.")
  var speed: Int64 = 1

  /// Whether the present is made up.
  var isSet: Bool { now != nil || clock != nil || speed != 1 }

  /// When it ends; nil: when it is stopped.
  func end() throws -> Timestamp? {
    try until.map { try time($0, "--until") }
  }

  /// The clock of the run.
  func runClock() throws -> any ObserverClock {
    guard now == nil || clock == nil else {
      throw Ending.unreadable(
        .optionConflict, "--now and --clock exclude each other.", "Name one of them.")
    }
    guard (1...100_000).contains(speed) else {
      throw Ending.unreadable(
        .optionValue, "--speed \(speed) is out of range.", "It is 1 … 100000.")
    }
    guard isSet else { return SystemObserverClock() }
    let start: Int64
    if let clock {
      start = try served(clock).seconds * 1_000
    } else if let now {
      start = try time(now, "--now").seconds * 1_000
    } else {
      start = SystemObserverClock().now().wall
    }
    return AcceleratedObserverClock(
      SystemObserverClock(), startMilliseconds: start, speed: speed)
  }

  /// The made-up network's present.
  private func served(_ address: String) throws -> Timestamp {
    guard let url = URL(string: address + "/devnet/clock"),
      let data = try? Data(contentsOf: url),
      let value = try? JSONReader.read([UInt8](data), limitBytes: 1 << 12),
      case .string(let text)? = value["time"], let time = try? Timestamp(text)
    else {
      throw Ending(
        3, "clock-unavailable", "\(address) does not tell the time of a made-up network.",
        "Name the chain's address that stipend devnet printed.")
    }
    return time
  }

  private func time(_ text: String, _ option: String) throws -> Timestamp {
    guard let time = try? Timestamp(text) else {
      throw Ending.unreadable(
        .optionValue, "\(option) \(text) is no time.", "Write it like 2026-11-24T00:00:00Z.")
    }
    return time
  }
}
