import Policy
import Quantities

/// A tally while it is put together.
struct TallyParts {
  let start: Timestamp
  let slotSeconds: Int64
  let slotCount: Int
  let providerCount: Int
  let tracks: [CountTrack]
  var presenceUnobserved: SlotSet
  var proofUnobserved: SlotSet
  var upPlane: [UInt64] = []
  var downPlane: [UInt64] = []
  var conflictPlane: [UInt64] = []
  var counts: CountTable
  var leases: [TallyLease] = []
  var activities: [TallyActivity] = []
  var price: PriceMedian?
  var devices: [DeviceDescriptor] = []
  var findings: [TallyFinding] = []

  init(
    start: Timestamp, slotSeconds: Int64, slotCount: Int, providerCount: Int,
    tracks: [CountTrack]
  ) {
    self.start = start
    self.slotSeconds = slotSeconds
    self.slotCount = slotCount
    self.providerCount = providerCount
    self.tracks = tracks
    presenceUnobserved = SlotSet(slotCount: slotCount)
    proofUnobserved = SlotSet(slotCount: slotCount)
    counts = CountTable(trackCount: tracks.count, providerCount: providerCount)
  }
}

extension Tally {
  /// Orders what has an order of its own, so that equal evidence gives equal tallies (law 2).
  init(_ parts: consuming TallyParts) {
    start = parts.start
    slotSeconds = parts.slotSeconds
    slotCount = parts.slotCount
    providerCount = parts.providerCount
    tracks = parts.tracks
    presenceUnobserved = parts.presenceUnobserved
    proofUnobserved = parts.proofUnobserved
    upPlane = parts.upPlane
    downPlane = parts.downPlane
    conflictPlane = parts.conflictPlane
    counts = parts.counts
    price = parts.price
    devices = parts.devices
    leases = parts.leases.sorted()
    activities = parts.activities
    findings = parts.findings.sorted()
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(providerCount + 1)
    var position = 0
    for provider in 0..<providerCount {
      while position < leases.count, leases[position].provider.position == provider {
        position += 1
      }
      offsets.append(UInt32(position))
    }
    leaseOffsets = offsets
  }
}
