import Foundation

/// What this process has used.
struct Usage {
  let cpuSeconds: Double
  let residentMiB: Double
  let peakMiB: Double

  static func now() -> Usage {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double {
      Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
    return Usage(
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), residentMiB: resident(),
      peakMiB: Double(usage.ru_maxrss) / 1_024)
  }

  private static func resident() -> Double {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
  }
}
