import Encoding
import Policy
import Quantities
import TestSupport
import Testing

@Suite struct PolicyJSONTests {
  @Test func everyPolicySurvivesTheRoundTrip() throws {
    for seed in 0..<1_500 as Range<UInt64> {
      var generator = RandomPolicy(seed: seed)
      let policy = try PolicyFixture.policy(generator.tree())
      let bytes = PolicyJSON.encode(policy)
      let read = try PolicyJSON.decode(bytes)
      #expect(read == policy, "seed \(seed)")
      #expect(PolicyJSON.encode(read) == bytes, "seed \(seed)")
    }
  }

  @Test func keysStandInTheReferencesOrder() throws {
    let bytes = PolicyJSON.encode(try PolicyFixture.policy(PolicyFixture.pilot))
    let value = try JSONReader.read(bytes, limitBytes: PolicyBounds.jsonBytes)
    #expect(keys(value) == PolicyKeys.program.filter { $0 != "treasury" })
    guard case .array(let pools)? = value["pools"], let pool = pools.first else {
      Issue.record("no pools")
      return
    }
    #expect(keys(pool) == PolicyKeys.pool)
    #expect(keys(pool["eligibility"]) == PolicyKeys.eligibility)
    #expect(keys(pool["uptime"]) == PolicyKeys.uptime)
    #expect(keys(value["observation"]) == PolicyKeys.observation)
  }

  @Test func aTreasuryStandsWhereItIsAndElsewhereNothing() throws {
    let tree = PolicyFixture.pilot.with("treasury", ["nodes": 3, "minimum": "5 AKT"])
    let policy = try PolicyFixture.policy(tree)
    #expect(policy.treasury?.nodes == 3 && policy.treasury?.minimumUakt == 5_000_000)
    #expect(policy.treasury?.fall == (try Ratio(ppm: 300_000)) && policy.treasury?.pacing == nil)
    let bytes = PolicyJSON.encode(policy)
    let value = try JSONReader.read(bytes, limitBytes: PolicyBounds.jsonBytes)
    #expect(keys(value) == PolicyKeys.program)
    #expect(keys(value["treasury"]) == PolicyKeys.treasury)
    #expect(keys(value["treasury"]?["gas"]) == PolicyKeys.gas)
    #expect(keys(value["treasury"]?["timeout"]) == PolicyKeys.timeout)
    #expect(try PolicyJSON.decode(bytes) == policy)
    let text = String(decoding: bytes, as: UTF8.self)
    let written = text.replacing("\"denomination\":\"uakt\",", with: "")
    #expect(throws: (any Error).self) { try PolicyJSON.decode(Array(written.utf8)) }
  }

  private func keys(_ value: JSONValue?) -> [String] {
    guard case .object(let members)? = value else { return [] }
    return members.map(\.key)
  }

  @Test func thePartForLeasesIsWrittenOnlyWhereThereIsOne() throws {
    let leased = try PolicyFixture.policy(KeyMutation.leased)
    #expect(leased.pools[1].activity?.part?.ppm == 100_000)
    let text = String(decoding: PolicyJSON.encode(leased), as: UTF8.self)
    #expect(text.contains("\"activity\":{\"part\":100000,\"share\":2000,"))
    #expect(try PolicyJSON.decode(Array(text.utf8)) == leased)
    let null = text.replacing("\"part\":100000", with: "\"part\":null")
    #expect(fault(null) == "policy-not-canonical")
    let last = text.replacing("\"part\":100000,", with: "")
      .replacing("\"cpu\":10000}", with: "\"cpu\":10000,\"part\":100000}")
    #expect(fault(last) == "policy-not-canonical")
    let active = try PolicyFixture.policy(KeyMutation.active)
    #expect(!String(decoding: PolicyJSON.encode(active), as: UTF8.self).contains("\"part\""))
  }

  @Test func anotherSpellingOfTheSamePolicyIsRefused() throws {
    let bytes = PolicyJSON.encode(try PolicyFixture.policy(PolicyFixture.pilot))
    let text = String(decoding: bytes, as: UTF8.self)
    let spaced = text.replacing("\"rules\":1", with: "\"rules\": 1")
    #expect(fault(spaced) == "policy-not-canonical")
    let renamed = text.replacing("P7D\",\"first", with: "P1W\",\"first")
    #expect(fault(renamed) == "policy-not-canonical")
  }

  @Test func missingUnknownAndWrongKeysAreNamedWithTheirPath() throws {
    let bytes = PolicyJSON.encode(try PolicyFixture.policy(PolicyFixture.pilot))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(fault(text.replacing("\"rules\":1,", with: "")) == "policy-key-missing")
    #expect(fault(text.replacing("\"rules\":1", with: "\"rulez\":1")) == "policy-key-unknown")
    #expect(fault(text.replacing("\"rules\":1", with: "\"rules\":3")) == "policy-version")
    // Rules 2 has one key more, and rules 1 keeps the keys that it was released with.
    #expect(fault(text.replacing("\"rules\":1", with: "\"rules\":2")) == "policy-key-missing")
    let activity = text.replacing(
      "\"difference\":\"pool\"}", with: "\"difference\":\"pool\"},\"activity\":null")
    #expect(fault(activity) == "policy-key-unknown")
    #expect(fault(text.replacing("\"usd\"", with: "\"eur\"")) == "policy-not-a-choice")
    #expect(fault(text.replacing("\"units\":83", with: "\"units\":\"83\"")) == "policy-wrong-kind")
    #expect(fault(text.replacing("\"units\":83", with: "\"units\":-1")) == "policy-number-range")
    #expect(fault(text + " ") == "policy-not-canonical")
    #expect(fault(String(text.dropLast())) == "policy-json")
    #expect(fault("[]") == "policy-wrong-kind")
    #expect(fault("") == "policy-json")
    do {
      _ = try PolicyJSON.decode(Array(text.replacing("\"units\":54", with: "\"units\":0.5").utf8))
      Issue.record("a fraction was read")
    } catch {
      #expect(error.path.description == "")
    }
    do {
      _ = try PolicyJSON.decode(Array(text.replacing("\"units\":54", with: "\"units\":null").utf8))
      Issue.record("null was read")
    } catch {
      #expect(error.path.description == "pools[0].lines[1].units")
    }
  }

  private func fault(_ text: String) -> String? {
    do {
      _ = try PolicyJSON.decode(Array(text.utf8))
      return nil
    } catch {
      return error.fault.code
    }
  }

  @Test func mutatedBytesNeverTrap() throws {
    let bytes = PolicyJSON.encode(try PolicyFixture.policy(PolicyFixture.pilot))
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var mutated = bytes
      for _ in 0..<(1 + random.below(4)) {
        let index = random.below(mutated.count)
        switch random.below(4) {
        case 0: mutated[index] = UInt8(random.below(256))
        case 1: mutated.remove(at: index)
        case 2: mutated.insert(UInt8(ascii: "9"), at: index)
        default: mutated.removeSubrange(index..<min(mutated.count, index + 9))
        }
      }
      if let policy = try? PolicyJSON.decode(mutated) {
        #expect(PolicyJSON.encode(policy) == mutated, "seed \(seed)")
      }
    }
  }
}
