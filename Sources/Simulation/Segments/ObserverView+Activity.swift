import Evidence
import Quantities

extension ObserverView {
  /// Who pays for which active lease; misread ones with another number of GPUs, as in `lease`.
  func activity(_ header: SegmentHeader) throws(SegmentRejection) -> [UInt8] {
    var tenants: [Address] = []
    var rows: [ActivityRow] = []
    for script in world.leases {
      guard let tenant = script.tenant, let number = number(ofPosition: script.provider) else {
        continue
      }
      for span in awake(script.active) where !span.isEmpty {
        let index = tenants.firstIndex(of: tenant) ?? tenants.count
        if index == tenants.count { tenants.append(tenant) }
        rows.append(
          ActivityRow(
            lease: LeaseIdentifier(value: Invented.lease(script.name)), provider: number.rawValue,
            tenant: UInt16(index), gpus: script.gpus + (script.misread.contains(observer) ? 1 : 0),
            milliCores: script.milliCores, from: offset(span.start), to: offset(span.end),
            denomination: script.isUSD ? .microDollars : .uakt,
            pricePerHourMicros: script.priceMicros, costPPM: script.costPPM))
      }
    }
    return try SegmentWriter.activity(header, tenants: tenants, rows: rows)
  }
}
