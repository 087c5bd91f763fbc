import Evidence
import Keys
import Policy
import Program
import Quantities
import TestSupport
import Testing

@Suite struct FreezeTests {
  private let rules: ProgramRules

  init() throws {
    rules = try ProgramFixture.rules()
  }

  private func state(_ rows: [String]) throws -> ProgramState {
    var writer = try FactsWriter.program(rules: rules)
    for row in rows { try writer.add(row) }
    return writer.state
  }

  /// What a file holds that agrees with its record in everything.
  private func heading(_ record: EvidenceRecord, _ state: ProgramState) -> SegmentHeading {
    SegmentHeading(
      program: state.program ?? record.body.digest, observer: record.observer,
      type: record.body.type,
      sequence: record.body.sequence, span: record.span, slotSeconds: 300,
      rosterSize: state.roster.count, rosterDigest: state.roster.digest)
  }

  private func plan(
    _ state: ProgramState, epoch: Int = 1, version: Int = 1, day: Int64 = 2, second: Int64 = 0,
    look: (EvidenceRecord, SegmentHeading) -> SegmentLook = { .header($1) }
  ) throws -> FreezePlan {
    var headings: [Digest: SegmentHeading] = [:]
    for record in state.evidence.records {
      headings[record.body.digest] = heading(record, state)
    }
    return try FreezePlan(
      of: epoch, in: try Label("liquidity"), version: version, state: state,
      now: try ProgramFixture.time(day, second)
    ) { record in headings[record.body.digest].map { look(record, $0) } ?? .missing }
  }

  private func reasons(_ plan: FreezePlan) -> [String] { plan.leftOut.map(\.reason.rawValue) }

  @Test func segmentsOfTheEpochCountAndOthersAreNotNamed() throws {
    let state = try state([
      "d3 %o1 publish digest=#before start=d-1 end=d0", "d3 %o1 publish",
      "d3 %o1 publish digest=#after start=d1 end=d2",
      "d3 %o1 publish digest=#price type=price start=d0 end=d1",
      "d3 %o1 publish digest=#old type=price start=d-1 end=d0",
    ])
    // Admitted on day 3, everything of the epoch is late.
    let late = try plan(state)
    #expect(late.segments.isEmpty)
    #expect(reasons(late) == ["late", "late"])
    let onTime = try self.state([
      "d1 %o1 publish", "d1 %o1 publish digest=#price type=price",
      "d1 %o1 publish digest=#lease type=lease start=d0+300 end=d0+600",
    ])
    let plan = try plan(onTime)
    #expect(plan.leftOut.isEmpty)
    #expect(
      plan.segments.map(\.digest) == ["s1", "price", "lease"].map(ProgramFixture.digest).sorted())
    #expect(plan.segments.allSatisfy { $0.lengthBytes == 1000 })
  }

  @Test func eachReasonLeavesASegmentOut() throws {
    let rows = ["d0 @alice enrol", "d1 %o1 publish"]
    let state = try state(rows)
    func reason(_ look: @escaping (SegmentHeading) -> SegmentLook) throws -> [String] {
      reasons(try plan(state) { look($1) })
    }
    #expect(try reason { .header($0) } == [])
    #expect(try reason { _ in .missing } == ["missing"])
    #expect(try reason { _ in .digestMismatch } == ["digest-mismatch"])
    #expect(try reason { _ in .malformed } == ["malformed"])
    #expect(try reason { .header($0.with(sequence: 1)) } == ["malformed"])
    #expect(
      try reason { .header($0.with(program: ProgramFixture.digest("x"))) } == ["other-program"])
    #expect(try reason { .header($0.with(rosterSize: 0)) } == ["roster-mismatch"])
    #expect(try reason { .header($0.with(rosterSize: 2)) } == ["roster-mismatch"])
    #expect(try reason { .header($0.with(slotSeconds: 60)) } == ["slot-mismatch"])
    let empty = Sha256.digest(of: [])
    #expect(try reason { .header($0.with(rosterSize: 0, rosterDigest: empty)) } == [])
    let withdrawn = try self.state(rows + ["d1 committee withdrawblob digest=#s1"])
    #expect(reasons(try plan(withdrawn) { _, _ in .missing }) == ["withdrawn"])
    let early = try self.state([
      "d0 committee appoint observer=%o2 from=d0+300", "d3 %o2 publish",
    ])
    #expect(reasons(try plan(early)) == ["observer-not-appointed"])
    let revoked = try self.state(rows + ["d1 committee revoke key=%o1 compromisedFrom=4"])
    #expect(reasons(try plan(revoked) { _, _ in .missing }) == ["key-revoked"])
    // What it published before it was compromised, or where nothing says that it was, counts.
    let kept = ["compromisedFrom=5", "compromisedFrom=null"]
    for words in kept {
      let state = try self.state(rows + ["d1 committee revoke key=%o1 \(words)"])
      #expect(reasons(try plan(state)) == [], "\(words)")
    }
    #expect(Set(LeftOutReason.allCases.map(\.rawValue)).count == 11)
  }

  @Test func whereFilesAreDeliveredOnlyThoseInTimeCount() throws {
    let rows = [
      "d1 %o1 publish digest=#a", "d1 %o1 publish digest=#b type=lease",
      "d1 %o1 publish digest=#c type=proof",
    ]
    #expect(reasons(try plan(try state(rows))) == [])
    let delivered = try state(
      rows + ["d1+86399 %o1 deliver digest=#a", "d2 %o1 deliver digest=#c"])
    let plan = try plan(delivered)
    #expect(plan.segments.map(\.digest) == [ProgramFixture.digest("a")])
    let reasons = Dictionary(uniqueKeysWithValues: plan.leftOut.map { ($0.digest, $0.reason) })
    #expect(reasons[ProgramFixture.digest("b")] == .missing)
    #expect(reasons[ProgramFixture.digest("c")] == .missing)
    let corrected = try self.plan(delivered, version: 2)
    #expect(corrected.segments.map(\.digest).contains(ProgramFixture.digest("c")))
  }

  @Test func theEntryOfAFreezeNamesEverySegmentOfIt() throws {
    var writer = try FactsWriter.program(rules: rules)
    for row in ["d1 %o1 publish", "d1 %o1 publish digest=#b type=lease"] { try writer.add(row) }
    let plan = try self.plan(writer.state) { $0.body.type == .lease ? .missing : .header($1) }
    let freeze = plan.freeze(
      writer.state, factsDigest: writer.log.digest, previous: nil, price: nil)
    let body = EpochFrozen(freeze)
    #expect(body.counted == 1 && body.leftOut == 1 && body.lines == 4)
    let day = try ProgramFixture.time(2)
    let payload = try writer.log.payload(body, by: .committee, at: day, nonce: 7_000)
    #expect(writer.state.refusal(of: payload, admittedAt: day) == nil)
  }

  @Test func aRotatedKeySpeaksOfWhatItSawAndItsSuccessorOfWhatCame() throws {
    let state = try state([
      "d0 committee appoint observer=%o2 from=d0 until=d9",
      "d0+3600 %o2 rotate successor=%o3",
      "d1 %o2 publish digest=#a start=d0 end=d0+3600",
      "d1 %o3 publish digest=#b start=d0+3600 end=d1",
      "d1 %o3 publish digest=#c start=d0+3300 end=d0+3900 type=lease",
    ])
    let plan = try plan(state)
    #expect(plan.segments.map(\.digest) == ["a", "b"].map(ProgramFixture.digest).sorted())
    #expect(reasons(plan) == ["observer-not-appointed"])
    #expect(state.observers.terms.map(\.observer.text).count == 3)
    #expect(state.observers.terms.last?.until == (try ProgramFixture.time(9)))
  }

  @Test func lateIsMeasuredBySegmentNotByEpoch() throws {
    let state = try state([
      "d1+3599 %o1 publish digest=#a start=d0 end=d0+3600",
      "d1+3601 %o1 publish digest=#b start=d0+3600 end=d0+7200",
      "d1+7201 %o1 publish digest=#c start=d0+7200 end=d0+7500 type=lease",
      "d1+7201 %o1 publish digest=#d start=d0+3600 end=d0+7200 type=proof",
      "d1+7500 %o1 publish digest=#e start=d0+7200 end=d0+7500 type=proof",
    ])
    let plan = try plan(state)
    #expect(plan.segments.map(\.digest) == ["a", "b", "c"].map(ProgramFixture.digest).sorted())
    #expect(plan.leftOut.map(\.digest) == ["d", "e"].map(ProgramFixture.digest).sorted())
    #expect(reasons(plan) == ["late", "late"])
  }

  @Test func aSegmentAcrossAnEpochsEndIsDueFromThere() throws {
    let state = try state([
      "d1+86399 %o1 publish digest=#a start=d0+82800 end=d1+3600",
      "d2 %o1 publish digest=#b start=d0+82800 end=d1+3600 type=lease",
      "d2+3599 %o1 publish digest=#c start=d1 end=d1+3600 type=proof",
    ])
    // The same for the day that it crosses into, and for a pool whose week holds all of it.
    for (pool, epoch) in [("liquidity", 1), ("liquidity", 2), ("research", 1), ("committed", 1)] {
      let plan = try FreezePlan(
        of: epoch, in: try Label(pool), state: state, now: try ProgramFixture.time(90)
      ) { .header(heading($0, state)) }
      #expect(plan.leftOut.map(\.digest) == [ProgramFixture.digest("b")], "\(pool)/\(epoch)")
      let counted = pool == "liquidity" && epoch == 1 ? ["a"] : ["a", "c"]
      #expect(plan.segments.map(\.digest) == counted.map(ProgramFixture.digest).sorted())
    }
  }

  /// A freeze taken at the first moment and one taken long after hold the same segments.
  @Test func whenAnEpochIsFrozenMakesNoDifference() throws {
    var lateCount = 0
    for seed in 0..<1_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var rows: [(second: Int, text: String)] = []
      for index in 0..<6 {
        let start = random.below(4 * 24)
        let end = start + 1 + random.below(40)
        // Around the deadlines that there may be, some of them to the second.
        let due = random.oneIn(2) ? end : (start / 24 + 1) * 24
        let second = max(end, due + 23) * 3_600 + random.pick([0, 1_800, 3_599, 3_600, 3_601])
        rows.append(
          (
            second,
            "%o1 publish digest=#s\(index) start=d0+\(start * 3_600) end=d0+\(end * 3_600)"
          ))
        if random.oneIn(4) {
          let when = second + random.below(90_000)
          rows.append((when, "committee withdrawblob digest=#s\(index)"))
        }
      }
      rows.sort { $0.second < $1.second }
      var writer = try FactsWriter.program(rules: rules)
      var states: [(second: Int, state: ProgramState)] = [(0, writer.state)]
      for row in rows {
        // A withdrawal that comes too late is refused.
        try? writer.add("d0+\(row.second) \(row.text)")
        states.append((row.second, writer.state))
      }
      for (pool, epoch, days) in [("liquidity", 1, 1), ("liquidity", 3, 3), ("research", 1, 7)] {
        let deadline = (days + 1) * 86_400
        let first = states.last { $0.second < deadline }?.state ?? writer.state
        let plans = try [first, writer.state].map { state in
          try FreezePlan(
            of: epoch, in: try Label(pool), state: state, now: try ProgramFixture.time(90)
          ) { .header(heading($0, state)) }
        }
        #expect(plans[0].segments == plans[1].segments, "seed \(seed), \(pool)/\(epoch)")
        lateCount += plans[1].leftOut.count { $0.reason == .late }
      }
    }
    #expect(lateCount > 1_000, "enough come late to matter: \(lateCount)")
  }

  @Test func overlappingSegmentsOfOneObserverAndTypeAreBothLeftOut() throws {
    let state = try state([
      "d0 committee appoint observer=%o2 from=d0",
      "d1 %o1 publish digest=#a start=d0 end=d0+3600",
      "d1 %o1 publish digest=#b start=d0+3300 end=d0+7200",
      "d1 %o1 publish digest=#c start=d0+7200 end=d1", "d1 %o2 publish digest=#d start=d0 end=d1",
      "d1 %o1 publish digest=#e type=lease",
    ])
    let plan = try plan(state)
    #expect(plan.leftOut.map(\.digest) == ["a", "b"].map(ProgramFixture.digest).sorted())
    #expect(reasons(plan) == ["equivocation", "equivocation"])
    #expect(plan.segments.count == 3)
    // One that is left out for another reason is no equivocation.
    let b = ProgramFixture.digest("b")
    let other = try self.plan(state) { $0.body.digest == b ? .missing : .header($1) }
    #expect(reasons(other) == ["missing"])
    #expect(other.segments.count == 4)
  }

  @Test func equivocationIsFoundAsByComparingAllPairs() throws {
    var generator = SplitMix64(seed: 1)
    for seed in 0..<1_000 {
      generator = SplitMix64(seed: UInt64(seed))
      var rows: [String] = []
      for index in 0..<6 {
        let from = generator.below(12)
        let until = from + 1 + generator.below(5)
        rows.append("d1 %o1 publish digest=#s\(index) start=d0+\(from * 300) end=d0+\(until * 300)")
      }
      let state = try state(rows)
      let records = state.evidence.records
      let expected = records.filter { one in
        records.contains { $0.body.digest != one.body.digest && $0.span.overlaps(one.span) }
      }
      let plan = try plan(state)
      #expect(plan.leftOut.map(\.digest) == expected.map(\.body.digest).sorted(), "seed \(seed)")
    }
  }

  @Test func anEpochIsNotFrozenBeforeItsDeadline() throws {
    let state = try state([])
    #expect(throws: FreezeRefusal.self) { try plan(state, day: 1, second: 86_399) }
    #expect(throws: Never.self) { try plan(state, day: 2) }
    #expect(throws: FreezeRefusal.self) { try plan(state, epoch: 0) }
    #expect(throws: FreezeRefusal.self) { try plan(state, epoch: 121, day: 500) }
    let known = state.rules.policy.pools.map(\.name)
    #expect(throws: FreezeRefusal.poolUnknown(try Label("mining"), known: known)) {
      try FreezePlan(
        of: 1, in: try Label("mining"), state: state, now: try ProgramFixture.time(500)
      ) { _ in .missing }
    }
  }

  private func freeze() throws -> Freeze {
    let state = try state([
      "d0 @alice enrol", "d1 %o1 publish", "d1 %o1 publish digest=#s2 type=price",
    ])
    let plan = try plan(state) { $0.body.type == .price ? .missing : .header($1) }
    return plan.freeze(
      state, factsDigest: ProgramFixture.digest("facts"), previous: nil,
      price: try Price18("2.80"))
  }

  @Test func aFreezesBytesAreTheDocumentedOnes() throws {
    let freeze = try freeze()
    let hex = { (name: String) in ProgramFixture.digest(name).hex }
    let expected = """
      {"freeze":1,"program":"\(freeze.program.hex)","pool":"liquidity","epoch":1,"version":1,\
      "start":1707436800,"end":1707523200,"rules":1,\
      "facts":{"lines":5,"digest":"\(hex("facts"))"},"policy":"\(rules.policyDigest.hex)",\
      "catalogue":"\(rules.catalogueDigest.hex)",\
      "roster":{"size":1,"digest":"\(freeze.rosterDigest.hex)"},"previous":null,\
      "price":"2800000000000000000","segments":[{"digest":"\(hex("s1"))","length":1000,\
      "observer":"\(ProgramFixture.observer("o1").text)","type":"presence",\
      "start":1707436800,"end":1707523200}],\
      "leftOut":[{"digest":"\(hex("s2"))","reason":"missing"}]}
      """
    #expect(String(decoding: freeze.bytes, as: UTF8.self) == expected)
    #expect(try Freeze(bytes: freeze.bytes) == freeze)
  }

  @Test func anotherSpellingOrFieldOfAFreezeIsRefused() throws {
    let text = String(decoding: try freeze().bytes, as: UTF8.self)
    for (old, new) in [
      ("{\"freeze\":1,", "{ \"freeze\":1,"), ("\"freeze\":1", "\"freeze\":2"),
      ("\"epoch\":1", "\"epoch\":0"), ("\"previous\":null", "\"previous\":\"\""),
      ("\"price\":\"2800000000000000000\"", "\"price\":\"0\""),
      ("\"price\":\"2", "\"price\":\"02"), ("\"reason\":\"missing\"", "\"reason\":\"lost\""),
      ("\"length\":1000", "\"length\":-1"), ("\"end\":1707523200", "\"end\":1707436800"),
      ("\"lines\":5", "\"lines\":0"), ("\"rules\":1,", "\"rules\":1,\"more\":1,"),
      ("\"type\":\"presence\"", "\"type\":\"absence\""),
    ] {
      let changed = text.replacing(old, with: new)
      #expect(changed != text, "\(old)")
      #expect(throws: FreezeReadingError.self, "\(new)") { try Freeze(bytes: Array(changed.utf8)) }
    }
    for length in 0..<text.utf8.count {
      #expect(throws: FreezeReadingError.self) {
        try Freeze(bytes: Array(text.utf8.prefix(length)))
      }
    }
  }

  @Test func digestsInAFreezeAscend() throws {
    var freeze = try freeze()
    let segment = try #require(freeze.segments.first)
    freeze.segments = [segment, segment]
    #expect(throws: FreezeReadingError.self) { try Freeze(bytes: freeze.bytes) }
  }
}

extension SegmentHeading {
  fileprivate func with(
    program: Digest? = nil, sequence: UInt64? = nil, slotSeconds: Int64? = nil,
    rosterSize: Int? = nil, rosterDigest: Digest? = nil
  ) -> SegmentHeading {
    SegmentHeading(
      program: program ?? self.program, observer: observer, type: type,
      sequence: sequence ?? self.sequence, span: span,
      slotSeconds: slotSeconds ?? self.slotSeconds, rosterSize: rosterSize ?? self.rosterSize,
      rosterDigest: rosterDigest ?? self.rosterDigest)
  }
}
