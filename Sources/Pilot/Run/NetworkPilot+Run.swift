import Akash
import Application
import CosmosClient
import DevNet
import Evidence
import Policy
import Program
import Quantities

extension NetworkPilot {
  /// The epochs that are asked over the wire unless all are: the liar's and the sleeper's.
  static let wireEpochs = [2, 4]

  /// Plays the whole program; `progress` is told where it stands.
  public func run(progress: @escaping @Sendable (String) -> Void) async throws -> Outcome {
    guard let pool = settings.rules.pools.first else {
      throw PilotFailure.outside("the policy has no pool")
    }
    let calendar = EpochCalendar(pool)
    let cast = try PilotCast(
      seed: settings.seed, firstEpoch: pool.span.start, network: settings.network)
    let time = PilotTime(WorldTime(cast.world.settings.start))
    let journal = try PilotJournal(
      store: store, blobs: blobs, people: PilotPeople(cast), time: time.world)
    try await journal.begin(cast, settings.rules, catalogue: settings.catalogueBytes)
    try await journal.serve()
    let network: LocalNetwork
    do {
      network = try await LocalNetwork(cast.world, nodes: [.honest]) { time.world.presentMillis }
    } catch {
      // Somebody else listens there: what was begun is ended, and that is told.
      try? await journal.stopServing()
      throw error
    }
    let lie = try lie(cast, calendar)
    let observers = try PilotObservers(
      cast, settings, time: time, network: network, log: journal.address, lie: lie)
    let director = time.join()
    defer { time.leave(director) }
    let treasury = try PilotTreasury(
      cast, settings, journal, network, time: time, director: director)
    do {
      try await fund(treasury, before: pool.span.start, time, progress: progress)
      let epochs = try await play(
        cast, calendar, pool.name, journal, observers, time, director, progress: progress)
      try await observers.stopAll()
      let money = try await pay(treasury, journal, time, progress: progress)
      await treasury.close()
      await network.close()
      try await journal.stopServing()
      return try outcome(cast, epochs, journal, observers, lie?.lie, money)
    } catch {
      try? await observers.stopAll()
      await treasury.close()
      await network.close()
      try? await journal.stopServing()
      throw error
    }
  }

  /// The third observer lies in the second epoch: about an honest provider, and for the one that
  /// flaps.
  private func lie(
    _ cast: PilotCast, _ calendar: EpochCalendar
  ) throws -> (lie: Lie, span: TimeSpan)? {
    guard let epoch = calendar.epoch(Self.wireEpochs[0]), let rival = cast.honest.first,
      let friend = cast.enrolment(with: .flapping)
    else { return nil }
    return (
      Lie(
        observer: 2, epoch: Self.wireEpochs[0], rival: rival.position, friend: friend.position),
      epoch
    )
  }

  /// The second observer sleeps in the fourth epoch.
  static let sleeper = (observer: 1, epoch: wireEpochs[1])

  private func play(
    _ cast: PilotCast, _ calendar: EpochCalendar, _ pool: Label, _ journal: PilotJournal,
    _ observers: PilotObservers, _ time: PilotTime, _ director: Int,
    progress: @Sendable (String) -> Void
  ) async throws -> [EpochOutcome] {
    for observer in 0..<PilotCast.observers { try await observers.start(observer) }
    var outcomes: [EpochOutcome] = []
    let grace = settings.rules.observation.graceSeconds
    for number in 1...calendar.count {
      guard let epoch = calendar.epoch(number) else { break }
      let isWire = settings.isFull || Self.wireEpochs.contains(number)
      progress("epoch \(number) of \(calendar.count), \(isWire ? "over TLS" : "without the wire")")
      await time.wait(director, until: epoch.start)
      observers.lever.set(isWire: isWire, sparesLate: !settings.isFull)
      if number == Self.sleeper.epoch { try await observers.stop(Self.sleeper.observer) }
      // What came before is closed while this one runs: its files had until its grace's end.
      if number > 1 {
        await time.wait(director, until: try epoch.start.adding(seconds: grace + 60))
        try observers.requireRunning()
        outcomes.append(try await journal.close(number - 1, of: pool, reviewedBy: cast))
      }
      await time.wait(director, until: epoch.end)
      if number == Self.sleeper.epoch { try await observers.start(Self.sleeper.observer) }
    }
    await time.wait(
      director, until: try time.world.present.adding(seconds: grace + 60))
    outcomes.append(try await journal.close(calendar.count, of: pool))
    return outcomes
  }

  private func outcome(
    _ cast: PilotCast, _ epochs: [EpochOutcome], _ journal: PilotJournal,
    _ observers: PilotObservers, _ lie: Lie?, _ money: MoneyOutcome
  ) throws -> Outcome {
    var reader = try journal.reader()
    let state = try reader.log().state
    guard let program = state.program else { throw PilotFailure.outside("there is no program") }
    let counts = observers.lever.counts
    return Outcome(
      program: program, cast: cast, epochs: epochs,
      table: TrickTable(cast, epochs, liar: lie, sleeper: Self.sleeper), money: money,
      asked: counts.all,
      askedByWire: counts.byWire, entries: state.lineCount)
  }
}

extension PilotTime {
  /// Waits until a second has come.
  func wait(_ member: Int, until moment: Timestamp) async {
    guard moment > world.present else { return }
    await wait(member, untilMillis: moment.seconds * 1_000)
  }
}
