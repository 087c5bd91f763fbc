import Evidence
import Keys
import Policy
import Quantities
import Simulation
import Testing

@Suite struct SimulationSegmentTests {
  private static let card = DeviceDescriptor(
    vendor: "nvidia", name: "rtx4090", modelID: "2684", interface: "PCIe", memorySize: "24Gi")

  /// A day of five-minute slots, with one provider of eight cards.
  private struct OneDay {
    let start: Timestamp
    var world = WorldScript()

    init() throws {
      start = try Timestamp("2024-02-09")
      world.observers = [ObserverScript("one"), ObserverScript("two")]
      world.providers = [
        ProviderScript(
          "alone", watched: try TimeSpan(start: start, end: start.adding(seconds: 86_400)),
          nodes: [NodeScript(0, [DeviceGroup(card, DeviceCounts(8))])])
      ]
    }

    func span(_ from: Int64, _ to: Int64) throws -> TimeSpan {
      try TimeSpan(start: start.adding(seconds: from), end: start.adding(seconds: to))
    }

    func made(
      _ type: SegmentType, by observer: Int = 0, fault: SegmentFault.Kind? = nil,
      isSecond: Bool = false
    ) throws -> MadeSegment {
      var maker = SegmentMaker(world, slotSeconds: 300)
      return maker.make(
        SegmentOrder(observer: observer, type: type, span: try span(0, 86_400)),
        program: Invented.digest("program", "test"), roster: [world.providers[0].address],
        fault: fault, isSecond: isSecond)
    }

    func row(by observer: Int = 0) throws -> PresenceRow {
      try PresenceSegment(bytes: made(.presence, by: observer).bytes).row(0)
    }
  }

  @Test func inventedAddressesAreWellFormedAndDiffer() throws {
    let names = (0..<200).map { "provider \($0)" }
    for name in names { try Bech32.verifyAccount(Invented.address(name), prefix: "akash") }
    #expect(Set(names.map { Invented.address($0) }).count == 200)
    #expect(Invented.observer("a") != Invented.observer("b"))
    #expect(Invented.nonce("a") != Invented.nonce("b"))
  }

  @Test func anOrdinaryDayIsUpWithItsCards() throws {
    let row = try OneDay().row()
    #expect(row.up.count == 288)
    #expect(row.down.isEmpty)
    #expect(row.inventory.map(\.allocatable) == [8])
    #expect(row.inventory.first?.to == 288)
  }

  @Test func laterSpellsLieOverEarlierOnes() throws {
    var day = try OneDay()
    day.world.providers[0].spells = [
      Spell(.down(.timeout), try day.span(3_600, 7_200)),
      Spell(.unseen, try day.span(5_400, 6_000)),
      Spell(.up, try day.span(6_900, 9_000)),
    ]
    let row = try day.row()
    #expect(row.down.ranges == [12..<18, 20..<23])
    #expect(row.up.ranges == [0..<12, 23..<288])
    #expect(row.reasons.map(\.reason) == [.timeout, .timeout])
  }

  @Test func aSlotBelongsToWhatHoldsAtItsBeginning() throws {
    var day = try OneDay()
    day.world.providers[0].spells = [Spell(.down(.dns), try day.span(1, 601))]
    #expect(try day.row().down.ranges == [1..<3])
  }

  @Test func anObserverThatIsOffSaysNothing() throws {
    var day = try OneDay()
    day.world.observers[1].off = [try day.span(0, 43_200)]
    #expect(try day.row(by: 1).up.ranges == [144..<288])
    #expect(try day.row(by: 0).up.count == 288)
  }

  @Test func underflowsAreWrittenAsTheLargestNumberAndNullsWithoutCounts() throws {
    var day = try OneDay()
    day.world.providers[0].spells = [
      Spell(.counts(node: 0, group: 0, .underflow), try day.span(0, 3_000)),
      Spell(.inventoryNull(node: nil), try day.span(3_000, 6_000)),
      Spell(.inventoryAbsent, try day.span(6_000, 9_000)),
    ]
    let runs = try day.row().inventory
    #expect(runs.map(\.allocatable) == [UInt32.max, 8, 0])
    #expect(runs.map(\.descriptor) == [0, 0, 65_535])
    #expect(runs.map(\.from) == [0, 30, 10])
    #expect(runs.map(\.to) == [10, 288, 20])
  }

  @Test func faultsAreWhatTheirNamesSay() throws {
    let day = try OneDay()
    let sound = try day.made(.presence)
    #expect(Int64(sound.bytes.count) == sound.publishedLength)
    let cut = try day.made(.presence, fault: .cut)
    #expect(throws: SegmentRejection.self) { try PresenceSegment(bytes: cut.bytes) }
    #expect(Sha256.digest(of: cut.bytes) == cut.digest)
    let long = try day.made(.presence, fault: .wrongLength)
    #expect(long.publishedLength == Int64(long.bytes.count) + 1)
    let other = try PresenceSegment(bytes: day.made(.presence, fault: .otherProgram).bytes)
    #expect(other.header.program != Invented.digest("program", "test"))
    let slots = try PresenceSegment(bytes: day.made(.presence, fault: .wrongSlot).bytes)
    #expect(slots.header.slotSeconds == 600)
    let second = try PresenceSegment(bytes: day.made(.presence, isSecond: true).bytes)
    #expect(second.row(0).down.count == 288)
  }

  @Test func pricesComeHourlyFromEverySourceUnlessSilent() throws {
    var day = try OneDay()
    day.world.prices = PriceScript(
      from: day.start, dayCount: 2, startTenthousandths: 26_500,
      sources: [try Label("alpha"), try Label("beta")], everySeconds: 3_600,
      silent: [try day.span(7_200, 14_400)], seed: 1)
    let segment = try PriceSegment(bytes: day.made(.price).bytes)
    #expect(segment.rowCount == 44)
    #expect(segment.row(0).price.text.hasPrefix("2.65"))
  }
}
