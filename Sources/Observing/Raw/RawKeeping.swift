import Quantities
import Synchronization

/// Raw answers on their way to the disk: one batch at a time on a thread that may wait, and what
/// comes meanwhile in memory, so that a slow disk holds up nobody's questions.
struct RawKeeping {
  /// The most bytes that wait in memory; what comes then is counted as not written.
  private static let limitWaitingBytes = 64 << 20

  /// What the folder said last.
  private var written = RawAnswers.Counts()
  private let folder: RawFolder?
  private var waiting: [RawAnswer] = []
  private var waitingBytes = 0
  private var turnedAway = 0
  private var isWriting = false

  /// What became of answers.
  var counts: RawAnswers.Counts {
    var counts = written
    counts.unwritten += turnedAway
    return counts
  }

  /// What a thread is to write.
  struct Batch: Sendable {
    let folder: RawFolder
    let answers: [RawAnswer]
    /// When it also waits for the disk, and takes away what is too old by then; nil: it does not.
    let sweepsAt: Timestamp?
  }

  /// Keeps nothing where there is nowhere to.
  init(_ answers: RawAnswers?) { folder = answers.map(RawFolder.init) }

  mutating func add(_ answer: RawAnswer) {
    guard folder != nil else { return }
    guard waitingBytes + answer.body.count <= Self.limitWaitingBytes else {
      turnedAway += 1
      return
    }
    waiting.append(answer)
    waitingBytes += answer.body.count
  }

  /// What can be written now; nil while a batch is being written, or where there is nothing to do.
  mutating func next(sweepsAt: Timestamp?) -> Batch? {
    guard let folder, !isWriting, sweepsAt != nil || !waiting.isEmpty else { return nil }
    isWriting = true
    return Batch(folder: folder, answers: takeWaiting(), sweepsAt: sweepsAt)
  }

  /// What the counts are where nobody writes a batch.
  func counts(losing batch: Batch) -> RawAnswers.Counts {
    var counts = written
    counts.unwritten += batch.answers.count
    return counts
  }

  /// The batch was written.
  mutating func wrote(_ counts: RawAnswers.Counts) {
    isWriting = false
    written = counts
  }

  /// Writes what waits and ends the files, unless the disk still holds up a batch.
  mutating func end() {
    guard let folder, !isWriting else { return }
    written = folder.end(takeWaiting())
  }

  private mutating func takeWaiting() -> [RawAnswer] {
    defer {
      waiting = []
      waitingBytes = 0
    }
    return waiting
  }
}

/// The raw answers' files, of which one thread at a time makes use.
final class RawFolder: Sendable {
  private let answers: Mutex<RawAnswers>

  init(_ answers: RawAnswers) { self.answers = Mutex(answers) }

  /// Writes a batch, and waits for the disk if that is due; gives how many days went.
  func write(_ batch: RawKeeping.Batch) -> (counts: RawAnswers.Counts, gone: Int) {
    answers.withLock { answers in
      for answer in batch.answers { answers.keep(answer) }
      guard let time = batch.sweepsAt else { return (answers.counts, 0) }
      answers.sync()
      return (answers.counts, answers.sweep(at: time))
    }
  }

  /// Writes the last answers and ends the files.
  func end(_ last: [RawAnswer]) -> RawAnswers.Counts {
    answers.withLock { answers in
      for answer in last { answers.keep(answer) }
      answers.close()
      return answers.counts
    }
  }
}
