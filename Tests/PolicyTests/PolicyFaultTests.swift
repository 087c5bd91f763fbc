import Encoding
import Policy
import Quantities
import Testing

/// Every fault of a written policy is produced by a row; those of canonical JSON have their own
/// tests.
@Suite struct PolicyFaultTests {
  /// A key, what is written there, and the fault.
  static let rows: [(String, PolicyTree?, String)] = [
    ("name", nil, "policy-key-missing"),
    ("nama", "x", "policy-key-unknown"),
    ("name", [], "policy-wrong-kind"),
    ("stipend", "one", "policy-wrong-kind"),
    ("stipend", 2, "policy-version"), ("rules", 3, "policy-version"),
    ("rules", 0, "policy-version"), ("pools[0].kind", "activity", "policy-needs-rules"),
    ("pools[0].activity", ["share": "0.1%"], "policy-needs-rules"),
    ("name", "A", "policy-malformed"),
    ("window.end", "2300-01-01", "policy-out-of-bounds"),
    ("window.end", "2024-01-01", "policy-ends-before-start"),
    ("observation", ["quorum": ["state": 0]], "policy-number-range"),
    ("observation", ["slot": "P1M"], "policy-no-fixed-length"),
    ("observation", ["slot": "P2D"], "policy-out-of-bounds"),
    ("observation", ["unobservedAllowance": 5], "policy-above-whole"),
    ("budget.amount", "0.0000001 USD", "policy-too-fine"),
    ("budget.amount", "1", "policy-currency-missing"),
    ("budget.amount", "1 EUR", "policy-currency-unknown"),
    ("budget.amount", "-1 USD", "policy-negative"),
    ("market.akt", "3", "policy-currency-missing"),
    ("market.akt", "0 USD", "policy-out-of-bounds"),
    ("market.akt", "0.1234567890123456789 USD", "policy-too-fine"),
    ("market.rents[0].perHour", "1 AKT", "policy-currency-wrong"),
    ("pools[0].kind", "liquidity", "policy-not-a-choice"),
    ("treasury", ["denomination": "uact"], "policy-denomination"),
    ("treasury", ["denomination": "akt"], "policy-not-a-choice"),
    ("treasury", ["nodes": 1], "policy-number-range"),
    ("treasury", ["timeout": ["least": 9, "most": 8]], "policy-number-range"),
    ("treasury", ["fall": "100%"], "policy-out-of-bounds"),
    ("pools[0].amount", nil, "policy-no-amount"),
    ("pools[0].baseline", ["rule": "full", "factor": 1], "policy-baseline-factor"),
    ("pools[0].baseline", ["rule": "reduced"], "policy-key-missing"),
    ("pools[0].eligibility", ["homogeneousNodes": "yes"], "policy-wrong-kind"),
    ("pools[0].eligibility", ["admit": ["nvidia/a100"]], "policy-malformed"),
    ("pools[0].eligibility", ["minimumTier": 5], "policy-number-range"),
    ("pools[0].caps.beneficiaryShare", "101", "policy-out-of-bounds"),
    ("order", .list(Array(repeating: "pool", count: 101)), "policy-too-many"),
    (
      "acceptances",
      [
        [
          "finding": .text(String(repeating: "x", count: 2_001)), "role": "r", "why": "w",
          "date": "2024-01-01", "figures": .text(String(repeating: "00", count: 32)),
        ]
      ], "policy-too-long"
    ),
    (
      "declared", .map([PolicyTreeMember("a", "1"), PolicyTreeMember("a", "2")]),
      "policy-key-twice"
    ),
  ]

  @Test(arguments: rows.indices) func eachRowIsRefused(_ index: Int) {
    let (path, value, code) = Self.rows[index]
    switch PolicyText.read(PolicyFixture.plain.with(path, value)) {
    case .success: Issue.record("\(path) was read")
    case .failure(let refusal):
      #expect(refusal.errors.map(\.fault.code) == [code], "\(path): \(refusal.errors)")
      for error in refusal.errors {
        #expect(!error.fault.message.isEmpty && error.fault.advice.hasSuffix("."))
        #expect(error.path.description.hasPrefix(path.prefix(4)), "\(error)")
      }
    }
  }

  @Test func everyFaultIsProduced() {
    // These two belong to canonical JSON: PolicyJSONTests.
    let produced = Set(Self.rows.map(\.2) + ["policy-json", "policy-not-canonical"])
    for fault in ErrorReferenceTests.faults {
      #expect(produced.contains(fault.code), "\(fault.code)")
    }
  }

  @Test func theNearestKnownNameIsOffered() {
    for (written, nearest) in [
      ("windw", "window"), ("Budget", "budget"), ("acceptance", "acceptances"),
      ("poools", "pools"),
    ] {
      guard case .failure(let refusal) = PolicyText.read(PolicyFixture.plain.with(written, "x"))
      else {
        Issue.record("\(written) was read")
        continue
      }
      #expect(refusal.errors.first?.fault == .unknownKey(nearest: nearest))
    }
    guard case .failure(let refusal) = PolicyText.read(PolicyFixture.plain.with("xylophone", "x"))
    else { return }
    #expect(refusal.errors.first?.fault == .unknownKey(nearest: nil))
  }
}
