import CosmosClient
import Encoding
import Probing
import Quantities

/// What an operation brought back.
enum Arrival: Sendable {
  /// A batch of raw answers was written, and so many days of them taken away.
  case kept(RawAnswers.Counts, gone: Int)
  /// An answer to a question, asked and answered at these moments.
  case probed(ProbeQuestion, ProviderProber.Finding, asked: Moment)
  /// Which canaries were reached.
  case canaries(round: UInt64, reached: [Bool])
  /// A price.
  case price(source: Label, slotStart: Timestamp, Result<Price18, PriceFault>)
  /// The spool's last write is safe, or why it is not.
  case appended(bytes: Int, failure: String?)
  /// A segment's file is safe, or why it is not.
  case stored(Digest, failure: String?)
  /// What became of an entry.
  case submitted(ObserverEntry, SubmissionOutcome, String)
  /// The program as it is now.
  case reading(Result<ProgramReading, ObserverLogFailure>)
  /// The chain told its newest block and where everybody is, save those whose records were refused.
  case chain(Result<(Block, refused: [JSONFieldError]), ChainFailure>)
  /// The time of the newest block of each node that answered, asked at this moment.
  case blocks([Timestamp], asked: Moment)
  /// What the chain says of leases.
  case leases(LeaseFollowing.Look)
}
