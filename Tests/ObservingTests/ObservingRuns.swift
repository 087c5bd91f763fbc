import Akash
import Application
import CosmosClient
import DevNet
import Evidence
import Observing
import Probing
import Program
import Quantities
import Synchronization
import Testing

/// Runs an observer until a time; the same spool again is a restart.
@discardableResult
func observe(
  _ program: ObservedProgram, spool: any ObserverSpool, until: Timestamp,
  providers: (any ProviderAsking)? = nil, node: (any ChainTransport)? = nil,
  canaries: ToldCanaries = ToldCanaries(), notes: Notes = Notes(), raw: RawAnswers? = nil
) async throws -> ObserverStatus {
  let time = program.time
  let chain = ChainClient(
    chainID: "akashnet-2", nodes: [node ?? WorldChain(program.world, at: time)],
    clock: { time.present })
  let last = LastStatus()
  let run = ObserverRun(
    ObserverSettings(
      keys: [program.key],
      secret: try #require(ObserverSecret([UInt8](repeating: 7, count: 32))),
      priceSources: [.oracle(chain, label: try Label("oracle"))], until: until),
    ObserverPorts(
      log: program.log, providers: providers ?? WorldProviders(program.world, at: time),
      chain: chain, canaries: canaries, clock: WorldObserverClock(time: time), spool: spool,
      raw: raw, note: { notes.add($0) }, status: { last.set($0) }))
  try await run.run()
  return last.status
}

/// The delivered segments of a type, in their order.
func delivered(
  _ program: ObservedProgram, _ type: SegmentType
) throws -> [Segment] {
  let state = try program.state
  return try state.evidence.records.filter { $0.body.type == type }.compactMap { record in
    guard state.evidence.delivery(record.body.digest) != nil else { return nil }
    let bytes = try #require(
      try program.blobs.get(record.body.digest, lengthBytes: record.body.lengthBytes))
    return try Segment(bytes: bytes, type: type)
  }
}

/// The last status that a run told.
final class LastStatus: Sendable {
  private let kept = Mutex(ObserverStatus())

  var status: ObserverStatus { kept.withLock { $0 } }

  func set(_ status: ObserverStatus) { kept.withLock { $0 = status } }
}
