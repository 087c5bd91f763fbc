import Encoding
import Evidence
import Quantities

extension LeaseSighting {
  func write(to writer: inout ByteWriter) {
    lease.write(to: &writer)
    writer.u32(provider.rawValue)
    let key = device.flatMap { DeviceKey($0) }
    writer.u8(key == nil ? 0 : 1)
    if let key { writer.text(key.bytes) }
    writer.u32(gpus)
    writer.time(span.start)
    writer.time(span.end)
    writer.u8(state.rawValue)
    writer.u8(isAnswered ? 1 : 0)
    writer.u8(denomination.rawValue)
    writer.u64(pricePerHourMicros)
    writer.u8(payment == nil ? 0 : 1)
    if let payment {
      writer.text(payment.tenant.bytes)
      writer.u32(payment.milliCores)
      writer.u32(payment.costPPM)
    }
  }

  init(_ cursor: inout ByteCursor) throws(SpoolFault) {
    let lease = try LeaseIdentifier(&cursor)
    let provider = try cursor.provider()
    var device: DeviceKey?
    if try cursor.flag() {
      guard let key = DeviceKey(bytes: try cursor.text()) else { throw .unreadable }
      device = key
    }
    let gpus = UInt32(truncatingIfNeeded: try cursor.word())
    let start = try cursor.time()
    guard let span = try? TimeSpan(start: start, end: try cursor.time()),
      let state = LeaseState(rawValue: try cursor.byte())
    else { throw .unreadable }
    let isAnswered = try cursor.flag()
    guard let denomination = LeaseDenomination(rawValue: try cursor.byte()) else {
      throw .unreadable
    }
    let price = UInt64(bitPattern: try cursor.number())
    self.init(
      lease: lease, provider: provider, device: device?.descriptor, gpus: gpus, span: span,
      state: state, isAnswered: isAnswered, denomination: denomination,
      pricePerHourMicros: price,
      payment: try cursor.flag() ? try LeasePayment(&cursor) : nil)
    guard isWithinLimits else { throw .unreadable }
  }
}

extension LeasePayment {
  fileprivate init(_ cursor: inout ByteCursor) throws(SpoolFault) {
    guard let tenant = try? Address(bytes: try cursor.text()) else { throw .unreadable }
    self.init(
      tenant: tenant, milliCores: UInt32(truncatingIfNeeded: try cursor.word()),
      costPPM: UInt32(truncatingIfNeeded: try cursor.word()))
  }
}

extension LeaseClosing {
  func write(to writer: inout ByteWriter) {
    lease.write(to: &writer)
    writer.u32(provider.rawValue)
    writer.time(at)
    writer.u8(reason.rawValue)
  }

  init(_ cursor: inout ByteCursor) throws(SpoolFault) {
    let lease = try LeaseIdentifier(&cursor)
    let provider = try cursor.provider()
    let at = try cursor.time()
    guard let reason = ClosingReason(rawValue: try cursor.byte()) else { throw .unreadable }
    self.init(lease: lease, provider: provider, at: at, reason: reason)
  }
}

extension LeaseIdentifier {
  fileprivate func write(to writer: inout ByteWriter) {
    for shift in stride(from: 120, through: 0, by: -8) {
      writer.u8(UInt8(truncatingIfNeeded: value >> UInt128(shift)))
    }
  }

  fileprivate init(_ cursor: inout ByteCursor) throws(SpoolFault) {
    var value: UInt128 = 0
    for byte in try cursor.bytes(16) { value = value << 8 | UInt128(byte) }
    self.init(value: value)
  }
}
