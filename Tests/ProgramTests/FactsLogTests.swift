import Evidence
import Foundation
import Keys
import Program
import Quantities
import Testing

@Suite struct FactsLogTests {
  private let rules: ProgramRules

  init() throws {
    rules = try ProgramFixture.rules()
  }

  private func fault(_ bytes: [UInt8], lines: Int? = nil) -> (line: Int, code: String)? {
    do {
      _ = try FactsLog(reading: bytes, rules: rules, lines: lines)
      return nil
    } catch {
      return (error.line, error.fault.code)
    }
  }

  private func advice(_ bytes: [UInt8]) -> String? {
    do {
      _ = try FactsLog(reading: bytes, rules: rules)
      return nil
    } catch {
      return error.wording.advice
    }
  }

  private func file() throws -> [UInt8] {
    var writer = try FactsWriter.program(rules: rules)
    try writer.add("d0 @alice enrol")
    return writer.bytes
  }

  @Test func aFileIsReadAndItsBytesAreItsDigest() throws {
    let bytes = try file()
    let log = try FactsLog(reading: bytes, rules: rules)
    #expect(log.lineCount == 3)
    #expect(log.digest == Sha256.digest(of: bytes))
    #expect(log.state.program == log.state.created.flatMap { _ in log.state.program })
    #expect(try FactsLog.creation(in: bytes) == log.state.created)
  }

  @Test func theProgramsIdIsTheDigestOfLineOnesPayload() throws {
    let bytes = try file()
    let line = bytes.prefix { $0 != 10 }
    let text = String(decoding: line, as: UTF8.self)
    let start = try #require(text.range(of: "\"payload\":"))
    let payload = Array(text[start.upperBound...].dropLast().utf8)
    let log = try FactsLog(reading: bytes, rules: rules)
    #expect(log.state.program == Sha256.digest(of: payload))
  }

  @Test func aPrefixIsReadAndHashedByItself() throws {
    let bytes = try file()
    let two = try FactsLog(reading: bytes, rules: rules, lines: 2)
    #expect(two.lineCount == 2)
    #expect(two.digest == FactsLog.digest(ofFirst: 2, in: bytes))
    #expect(FactsLog.digest(ofFirst: 3, in: bytes) == Sha256.digest(of: bytes))
    #expect(FactsLog.digest(ofFirst: 4, in: bytes) == nil)
    #expect(FactsLog.digest(ofFirst: 0, in: bytes) == Sha256.digest(of: []))
    var rest = two
    try rest.read(bytes.dropFirst(bytes.count - 1 - lastLineLength(bytes)))
    #expect(rest.state == (try FactsLog(reading: bytes, rules: rules)).state)
    #expect(fault(bytes, lines: 4)?.code == "facts-lines-missing")
    #expect(fault(bytes, lines: 4)?.line == 4)
  }

  private func lastLineLength(_ bytes: [UInt8]) -> Int {
    bytes.dropLast().reversed().prefix { $0 != 10 }.count
  }

  @Test func damagedFilesAreRefusedAtTheirLine() throws {
    let bytes = try file()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(fault([])?.code == "facts-empty")
    #expect(fault(bytes.dropLast())?.code == "facts-unterminated")
    #expect(fault(bytes.dropLast())?.line == 3)
    #expect(fault(bytes + [10])?.code == "facts-frame")
    #expect(fault(bytes + [10])?.line == 4)
    let dos = Array(text.replacing("\n", with: "\r\n").utf8)
    #expect(fault(dos)?.code == "facts-carriage-return")
    #expect(fault(dos)?.line == 1)
    let marked = fault([0xEF, 0xBB, 0xBF] + bytes)
    #expect(marked?.code == "facts-byte-order-mark")
    #expect(marked?.line == 1)
    #expect(advice([0xEF, 0xBB, 0xBF] + bytes)?.contains("without a byte order mark") == true)
    #expect(advice(bytes.dropLast())?.contains("end it with one") == true)
    var latin = bytes
    latin.insert(0xE9, at: 40)
    #expect(fault(latin)?.code == "facts-not-utf8")
    let long = bytes + [UInt8](repeating: 0x20, count: FactsLine.limitBytes + 1)
    #expect(fault(long)?.code == "facts-line-too-long")
    #expect(fault(long + [10])?.code == "facts-line-too-long")
    #expect(fault(long + [10])?.line == 4)
    let endless = [UInt8](repeating: UInt8(ascii: "{"), count: 1 << 20)
    #expect(fault(endless)?.code == "facts-line-too-long")
  }

  @Test func onlyTheOneFrameIsRead() throws {
    let text = String(decoding: try file(), as: UTF8.self)
    func code(_ old: String, _ new: String) -> String? {
      let range = text.range(of: old)
      guard let range else { return "no \(old)" }
      return fault(Array(text.replacingCharacters(range, with: new).utf8))?.code
    }
    #expect(code("{\"admittedAt\":", "{ \"admittedAt\":") == "facts-frame")
    #expect(code("\"admittedAt\":", "\"admittedAt\":0") == "facts-frame")
    #expect(code("\"admittedAt\":", "\"admittedAt\":-") == "facts-frame")
    #expect(code("\"admittedAt\":", "\"admittedAt\":99999") == "facts-admitted-at")
    #expect(code("\"admittedAt\":", "\"admittedAt\":99999999999999999999") == "facts-admitted-at")
    #expect(code("\"payload\":", "\"payloads\":") == "facts-frame")
    #expect(code("}}}\n", "}}\n") == "payload-json")
    #expect(code("}}\n", "}\n") == "payload-json")
    #expect(code("}\n", "\n") == "payload-json")
  }

  @Test func everyCutOfAFileIsRefusedOrReadsWholeLines() throws {
    let bytes = try file()
    for length in 0..<bytes.count {
      let cut = Array(bytes.prefix(length))
      if length > 0, cut.last == 10 {
        #expect(fault(cut) == nil)
      } else {
        #expect(["facts-empty", "facts-unterminated"].contains(fault(cut)?.code))
      }
    }
  }

  @Test func noChangedByteTraps() throws {
    let bytes = try file()
    for offset in bytes.indices {
      for change: UInt8 in [1, 0x20, 0x80] {
        var changed = bytes
        changed[offset] ^= change
        // A changed nonce or time may be admitted; what matters is that nothing traps.
        _ = fault(changed)
      }
    }
  }

  @Test func appendedLinesReadBackAsTheSameState() throws {
    var log = FactsLog(rules: rules)
    var bytes: [UInt8] = []
    let created = ProgramCreated(
      name: try Label("test"), network: try Label("testnet-1"), policy: rules.policyDigest,
      catalogue: rules.catalogueDigest, logOrigin: "stipend.example/test",
      logKey: try #require(PublicKeyText(ProgramFixture.observer("log").text)), threshold: 1,
      members: [try #require(PublicKeyText(ProgramFixture.observer("m").text))], witnesses: [],
      administrator: try ProgramFixture.address("admin"), administratorProviders: [])
    let at = try ProgramFixture.time(-1)
    let first = try Payload(
      PayloadHeader(
        program: nil, at: at, author: .committee, nonce: 1, basis: 0, demonstration: true), created)
    bytes += try log.append(first, admittedAt: at)
    let alice = try ProgramFixture.address("alice")
    let enrolled = ProviderEnrolled(
      enrolment: try Label("e1"), pool: try Label("liquidity"), provider: alice,
      gpuClass: try ProgramFixture.gpuClass("nvidia/rtx4090/24/pcie"), units: 8,
      from: try ProgramFixture.time(0), until: nil)
    let second = try log.payload(enrolled, by: .account(alice), at: at, nonce: 2)
    bytes += try log.append(second, admittedAt: at)
    let read = try FactsLog(reading: bytes, rules: rules)
    #expect(read.state == log.state)
    #expect(read.digest == log.digest)
    #expect(read.state.isDemonstration)
    let before = log
    #expect(throws: Rejection.duplicate(second.digest, line: 2)) {
      try log.append(second, admittedAt: at)
    }
    #expect(log.state == before.state && log.digest == before.digest)
  }

  @Test func unknownKindsThatAreNotCriticalAreCountedAndOtherwiseIgnored() throws {
    var writer = try FactsWriter.program(rules: rules)
    try writer.add("d0 %nobody unknown !critical=false")
    try writer.add("d0 @alice unknown !critical=false")
    #expect(writer.state.lineCount == 4)
    #expect(writer.state.ignoredKinds[try #require(KindName("weather.observed/1"))] == 2)
  }

  @Test func severalAreReadAsTheyWereWritten() throws {
    // Every template's body reads back into the same bytes through its own type.
    var writer = try FactsWriter.program(rules: rules)
    for row in HistoryRows.everyKind { try writer.add(row) }
    #expect(writer.state.lineCount == HistoryRows.everyKind.count + 2)
    let read = try FactsLog(reading: writer.bytes, rules: rules, library: ProgramFixture.known)
    #expect(read.state == writer.state)
  }
}

extension String {
  /// The text with one range replaced.
  func replacingCharacters(_ range: Range<Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
