import Encoding
import Policy
import PolicyYAML
import Quantities
import Testing

@Suite struct PolicyDocumentTests {
  /// A small policy that is in order; a row replaces one line of it.
  static let plain = """
    stipend: 1
    name: plain
    network: akashnet-2
    rules: 1
    window: { start: 2024-02-09, end: 2024-06-08 }
    budget: { amount: 750000.00 USD, basis: amounts }
    payouts: { hold: P7D, first: 2024-02-19, every: P7D }
    pools:
      - name: pool
        kind: epoch
        amount: 750000 USD
        epoch: P1D
        caps:
          perGpuHour:
            - { class: "*/*/*/*", amount: 1.69 USD }
        lines:
          - { name: a, class: nvidia/a100/80/*, units: 3, rate: 1.69 USD, hours: 24, stated: 1 USD }
        conversion: { moment: close, difference: pool }
    declared:
      note: "plain"
    """

  private func problems(_ text: String) -> [PolicyProblem] {
    do {
      _ = try PolicyDocument.read(Array(text.utf8))
      return []
    } catch {
      return error.problems
    }
  }

  private func summary(_ text: String) -> [String] {
    problems(text).map { problem in
      "\(problem.position?.line ?? 0):\(problem.position?.column ?? 0) \(problem.code)"
    }
  }

  @Test func decimalsAreReadFromTheirText() throws {
    let document = try PolicyDocument.read(Array(Self.plain.utf8))
    let pool = try #require(document.policy.pools.first)
    #expect(pool.lines.first?.rateMicros == 1_690_000)
    #expect(pool.caps.perGPUHour.first?.amountMicros == 1_690_000)
    #expect(pool.uptime == .standard)
    #expect(pool.proof == .reported)
    #expect(document.policy.observation == .standard)
    #expect(document.policy.price == .standard)
    #expect(document.policy.order == [pool.name])
    #expect(pool.span == document.policy.window)
  }

  /// Line to replace, its replacement, and what is reported.
  static let rows: [(String, String, [String])] = [
    ("rules: 1", "rules: 3", ["4:8 policy-version"]),
    ("rules: 1", "rulez: 1", ["1:1 policy-key-missing", "4:1 policy-key-unknown"]),
    ("network: akashnet-2", "", ["1:1 policy-key-missing"]),
    ("name: plain", "name: Plain Pilot", ["2:7 policy-malformed"]),
    ("name: plain", "name: [a]", ["2:7 policy-wrong-kind"]),
    ("    epoch: P1D", "    epoch: 1 day", ["12:12 policy-malformed"]),
    ("    epoch: P1D", "    epoch: P9999Y", ["12:12 policy-out-of-bounds"]),
    ("amount: 750000.00 USD,", "amount: 750000.00,", ["6:19 policy-currency-missing"]),
    ("amount: 750000.00 USD,", "amount: 750000.00 EUR,", ["6:19 policy-currency-unknown"]),
    ("amount: 750000.00 USD,", "amount: 750.0000001 USD,", ["6:19 policy-too-fine"]),
    ("amount: 750000.00 USD,", "amount: 0.5 uakt,", ["6:19 policy-too-fine"]),
    ("amount: 750000.00 USD,", "amount: \"750,000 USD\",", ["6:19 policy-malformed"]),
    ("amount: 750000.00 USD,", "amount: 7.5e5 USD,", ["6:19 policy-malformed"]),
    ("amount: 750000.00 USD,", "amount: -1 USD,", ["6:19 policy-negative"]),
    (
      "amount: 750000.00 USD,", "amount: 99999999999999 USD,",
      ["6:19 policy-out-of-bounds"]
    ),
    ("rate: 1.69 USD", "rate: 1.69", ["17:61 policy-currency-missing"]),
    ("rate: 1.69 USD", "rate: 1.69 AKT", ["17:61 policy-currency-wrong"]),
    ("units: 3", "units: 3.0", ["17:52 policy-wrong-kind"]),
    ("units: 3", "units: 0x3", ["17:52 policy-wrong-kind"]),
    ("units: 3", "units: 1000001", ["17:52 policy-number-range"]),
    ("basis: amounts", "basis: amount", ["6:41 policy-not-a-choice"]),
    ("end: 2024-06-08", "end: 2024-13-08", ["5:35 policy-out-of-bounds"]),
    ("end: 2024-06-08", "end: 2024-6-8", ["5:35 policy-malformed"]),
    ("end: 2024-06-08", "end: 2201-01-01", ["5:35 policy-out-of-bounds"]),
    ("end: 2024-06-08", "end: 2024-01-08", ["5:9 policy-ends-before-start"]),
    ("end: 2024-06-08", "end: 2024-06-08T00:00:00+01:00", ["5:35 policy-malformed"]),
    ("    epoch: P1D", "    epoch: P1D\n    share: 40", ["13:12 policy-above-whole"]),
    (
      "    epoch: P1D", "    epoch: P1D\n    vesting: { kind: none }\n    vestin: 1",
      ["14:5 policy-key-unknown"]
    ),
    ("    kind: epoch", "    kind: epoch\n    kind: research", ["10:5 yaml-key-twice"]),
    (
      "    amount: 750000 USD\n", "",
      ["9:5 policy-no-amount"]
    ),
    ("class: nvidia/a100/80/*", "class: nvidia/a100", ["17:27 policy-malformed"]),
    (
      "    epoch: P1D", "    epoch: P1D\n    baseline: { rule: none, factor: 5% }",
      ["13:37 policy-baseline-factor"]
    ),
    (
      "rules: 1", "rules: 1\nobservation: { slot: P1M }", ["5:22 policy-no-fixed-length"]
    ),
  ]

  @Test(arguments: rows.indices) func eachFaultIsNamedAtItsPlace(_ index: Int) {
    let (line, replacement, expected) = Self.rows[index]
    #expect(Self.plain.contains(line))
    let text = Self.plain.replacing(line, with: replacement, maxReplacements: 1)
    #expect(summary(text) == expected, "\(replacement)")
  }

  @Test func allFaultsAreReportedAtOnceInTheOrderOfTheFile() {
    let text = Self.plain.replacing("rules: 1", with: "rules: 7")
      .replacing("kind: epoch", with: "kind: epok").replacing("hours: 24", with: "hours: many")
      .replacing("conversion:", with: "convertion:")
    #expect(
      summary(text) == [
        "4:8 policy-version", "10:11 policy-not-a-choice", "17:78 policy-wrong-kind",
        "18:5 policy-key-unknown",
      ])
  }

  @Test func aMistypedKeyIsAnsweredWithTheNearest() {
    let text = Self.plain.replacing("network:", with: "netwrok:")
    let problem = problems(text).first { $0.code == "policy-key-unknown" }
    #expect(problem?.message == "unknown key; the nearest known one is `network`")
    let kind = problems(Self.plain.replacing("kind: epoch", with: "kind: epcoh")).first
    #expect(kind?.message.hasSuffix("the nearest is `epoch`") == true)
  }

  @Test func undersharesTheAmountFollowsFromTheShare() throws {
    let text = Self.plain.replacing("basis: amounts", with: "basis: shares")
      .replacing("    amount: 750000 USD\n", with: "    share: 33.3333%\n")
    let document = try PolicyDocument.read(Array(text.utf8))
    #expect(document.policy.pools.first?.amount.amount.micros == 249_999_750_000)
  }

  @Test func declaredScalarsKeepTheirText() throws {
    let declared = """
      declared:
        number: 7
        decimal: 1.690
        padded: 007
        date: 2024-02-09
        truth: true
        nothing: ~
        quoted: "7"
        yes: yes
        list: [1, two, { a: b }]
      """
    let text = Self.plain.replacing("declared:\n  note: \"plain\"", with: declared)
    let document = try PolicyDocument.read(Array(text.utf8))
    let json = String(decoding: document.policy.declared.json, as: UTF8.self)
    #expect(
      json == #"{"number":7,"decimal":"1.690","padded":"007","date":"2024-02-09","truth":true,"#
        + #""nothing":null,"quoted":"7","yes":"yes","list":[1,"two",{"a":"b"}]}"#)
  }

  @Test func thePlaceOfAFindingIsThatOfItsKey() throws {
    let document = try PolicyDocument.read(Array(Self.plain.utf8))
    let pool = JSONPath.element(.member(.root, "pools"), 0)
    #expect(
      document.source.position(ofKey: .member(pool, "epoch"))
        == SourcePosition(line: 12, column: 5))
    #expect(document.source.position(ofKey: pool) == SourcePosition(line: 9, column: 5))
    // What the file leaves out stands where its pool stands.
    #expect(
      document.source.position(ofKey: .member(pool, "proof")) == SourcePosition(line: 9, column: 5))
    #expect(
      document.source.position(ofKey: .member(.member(.root, "price"), "window"))
        == SourcePosition(line: 1, column: 1))
  }
}
