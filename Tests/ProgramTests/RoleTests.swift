import Program
import TestSupport
import Testing

/// DESIGN law 9: only the role's holder at that entry may write that kind of entry.
@Suite struct RoleTests {
  private let rules: ProgramRules

  init() throws {
    rules = try ProgramFixture.rules()
  }

  private static let ofSignatures = ["role", "signer-unexpected", "signature-missing"]

  @Test("Law 9: only the role's holder at that entry may write that kind")
  func onlyTheRolesHolderMayWriteAKind() throws {
    var counts: [String: Int] = [:]
    for seed in 0..<1_000 as Range<UInt64> {
      var writer = try FactsWriter.program(rules: rules)
      var random = SplitMix64(seed: seed)
      var naive = NaiveRoles()
      for day in 0..<24 {
        let attempt = RoleAttempt(day: day, naive: naive, random: &random)
        let expected = naive.refusal(
          attempt.kind, by: attempt.author, subject: attempt.subject, signers: attempt.signers,
          day: day)
        let before = writer
        do {
          try writer.add(attempt.row)
          #expect(expected == nil, "seed \(seed), admitted: \(attempt.row)")
          naive.changes.append(attempt.change)
          counts["admitted", default: 0] += 1
        } catch let error as FactsError {
          let code = error.fault.code
          if let expected {
            #expect(code == expected, "seed \(seed): \(attempt.row)")
          } else {
            // Then a rule of the kind itself refused it, some of which judge the keys named.
            #expect(!Self.ofSignatures.contains(code), "seed \(seed): \(attempt.row)")
            #expect(code != "key-revoked" || attempt.namesKeys, "seed \(seed): \(attempt.row)")
          }
          counts[code, default: 0] += 1
          #expect(writer.state == before.state, "seed \(seed): a refusal changes nothing")
          #expect(writer.log.digest == before.log.digest, "seed \(seed)")
        }
      }
      // Without signatures the same bytes give the same state: signers are judged, never kept.
      let again = try FactsLog(reading: writer.bytes, rules: rules)
      #expect(again.state == writer.state, "seed \(seed)")
    }
    for code in Self.ofSignatures + ["key-revoked", "admitted"] {
      #expect(counts[code, default: 0] > 300, "\(code): \(counts[code, default: 0])")
    }
  }
}

/// A random entry by a random author, signed by whoever should or by somebody else.
private struct RoleAttempt {
  let kind: NaiveRoles.Kind
  let author: String
  let subject: String
  let signers: [String]?
  let row: String
  let change: NaiveRoles.Change
  let namesKeys: Bool

  private static let keys = ["%m1", "%m2", "%m3", "%m4", "%m5", "%o1", "%o2", "%o3"]
  private static let accounts = ["@admin", "@ann", "@bea", "@alice"]

  init(day: Int, naive: NaiveRoles, random: inout SplitMix64) {
    let kind = random.pick(NaiveRoles.Kind.allCases)
    let usual =
      switch kind {
      case .committee: "committee"
      case .administrator: naive.administrator(day: day)
      case .provider: "@alice"
      case .observer: random.pick(["%o1", "%o2", "%o3"])
      case .rotation: random.pick(naive.members + ["%o1", "%o2"])
      case .revocation: random.pick(["committee", "%o3", "%m5"])
      }
    let author = random.oneIn(4) ? random.pick(Self.keys + Self.accounts + ["committee"]) : usual
    let subject = kind == .provider ? "@alice" : random.oneIn(3) ? author : random.pick(Self.keys)
    var body = ""
    var change = NaiveRoles.Change.other
    switch kind {
    case .committee:
      (body, change) = Self.committeeEntry(day: day, &random)
    case .administrator:
      body = "beneficiary beneficiary=b\(random.below(9))"
    case .provider: body = "payee payee=\(random.pick(["@pat", "@pete", "@alice"]))"
    case .observer: body = "price at=d\(day)"
    case .rotation:
      let successor = random.oneIn(4) ? random.pick(Self.keys) : "%k\(random.below(1_000))"
      body = "rotate successor=\(successor)"
      change = .rotated(author, to: successor, at: day)
    case .revocation:
      let key = subject.hasPrefix("%") ? subject : "%o2"
      body = "revoke key=\(key)"
      change = .revoked(key)
    }
    let named = kind == .revocation && !subject.hasPrefix("%") ? "%o2" : subject
    self.kind = kind
    self.author = author
    self.subject = named
    self.change = change
    namesKeys = kind == .rotation || kind == .revocation || kind == .committee
    signers = Self.signers(author, naive, &random)
    let signed = signers.map { " ^" + $0.joined(separator: ",") } ?? ""
    row = "d\(day) \(author) \(body)\(signed)"
  }

  private static func committeeEntry(
    day: Int, _ random: inout SplitMix64
  ) -> (String, NaiveRoles.Change) {
    switch random.below(4) {
    case 0:
      let members = keys.prefix(5).filter { _ in !random.oneIn(3) }
      let threshold = 1 + random.below(2)
      return (
        "changecommittee threshold=\(threshold) members=\(members.joined(separator: ","))",
        .committee(threshold: threshold, members: Array(members))
      )
    case 1:
      let administrator = random.pick(accounts)
      let from = day + 7 + random.below(6)
      return (
        "appointadmin administrator=\(administrator) providers=@own from=d\(from)",
        .administrator(administrator, from: from)
      )
    case 2:
      let observer = random.pick(["%o1", "%o2", "%o3"])
      let from = day + random.below(3)
      return (
        "appoint observer=\(observer) from=d\(from)", .appointed(observer, from: from)
      )
    default:
      let observer = random.pick(["%o1", "%o2", "%o3"])
      let at = day + random.below(4)
      return ("retire observer=\(observer) at=d\(at)", .retired(observer, at: at))
    }
  }

  private static func signers(
    _ author: String, _ naive: NaiveRoles, _ random: inout SplitMix64
  ) -> [String]? {
    if random.oneIn(4) { return nil }
    if random.oneIn(5) { return (0..<random.below(4)).map { _ in random.pick(keys + accounts) } }
    guard author == "committee" else { return [author] }
    return naive.members.filter { _ in !random.oneIn(5) }
  }
}
