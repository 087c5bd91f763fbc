import Accounting
import Application
import Encoding
import Evidence
import Policy
import Program
import Quantities

/// A program at a moment, for people and for programs.
struct ProgramReport {
  private let program: ProgramAtMoment
  private var state: ProgramState { program.state }

  init(_ program: ProgramAtMoment) { self.program = program }

  // MARK: - For people

  func show() {
    let policy = state.rules.policy
    print(
      "\(Terminal.bold(policy.name.text)) on \(policy.network), after \(state.lineCount) entries")
    if state.isDemonstration {
      print(Terminal.yellow("A demonstration: its participants are invented."))
    }
    for (name, value) in facts {
      let gap = String(repeating: " ", count: max(1, 15 - name.count))
      print("  \(name)\(gap)\(value)")
    }
    showBudget()
    showClaims()
  }

  private var facts: [(String, String)] {
    var facts = [("program", state.program?.hex ?? "none yet")]
    if let last = state.lastAdmittedAt { facts.append(("last entry", last.text)) }
    let adopted = state.adoption.map { "adopted by entry \($0.line - 1)" } ?? "not adopted"
    facts.append(("policy", "\(state.rules.policyDigest.hex), \(adopted)"))
    for term in state.history.terms.dropFirst() {
      facts.append(("", "\(term.rules.policyDigest.hex) from \(term.from?.text ?? "line 1")"))
    }
    if let operatorTerm = state.operators.current {
      facts.append(("log", "\(operatorTerm.origin) \(operatorTerm.key.text)"))
    }
    if let next = state.operators.announced {
      facts.append(("", "\(next.origin) \(next.key.text) from \(next.from)"))
    }
    if let committee = state.committee {
      facts.append(("committee", "\(committee.threshold) of \(committee.members.count) must sign"))
      facts += committee.members.map { ("", $0.text) }
    }
    facts.append(("administrator", program.administrator?.text ?? "nobody"))
    facts += (state.witnesses.current?.keys ?? []).map { ("witness", $0.text) }
    facts += program.observers.map { term in
      (
        "observer",
        "\(term.observer.text) from \(term.from) until \(term.until?.text ?? "recalled")"
      )
    }
    facts += halts.map { ("halted", $0) }
    if let line = state.closedLine { facts.append(("closed", "by entry \(line - 1)")) }
    facts += state.disputes.held.map { dispute in
      ("dispute", "\(dispute.body.dispute): \(dispute.body.pool)/\(dispute.body.epoch)")
    }
    return facts
  }

  private var halts: [String] {
    HaltedPart.allCases.compactMap { part in
      state.halts.halt(of: part).map {
        "\(part.rawValue) since \($0.from), \($0.reason), entry \($0.line - 1)"
      }
    }
  }

  private func showBudget() {
    guard let ledger = program.books?.books.ledger else { return }
    var table = Table([
      ("pool", .left), ("amount", .right), ("available", .right), ("committed", .right),
      ("earned", .right), ("released", .right),
    ])
    for pool in state.rules.policy.pools {
      func amount(_ term: ObligationAccount.Term) -> Int128 {
        ledger.balanceMicros(pool: pool.name, term, pool.currency)
      }
      let earned: Int128 = [.accrued, .vestedUnpaid, .held, .settled].reduce(0) { $0 + amount($1) }
      table.add(
        [pool.name.text, BooksWording.amount(Int128(pool.amount.amount.micros), pool.currency)]
          + [amount(.available), amount(.committed), earned, amount(.released)].map {
            BooksWording.amount($0, pool.currency)
          })
    }
    table.show()
  }

  private func showClaims() {
    let claims = claims
    guard !claims.isEmpty else { return }
    var table = Table([
      ("kind", .left), ("id", .left), ("pool", .left), ("provider", .left), ("class", .left),
      ("units", .right), ("from", .left), ("until", .left),
    ])
    for claim in claims {
      table.add([
        claim.kind, claim.id.text, claim.pool.text, claim.provider.text, claim.gpuClass.text,
        String(claim.units), claim.from.text, claim.until.text,
      ])
    }
    table.show()
  }

  private struct Row {
    let kind: String
    let id: Label
    let pool: Label
    let provider: Address
    let gpuClass: GPUClass
    let units: Int
    let from: Timestamp
    let until: Timestamp
  }

  private var claims: [Row] {
    let contracts = program.contracts.map { contract in
      let body = contract.body
      return Row(
        kind: "contract", id: body.contract, pool: body.pool, provider: body.provider,
        gpuClass: body.gpuClass, units: body.units, from: body.from, until: contract.until)
    }
    let enrolments = program.enrolments.map { claim in
      Row(
        kind: "enrolment", id: claim.id, pool: claim.pool, provider: claim.provider,
        gpuClass: claim.gpuClass, units: claim.units, from: claim.from, until: claim.until)
    }
    let participations = program.participations.map { participation, until in
      let body = participation.body
      return Row(
        kind: "participation", id: body.participation, pool: participation.pool,
        provider: body.provider, gpuClass: body.gpuClass, units: body.units, from: body.from,
        until: until)
    }
    return contracts + enrolments + participations
  }

  // MARK: - For programs

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("program", state.program?.hex ?? "")
      writer.field("name", state.rules.policy.name.text)
      writer.field("network", state.rules.policy.network.text)
      writer.field("entries", state.lineCount)
      if let last = state.lastAdmittedAt { writer.field("lastAdmittedAt", last.seconds) }
      writer.field("demonstration", state.isDemonstration)
      writer.field("policy", state.rules.policyDigest.hex)
      writer.field("catalogue", state.rules.catalogueDigest.hex)
      writer.field("adopted", state.adoption != nil)
      writeRoles(to: &writer)
      writer.array("halts", HaltedPart.allCases.filter { state.halts.halt(of: $0) != nil }) {
        $0.string($1.rawValue)
      }
      writer.field("closed", state.closedLine != nil)
      writer.array("disputes", state.disputes.held) { $0.string($1.body.dispute.text) }
      writePools(to: &writer)
      writer.array("roster", state.roster.addresses) { $0.string($1.text) }
      writer.array("claims", claims) { writer, claim in
        writer.object { writer in
          writer.field("kind", claim.kind)
          writer.field("id", claim.id.text)
          writer.field("pool", claim.pool.text)
          writer.field("provider", claim.provider.text)
          writer.field("class", claim.gpuClass.text)
          writer.field("units", claim.units)
          writer.field("from", claim.from.seconds)
          writer.field("until", claim.until.seconds)
        }
      }
    }
    return writer.finish() + [10]
  }

  private func writeRoles(to writer: inout JSONWriter) {
    writer.object("log") { writer in
      writer.field("origin", state.operators.current?.origin ?? "")
      writer.field("key", state.operators.current?.key.text ?? "")
    }
    writer.object("committee") { writer in
      writer.field("threshold", state.committee?.threshold ?? 0)
      writer.array("members", state.committee?.members ?? []) { $0.string($1.text) }
    }
    writer.field("administrator", program.administrator?.text ?? "")
    writer.array("witnesses", state.witnesses.current?.keys ?? []) { $0.string($1.text) }
    writer.array("observers", program.observers) { $0.string($1.observer.text) }
  }

  private func writePools(to writer: inout JSONWriter) {
    writer.array("pools", state.rules.policy.pools) { writer, pool in
      writer.object { writer in
        writer.field("pool", pool.name.text)
        writer.field("currency", pool.currency.rawValue)
        writer.field("amount", pool.amount.amount.micros)
        guard let ledger = program.books?.books.ledger else { return }
        for term in ObligationAccount.Term.allCases where term != .authority {
          writer.key(text: term == .vestedUnpaid ? "vestedUnpaid" : term.rawValue)
          writer.integer(ledger.balanceMicros(pool: pool.name, term, pool.currency))
        }
      }
    }
  }
}
