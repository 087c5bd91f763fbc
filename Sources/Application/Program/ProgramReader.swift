public import Policy
public import Program
public import Quantities
import Keys

/// A program as its records and blobs tell it: its rules, and its state after any number of lines.
///
/// Lines are folded once; asking for later ones goes on from there, so that closing epoch after
/// epoch reads the facts once in all.
public struct ProgramReader: Sendable {
  /// Where facts and computed records lie.
  public let records: any ProgramRecords
  /// Where policy, catalogue, roster and segments lie.
  public private(set) var blobs: any BlobStore
  /// The facts as they were when they were last read.
  public private(set) var facts: [UInt8]
  /// The policy and catalogue that line 1 names; amendments come after them.
  public let rules: ProgramRules

  /// The rules that amendments name, as far as they are at hand.
  public private(set) var library: RulesLibrary

  /// The last amendment among the facts.
  private var newestAmendment: ProgramAmended?

  /// Segments and statements that need not be decoded again.
  private(set) var inputs = KeptInputs()

  /// Where states come from, if not from `facts`.
  private var history: (any FactsHistory)?
  private var log: FactsLog
  private var offset = 0

  /// Opens a program: reads the facts' bytes, and the rules that their first line names.
  public init(
    records: any ProgramRecords, blobs: any BlobStore
  ) throws(ProgramFailure) {
    self.records = records
    self.blobs = blobs
    do {
      facts = try records.facts()
    } catch {
      throw .records(error)
    }
    let created: ProgramCreated
    do {
      created = try FactsLog.creation(in: facts)
    } catch {
      throw .facts(error)
    }
    rules = try Self.rules(created, blobs: blobs)
    let amendments = FactsLog.amendments(in: facts)
    library = Self.library(amendments, blobs: blobs)
    newestAmendment = amendments.last
    log = FactsLog(rules: rules, library: library)
  }

  /// A program whose states somebody else keeps; it has no facts to read.
  init(
    _ history: any FactsHistory, rules: ProgramRules, records: any ProgramRecords,
    blobs: any BlobStore
  ) {
    self.history = history
    self.rules = rules
    self.records = records
    self.blobs = blobs
    facts = []
    library = RulesLibrary()
    log = FactsLog(rules: rules)
  }

  /// The rules that the facts' amendments name, as far as their blobs are at hand; folding refuses
  /// an amendment whose rules are not.
  private static func library(
    _ amendments: [ProgramAmended], blobs: any BlobStore
  ) -> RulesLibrary {
    RulesLibrary(
      amendments.compactMap { amended in
        try? rules(policy: amended.policy, catalogue: amended.catalogue, blobs: blobs)
      })
  }

  /// The pools of line 1's policy and those that amendments added, in the newest policy's order.
  public var pools: [PoolPolicy] {
    if let history { return history.newestRules.policy.pools }
    let newest = newestAmendment.flatMap {
      library.rules(policy: $0.policy, catalogue: $0.catalogue)
    }
    return (newest ?? rules).policy.pools
  }

  /// The policy and catalogue that line 1 names, read from their blobs.
  static func rules(
    _ created: ProgramCreated, blobs: any BlobStore
  ) throws(ProgramFailure) -> ProgramRules {
    try rules(policy: created.policy, catalogue: created.catalogue, blobs: blobs)
  }

  /// A policy and a catalogue, read from their blobs.
  static func rules(
    policy policyDigest: Digest, catalogue catalogueDigest: Digest, blobs: any BlobStore
  ) throws(ProgramFailure) -> ProgramRules {
    let policyBytes = try blobs.needed(policyDigest, .policy)
    let catalogueBytes = try blobs.needed(catalogueDigest, .catalogue)
    let policy: ProgramPolicy
    let catalogue: GPUCatalogue
    do {
      policy = try PolicyJSON.decode(policyBytes)
    } catch {
      throw .policy(error)
    }
    do {
      catalogue = try GPUCatalogue.decode(catalogueBytes)
    } catch {
      throw .catalogue(error)
    }
    return ProgramRules(
      policy: policy, policyDigest: policyDigest, catalogue: catalogue,
      catalogueDigest: catalogueDigest)
  }

  /// The same program with its blobs read from elsewhere.
  func reading(_ blobs: any BlobStore, _ inputs: KeptInputs) -> ProgramReader {
    var reader = self
    reader.blobs = blobs
    reader.inputs = inputs
    return reader
  }

  /// Reads the facts again; lines that were folded stay so when they are still the beginning.
  public mutating func refresh() throws(ProgramFailure) {
    let latest: [UInt8]
    do {
      latest = try records.facts()
    } catch {
      throw .records(error)
    }
    if !latest.starts(with: facts[..<offset]) {
      self = try ProgramReader(records: records, blobs: blobs)
      return
    }
    facts = latest
    let amendments = FactsLog.amendments(in: facts)
    library = Self.library(amendments, blobs: blobs)
    newestAmendment = amendments.last
    for rules in library.all { log.know(rules) }
  }

  /// The facts after their first `lines` lines, or after all.
  public mutating func log(lines: Int? = nil) throws(ProgramFailure) -> FactsLog {
    if let history { return try history.log(lines: lines) }
    if let lines, lines < log.lineCount {
      log = FactsLog(rules: rules, library: library)
      offset = 0
    }
    let end = lines.map { endOffset(ofLine: $0) } ?? facts.count
    let records = self.records
    do {
      try log.read(
        facts[offset..<max(offset, end)], lines: lines,
        signers: { records.signers(ofLine: $0) })
    } catch {
      throw .facts(error)
    }
    offset = max(offset, end)
    return log
  }

  /// When the line after the first `lines` was admitted; nil where there is none.
  public mutating func admittedAt(afterLine lines: Int) throws(ProgramFailure) -> Timestamp? {
    if let history { return try history.log(lines: nil).state.admittedAt(line: lines + 1) }
    _ = try log(lines: lines)
    do {
      return try FactsLog.admittedAt(ofFirstIn: facts[offset...], number: lines + 1)
    } catch {
      throw .facts(error)
    }
  }

  /// How many lines were admitted before a time.
  public func lineCount(admittedBefore time: Timestamp) throws(ProgramFailure) -> Int {
    do {
      return try FactsLog.lineCount(admittedBefore: time, in: facts)
    } catch {
      throw .facts(error)
    }
  }

  /// Where the bytes of the first `lines` lines end; the end of the facts when there are fewer.
  private func endOffset(ofLine lines: Int) -> Int {
    var end = offset
    var count = log.lineCount
    while count < lines, let feed = facts[end...].firstIndex(of: 10) {
      end = feed + 1
      count += 1
    }
    return end
  }
}
