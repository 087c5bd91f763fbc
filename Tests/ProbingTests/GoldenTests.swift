import Evidence
import Keys
import Probing
import Quantities
import Testing

/// The bytes of an observer's files, from a world without accidents; they change with the formats
/// in `docs/reference` and with nothing else.
@Suite struct GoldenTests {
  @Test func aWorldsFilesHaveTheseDigests() throws {
    var world = try World(seed: 11, faults: World.Faults())
    world.order.readsLeases = true
    try world.run(minutes: 40)
    let digests = world.drafts.sorted { $0.ticket.type.rawValue < $1.ticket.type.rawValue }
      .map { "\($0.ticket.type) \($0.ticket.digest.hex.prefix(16)) \($0.bytes.count)" }
    #expect(
      digests == [
        "presence 843cc259f0b5ebf2 2123", "lease 638c5c48e2baa0fd 1169",
        "price 821b94b9336820e4 1223", "closing 77b61caadafb8f6f 576",
        "activity 36970d33190c0685 1070",
      ])
    let parts = world.parts.keys.sorted().flatMap { world.parts[$0] ?? [] }
    #expect(Sha256.digest(of: parts).hex.prefix(16) == "8bc2c002ed0c47c5")
  }
}
