import LogServer
import Testing

@Suite struct CosigningMachineTests {
  @Test func everyWitnessIsAskedOnceForTheNewestSize() {
    var machine = CosigningMachine(witnesses: 2)
    #expect(
      machine.step(now: 0, .published(size: 5)) == [
        .ask(witness: 0, from: 0, to: 5), .ask(witness: 1, from: 0, to: 5),
      ])
    #expect(machine.step(now: 1, .published(size: 9)) == [])
    #expect(
      machine.step(now: 2, .cosigned(witness: 0, size: 5)) == [.ask(witness: 0, from: 5, to: 9)])
    #expect(machine.step(now: 3, .cosigned(witness: 0, size: 9)) == [])
  }

  @Test func aConflictIsAnsweredFromTheSizeThatTheWitnessKnows() {
    var machine = CosigningMachine(witnesses: 1)
    _ = machine.step(now: 0, .published(size: 9))
    #expect(
      machine.step(now: 0, .conflict(witness: 0, known: 9)) == [.ask(witness: 0, from: 9, to: 9)])
  }

  @Test func aWitnessThatKnowsMoreThanTheLogIsAnAlarm() {
    var machine = CosigningMachine(witnesses: 1)
    _ = machine.step(now: 0, .published(size: 9))
    let actions = machine.step(now: 0, .conflict(witness: 0, known: 12))
    #expect(actions.first == .alarm(witness: 0, known: 12, size: 9))
    #expect(!actions.contains { if case .ask = $0 { true } else { false } })
  }

  @Test func failuresPauseLongerEachTimeAndNeverForEver() throws {
    var machine = CosigningMachine(witnesses: 1)
    _ = machine.step(now: 0, .published(size: 1))
    var now: Int64 = 0
    var pauses: [Int64] = []
    for _ in 0..<12 {
      guard case .wake(let milliseconds)? = machine.step(now: now, .failed(witness: 0)).first
      else { throw Unexpected(what: "a failure asks for a wake") }
      pauses.append(milliseconds)
      now += milliseconds
      #expect(machine.step(now: now, .tick) == [.ask(witness: 0, from: 0, to: 1)])
    }
    #expect(pauses.first == CosigningMachine.firstPauseMilliseconds)
    #expect(pauses.last == CosigningMachine.longestPauseMilliseconds)
    #expect(pauses == pauses.sorted())
  }

  @Test func aWitnessThatContradictsItselfIsNotAskedWithoutEnd() {
    var machine = CosigningMachine(witnesses: 1)
    _ = machine.step(now: 0, .published(size: 9))
    var asked = 0
    for round in 0..<50 {
      for action in machine.step(now: 0, .conflict(witness: 0, known: Int64(round % 2 + 1))) {
        if case .ask = action { asked += 1 }
      }
    }
    #expect(asked < 10)
  }
}
