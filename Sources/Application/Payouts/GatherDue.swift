public import CosmosTx
import Evidence
import Policy
public import Payouts
import Program
public import Quantities
import Rewards

/// What is due to whom, from a program's statements, disputes and payments.
public struct GatherDue: Sendable {
  private var reader: ProgramReader
  private let network: Network

  /// Works on a program; its payees are accounts of a network.
  public init(_ reader: ProgramReader, network: Network = .akash) {
    self.reader = reader
    self.network = network
  }

  /// Every line of every pool, ascending, with what was paid of it.
  public mutating func lines(
    _ history: PaymentHistory, wallet: Address?
  ) throws(DueFailure) -> [DueLine] {
    let state = try self.state()
    let paid = try settled(history.paid, history.sold)
    let inBatch = try settled(history.undecided.map { [$0] } ?? [], [])
    let namings = PayeeNamings(state.payeeNamings)
    let names = try statementNames()
    var lines: [DueLine] = []
    for pool in reader.pools {
      let statements = try self.statements(of: pool.name, names)
      guard !statements.isEmpty else { continue }
      lines += try self.lines(of: pool, statements, state)
    }
    lines.sort { $0.key < $1.key }
    for index in lines.indices {
      let key = lines[index].key
      lines[index].paidMicros = paid[key] ?? 0
      lines[index].inBatchMicros = inBatch[key] ?? 0
      lines[index].naming = namings.naming(of: key.payee, providers: lines[index].providers)
      lines[index].fault = fault(of: key.payee, wallet: wallet)
    }
    return lines
  }

  private mutating func state() throws(DueFailure) -> ProgramState {
    do {
      return try reader.log().state
    } catch {
      throw .epoch(.program(error))
    }
  }

  private func statementNames() throws(DueFailure) -> SortedMap<Label, [EpochID]> {
    do {
      let names = try reader.names().filter { $0.kind == .statement && $0.version == 1 }
      return SortedMap(names.map { ($0.epoch.pool, [$0.epoch]) }, combining: +)
    } catch {
      throw .epoch(error)
    }
  }

  private func statements(
    of pool: Label, _ names: SortedMap<Label, [EpochID]>
  ) throws(DueFailure) -> [Statement] {
    var statements: [Statement] = []
    for id in (names[pool] ?? []).sorted(by: { $0.number < $1.number }) {
      do {
        if let named = try reader.statement(of: id) { statements.append(named.statement) }
      } catch {
        throw .epoch(error)
      }
    }
    return statements
  }

  private func lines(
    of pool: PoolPolicy, _ statements: [Statement], _ state: ProgramState
  ) throws(DueFailure) -> [DueLine] {
    let converts =
      pool.conversion.map { $0.moment != .payout } ?? false && statements[0].currency == .usd
    var lines: [DueLine]
    do {
      lines = try DueRoll.lines(of: statements, convertsInStatements: converts)
    } catch {
      throw .roll(pool.name, error)
    }
    for dispute in state.disputes.held where dispute.body.pool == pool.name {
      let epoch = dispute.body.epoch
      guard statements.indices.contains(epoch - 1) else { continue }
      let funding =
        pool.conversion?.moment == .funding ? pool.conversion?.fundingPrice : nil
      Self.hold(dispute.body, statements[epoch - 1], in: &lines) { dollars in
        converts
          ? DueRoll.mostUakt(
            of: dollars, since: statements[(epoch - 1)...], fundingPrice: funding)
          : nil
      }
    }
    return lines
  }

  /// Spreads a dispute over the lines to which the provider's parts of that epoch belong; `uakt`
  /// gives the tokens of dollars that statements convert, and nil where they do not.
  private static func hold(
    _ dispute: DisputeOpened, _ statement: Statement, in lines: inout [DueLine],
    uakt: (Int64) -> Int64?
  ) {
    var left = dispute.amount.micros
    for line in statement.lines where left > 0 {
      let earned = line.parts.reduce(Int64(0)) {
        $1.provider == dispute.provider ? $0 &+ $1.amountMicros : $0
      }
      let part = min(left, earned)
      guard part > 0 else { continue }
      left -= part
      let tokens = uakt(part)
      let key = DueLine.Key(
        pool: statement.pool, currency: tokens == nil ? statement.currency : .uakt,
        beneficiary: line.key.beneficiary, payee: line.key.payee)
      guard let index = lines.firstIndex(where: { $0.key == key }) else { continue }
      lines[index].disputes.append(
        DueLine.Dispute(payable: statement.dates.payable, micros: tokens ?? part))
    }
  }

  /// What plans and sales settle, by line.
  private func settled(
    _ plans: [Digest], _ sold: [PaymentHistory.Sold]
  ) throws(DueFailure) -> SortedMap<DueLine.Key, Int64> {
    var parts = sold.map { ($0.key, $0.micros) }
    for digest in plans {
      let plan = try self.plan(digest)
      for output in plan.outputs {
        for part in output.parts { parts.append((part.key, part.settledMicros)) }
      }
    }
    return SortedMap(parts) { min($0 + $1, Amount.limitMicros) }
  }

  /// A plan that an entry names, read from its blob.
  public func plan(_ digest: Digest) throws(DueFailure) -> PayoutPlan {
    let bytes: [UInt8]?
    do {
      bytes = try reader.blobs.get(digest)
    } catch {
      throw .blobs("\(error)")
    }
    guard let bytes else { throw .planMissing(digest) }
    do {
      return try PayoutPlan(bytes: bytes)
    } catch {
      throw .planUnreadable(digest, error)
    }
  }

  private func fault(of payee: Address, wallet: Address?) -> Payouts.AddressFault? {
    if payee == wallet { return .ownWallet }
    guard let account = try? AccountAddress(payee) else { return .malformed }
    switch network.refusal(ofPayee: account) {
    case nil: return nil
    case .moduleAccount: return .moduleAccount
    default: return .otherNetwork
    }
  }
}

/// Who named whom, looked up by payee.
private struct PayeeNamings {
  private let byPair: SortedMap<Pair, NamedPayee>

  private struct Pair: Comparable {
    let payee: Address
    let provider: Address

    static func < (left: Pair, right: Pair) -> Bool {
      left.payee == right.payee ? left.provider < right.provider : left.payee < right.payee
    }
  }

  init(_ namings: [NamedPayee]) {
    // The latest counts: naming the same payee anew begins the cooling anew.
    byPair = SortedMap(namings.map { (Pair(payee: $0.payee, provider: $0.provider), $0) }) {
      $1
    }
  }

  func naming(of payee: Address, providers: [Address]) -> PayeeNaming {
    let namings = providers.filter { $0 != payee }.compactMap {
      byPair[Pair(payee: payee, provider: $0)]
    }
    guard let latest = namings.max(by: { $0.admittedAt < $1.admittedAt }) else { return .provider }
    return .named(
      at: latest.admittedAt, signedByProvider: namings.allSatisfy(\.isSigned))
  }
}
