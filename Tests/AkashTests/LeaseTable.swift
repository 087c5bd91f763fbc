import Akash
import Evidence
import Policy
import Quantities

/// A report's rows with seconds after its start, as segments have them.
struct LeaseTable: Hashable {
  var descriptors: [DeviceDescriptor] = []
  var rows: [LeaseRow] = []
  var closings: [ClosingRow] = []

  init(_ report: LeaseReport) {
    func offset(_ time: Timestamp) -> UInt32 {
      UInt32(clamping: time.seconds(since: report.span.start))
    }
    for row in report.sightings {
      var descriptor = LeaseSegment.wildcardDescriptor
      if let device = row.device {
        if !descriptors.contains(device) { descriptors.append(device) }
        descriptor = UInt16(descriptors.firstIndex(of: device) ?? 0)
      }
      rows.append(
        LeaseRow(
          lease: row.lease, provider: row.provider.rawValue, descriptor: descriptor,
          gpus: row.gpus, from: offset(row.span.start), to: offset(row.span.end),
          state: row.state, isAnswered: row.isAnswered, denomination: row.denomination,
          pricePerHourMicros: row.pricePerHourMicros))
    }
    closings = report.closings.map {
      ClosingRow(
        lease: $0.lease, provider: $0.provider.rawValue, at: offset($0.at), reason: $0.reason)
    }
  }
}
