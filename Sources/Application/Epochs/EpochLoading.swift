import Evidence
import Keys
import Policy
import Program
import Quantities
import Rewards

/// Gathers everything that a freeze names into the input of a close, or names all that is missing.
struct EpochLoading {
  var reader: ProgramReader
  private let id: EpochID
  private let freeze: Freeze
  /// The rules in force at the epoch's start.
  private var rules: ProgramRules
  private var missing: [MissingInput] = []

  init(_ reader: ProgramReader, _ freeze: Freeze) {
    self.reader = reader
    self.freeze = freeze
    rules = reader.rules
    id = EpochID(pool: freeze.pool, number: freeze.epoch)
  }

  /// The input of the close.
  mutating func input() throws(EpochRefusal) -> EpochInput {
    let log = try reader.log(epoch: id, lines: freeze.factsLines)
    let state = log.state
    rules = state.history.rules(at: freeze.span.start)
    try check(log)
    let reading = EpochEvidence(
      freeze: freeze, rules: rules, inputs: reader.inputs, blobs: reader.blobs)
    let (epoch, policy) = (id, rules.policy)
    let (evidence, claims) = Processors.both(
      { Result { () throws(EpochRefusal) in try reading.outcome() } },
      { state.claims(closing: epoch.number, of: epoch.pool, by: policy) })
    let previous = try previousStatements()
    let corrections = try corrections(state)
    let tally = try tally(evidence.get())
    var input = EpochInput(
      policy: rules.policy, pool: id.pool, epoch: id.number, tally: tally,
      catalogue: rules.catalogue, roster: state.roster.addresses, claims: [],
      names: EpochInput.Names(
        program: freeze.program, policy: freeze.policy, catalogue: freeze.catalogue,
        facts: freeze.factsDigest, isDemonstration: state.isDemonstration))
    state.fill(&input, claims: claims)
    try takeFirstVersionsDecisions(&input, state)
    input.version = freeze.version
    input.corrections = corrections
    input.price = freeze.price
    input.previous = previous.map(\.statement)
    input.previousDigest = previous.first?.digest
    return input
  }

  /// The tally of all segments; otherwise all that is missing, segments first.
  private func tally(_ evidence: EpochEvidence.Outcome) throws(EpochRefusal) -> Tally {
    switch evidence {
    case .tally(let tally) where missing.isEmpty: return tally
    case .tally: throw .missing(id, missing)
    case .missing(let segments): throw .missing(id, segments + missing)
    }
  }

  /// A freeze whose names are not those of the facts is of other facts.
  private func check(_ log: FactsLog) throws(EpochRefusal) {
    var differences: [FreezeDifference] = []
    if log.state.program != freeze.program { differences.append(.identity) }
    if log.digest != freeze.factsDigest { differences.append(.facts) }
    if rules.policyDigest != freeze.policy || rules.catalogueDigest != freeze.catalogue {
      differences.append(.rules)
    }
    if log.state.roster.digest != freeze.rosterDigest { differences.append(.roster) }
    guard differences.isEmpty else {
      throw .freezeDiffers(id, version: freeze.version, differences)
    }
  }

  /// The statements before, newest first: one, or as many as the uptime window needs.
  private mutating func previousStatements() throws(EpochRefusal) -> [NamedStatement] {
    guard let pool = rules.policy.pool(named: id.pool) else { return [] }
    let needed = min(id.number - 1, max(1, pool.uptime.windowEpochs - 1))
    var statements: [NamedStatement] = []
    for number in stride(from: id.number - 1, to: id.number - 1 - needed, by: -1) {
      let earlier = EpochID(pool: id.pool, number: number)
      if let statement = try reader.statement(of: earlier) {
        statements.append(statement)
      } else {
        missing.append(.statement(earlier, version: 1))
      }
    }
    if let digest = statements.first?.digest, missing.isEmpty, digest != freeze.previous {
      throw .freezeDiffers(id, version: freeze.version, [.previous])
    }
    // The freeze pins the newest one only; each of them pins the one before.
    guard missing.isEmpty else { return statements }
    for (statement, earlier) in zip(statements, statements.dropFirst())
    where statement.statement.previous != earlier.digest {
      throw .chainBroken(
        EpochID(pool: id.pool, number: statement.statement.epoch),
        previous: EpochID(pool: id.pool, number: earlier.statement.epoch))
    }
    return statements
  }

  // MARK: Corrections

  /// Where the lines of version 1 end; payees, reviews and corrections stay as they were there.
  private func firstVersionLines() throws(EpochRefusal) -> Int {
    guard freeze.version > 1 else { return freeze.factsLines }
    return try reader.freeze(of: id, version: 1).factsLines
  }

  private mutating func takeFirstVersionsDecisions(
    _ input: inout EpochInput, _ state: ProgramState
  ) throws(EpochRefusal) {
    guard freeze.version > 1 else { return }
    let first = try reader.log(epoch: id, lines: try firstVersionLines()).state
    input.reviews = first.holdReviews
    input.activity = state.activityFacts(paying: first)
    input.claims = input.claims.map { claim in
      let provider = input.roster[claim.provider.position]
      return claim.paid(
        to: first.payee(of: provider), beneficiary: first.beneficiary(of: provider))
    }
  }

  /// The corrections that this epoch takes in, computed from the statements that they name.
  private mutating func corrections(
    _ state: ProgramState
  ) throws(EpochRefusal) -> [Correction] {
    var first = state
    if freeze.version > 1 {
      first = try reader.log(epoch: id, lines: try firstVersionLines()).state
    }
    var previousLines = 0
    if let previous = id.previous {
      guard try reader.read(RecordName(.freeze, previous)) != nil else {
        missing.append(.freeze(previous, version: 1))
        return []
      }
      previousLines = try reader.freeze(of: previous, version: 1).factsLines
    }
    let posted = first.correctionsDue(pool: id.pool, epoch: id.number, afterLine: previousLines)
    for correction in posted { try requireStanding(correction, first) }
    // Several of one epoch count as one: from what the first replaces to what the last puts there.
    let due = SortedMap(
      posted.map { ($0.body.epoch, ($0.body.replaces, $0.body.statement)) }
    ) { ($0.0, $1.1) }
    var corrections: [Correction] = []
    for (number, digests) in due {
      let epoch = EpochID(pool: id.pool, number: number)
      let replaced = try statement(of: epoch, named: digests.0)
      let corrected = try statement(of: epoch, named: digests.1)
      guard let replaced, let corrected else { continue }
      if let correction = Correction(
        replacing: replaced, named: digests.0, by: corrected, named: digests.1)
      {
        corrections.append(correction)
      }
    }
    return corrections
  }

  /// What a correction replaces stands: at first version 1, later what the one before put there,
  /// which admission sees to.
  private func requireStanding(
    _ correction: CorrectionBook.Correction, _ state: ProgramState
  ) throws(EpochRefusal) {
    let body = correction.body
    let isFirst = !state.corrections.corrections.contains {
      $0.body.pool == body.pool && $0.body.epoch == body.epoch && $0.line < correction.line
    }
    let epoch = EpochID(pool: body.pool, number: body.epoch)
    guard isFirst, let stands = try reader.statement(of: epoch) else { return }
    guard stands.digest == body.replaces else {
      throw .correctionOutOfPlace(epoch, replaces: body.replaces)
    }
  }

  /// The version of an epoch's statement that has a digest.
  private mutating func statement(
    of epoch: EpochID, named digest: Digest
  ) throws(EpochRefusal) -> Statement? {
    var version = 1
    while let candidate = try reader.statement(of: epoch, version: version) {
      if candidate.digest == digest { return candidate.statement }
      version += 1
    }
    missing.append(.statementNamed(digest))
    return nil
  }
}
