import Keys
import Probing
import Quantities
import TestSupport
import Testing

@Suite struct SpoolTests {
  /// A spool of some parts, as a world leaves it.
  private func world(_ seed: UInt64, minutes: Int64 = 50) throws -> World {
    var world = try World(seed: seed, faults: World.Faults())
    try world.run(minutes: minutes)
    return world
  }

  private func spool(_ world: World) -> [SpoolPart] {
    world.parts.keys.sorted().map { SpoolPart(number: $0, bytes: world.parts[$0] ?? []) }
  }

  private func refusal(_ parts: [SpoolPart]) -> SpoolRefusal? {
    do {
      _ = try World.machine(ProbeSettings(), parts)
      return nil
    } catch let refusal as SpoolRefusal { return refusal } catch {
      Issue.record("another error: \(error)")
      return nil
    }
  }

  /// Where the frames of a part begin, and its end.
  private func frames(_ bytes: [UInt8]) -> [Int] {
    var places = [0]
    while let place = places.last, place < bytes.count {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
      places.append(place + 16 + length)
    }
    return places
  }

  @Test func aTornLastWriteIsDroppedAndSaid() throws {
    var world = try world(1)
    let last = try #require(world.parts.keys.max())
    let bytes = try #require(world.parts[last])
    let end = frames(bytes)
    #expect(end.count > 10 && end.last == bytes.count)
    let from = end[end.count - 2]
    for cut in from..<bytes.count {
      world.parts[last] = Array(bytes.prefix(cut))
      var machine = try World.machine(ProbeSettings(), spool(world))
      let findings = machine.step(world.now, .tick).compactMap { action in
        if case .finding(.spoolTorn(_, let count)) = action { count } else { nil }
      }
      #expect(findings == (cut == from ? [] : [cut - from]))
    }
    // A write that was cut somewhere else than at its end: holes and rubbish.
    for byte in from..<bytes.count {
      var rubbish = bytes
      rubbish[byte] ^= 0x55
      world.parts[last] = rubbish
      #expect(refusal(spool(world)) == nil)
    }
  }

  @Test func damageInTheMiddleIsRefusedWithItsPlace() throws {
    var world = try world(2)
    let numbers = world.parts.keys.sorted()
    for number in numbers {
      let bytes = try #require(world.parts[number])
      let places = frames(bytes)
      let isLast = number == numbers.last
      for (index, place) in places.dropLast(isLast ? 2 : 1).enumerated() {
        var damaged = bytes
        damaged[place + 16 + index % 8] ^= 1
        world.parts[number] = damaged
        #expect(refusal(spool(world)) == .damaged(part: number, offset: place))
      }
      world.parts[number] = bytes
    }
  }

  @Test func eachRuleOfASpoolRefuses() throws {
    let world = try world(3)
    let parts = spool(world)
    let other = try Digest(bytes: [UInt8](repeating: 1, count: 32))
    let secret = try #require(ObserverSecret([UInt8](repeating: 1, count: 32)))
    #expect(throws: SpoolRefusal.otherProgram(.zero)) {
      try ObserverMachine(program: other, slotSeconds: 60, secret: secret, spool: parts)
    }
    #expect(throws: SpoolRefusal.otherSlot(seconds: 60)) {
      try ObserverMachine(program: .zero, slotSeconds: 300, secret: secret, spool: parts)
    }
    let first = try #require(parts.first)
    let gap = [first, SpoolPart(number: first.number + 2, bytes: first.bytes)]
    #expect(refusal(gap) == .partMissing(first.number + 1))
    let places = frames(first.bytes)
    let headless = frame(Array(first.bytes[(places[1] + 16)..<places[2]]))
    #expect(
      refusal([SpoolPart(number: 0, bytes: headless)]) == .unopened(part: 0))
    let empty = [
      SpoolPart(number: 0, bytes: []), SpoolPart(number: 1, bytes: first.bytes),
    ]
    #expect(refusal(empty) == .unopened(part: 0))
    #expect(
      refusal([SpoolPart(number: 0, bytes: frame([99]))])
        == .recordUnreadable(part: 0, offset: 0))
    #expect(
      refusal([SpoolPart(number: 0, bytes: frame([1, 9]))]) == .formUnknown(9))
  }

  /// What a provider reports stands in the payload: counts of its choice, and names of its choice.
  @Test func nobodyWritesAFrameIntoWhatIsTorn() throws {
    var world = try world(4)
    let last = try #require(world.parts.keys.max())
    let good = try #require(world.parts[last])
    let forged = frame([13] + [UInt8](repeating: 7, count: 32))
    let heads = (0..<5_000).flatMap { _ in frame([1]) }
    for inside in [forged, heads] {
      let torn = Array(
        frame([UInt8](repeating: 0, count: 64) + inside, mask: 5).prefix(80 + inside.count))
      world.parts[last] = good + torn
      var machine = try World.machine(ProbeSettings(), spool(world))
      let findings = machine.step(world.now, .tick).compactMap { action in
        if case .finding(.spoolTorn(_, let count)) = action { count } else { nil }
      }
      #expect(findings == [torn.count])
    }
  }

  private func frame(_ payload: [UInt8], mask: UInt32 = .max) -> [UInt8] {
    HostileSpool.frame(payload, mask: mask)
  }

  @Test func hostileBytesNeverTrap() throws {
    let samples = try (0..<4 as Range<UInt64>).map { spool(try world($0, minutes: 20)) }
    for seed in 0..<4_000 as Range<UInt64> {
      var draw = SplitMix64(seed: seed)
      var parts = draw.pick(samples)
      for index in parts.indices {
        parts[index] = SpoolPart(
          number: draw.oneIn(8) ? draw.next() : parts[index].number,
          bytes: HostileSpool.broken(parts[index].bytes, &draw))
      }
      if var machine = try? World.machine(ProbeSettings(), parts) {
        // What was let in is gone on with: nothing of it may trap later either.
        _ = machine.step(Moment(wall: 1_790_053_200_000, monotonic: 0), .tick)
      }
    }
  }
}

/// Bytes that a spool's reader has to refuse or to live with.
enum HostileSpool {
  /// A good frame around any payload.
  static func frame(_ payload: [UInt8], mask: UInt32 = .max) -> [UInt8] {
    func little(_ number: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
    let count = UInt32(payload.count)
    let mark = Sha256.digest(of: payload).bytes.prefix(8).reversed()
    return little(count) + little(count ^ mask) + mark + payload
  }

  /// Breaks payloads inside good frames, or the bytes around them.
  static func broken(_ bytes: [UInt8], _ draw: inout SplitMix64) -> [UInt8] {
    guard draw.oneIn(2), bytes.count > 20 else { return scrambled(bytes, &draw) }
    var result: [UInt8] = []
    var place = 0
    while place + 16 <= bytes.count {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
      guard place + 16 + length <= bytes.count else { break }
      let payload = Array(bytes[(place + 16)..<(place + 16 + length)])
      let mask = (0..<4).reduce(UInt32(0)) {
        $0 | UInt32(bytes[place + $1] ^ bytes[place + 4 + $1]) << UInt32(8 * $1)
      }
      result += frame(draw.oneIn(3) ? scrambled(payload, &draw) : payload, mask: mask)
      place += 16 + length
    }
    return result
  }

  private static func scrambled(_ bytes: [UInt8], _ draw: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<draw.within(1...4) where !bytes.isEmpty {
      let place = draw.below(bytes.count)
      switch draw.below(4) {
      case 0: bytes[place] = draw.pick([0, 1, 0x7F, 0x80, 0xFF])
      case 1: bytes[place] ^= 1 << UInt8(draw.below(8))
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + draw.within(1...9)))
      default: bytes.insert(UInt8(draw.below(256)), at: place)
      }
    }
    return bytes
  }
}
