import DevNet
import Encoding
import Foundation
import Keys
import Quantities
import TestSupport
import Testing

/// How `stipend observe` ends, with its status and its code.
@Suite struct ObserveEndingTests {
  private static let nowhere = "http://127.0.0.1:1"
  /// What an observer needs that is not asked for anything; later words win over none of them.
  private static let usual =
    "observe --node \(nowhere) --canary 127.0.0.1:1 --oracle oracle --log-json"
  private static let lock = "home/observer.lock"
  private static let present = "--now 2026-03-02T00:00:01Z --until 2026-03-02T00:00:02Z"

  private static func expect(
    _ result: StipendProcess.Result, _ code: String, _ exit: Int32, _ line: String
  ) throws {
    let page = try String(
      contentsOf: StipendProcess.root.appendingPathComponent("docs/reference/errors.md"),
      encoding: .utf8)
    #expect(result.code == exit, "\(line): \(result.complaint.suffix(300))")
    #expect(result.complaint.contains("error: [\(code)] "), "\(line): \(result.complaint)")
    #expect(page.contains("`\(code)`"), "\(code)")
    #expect(result.output.isEmpty)
  }

  /// A demonstration's journal with an observer that is appointed.
  private func program() throws -> ShellProgram {
    let shell = try ShellProgram()
    try shell.begin()
    try shell.committee(
      "observer.appointed/1 --set observer=@keys/o1.json --set from=2026-03-02"
        + " --set until=2026-04-01")
    return shell
  }

  @Test func whatIsTypedWrongEndsBeforeAnythingIsAsked() throws {
    let shell = try ShellProgram()
    try shell.must(shell.initArguments() + " --key keys/m1.json --key keys/m2.json")
    try FileManager.default.createDirectory(
      atPath: shell.folder.path + "/empty", withIntermediateDirectories: false)
    let place = "--data program --key keys/o1.json --home home"
    let endings: [(String, String, Int32)] = [
      ("--data program --key keys/admin.json --home home", "observer-key", 2),
      ("--data program --key keys/none.json --home home", "key-file-missing", 2),
      ("--data empty --key keys/o1.json --home home", "journal-missing", 2),
      ("--data program --key keys/o1.json --home keys/o1.json/x", "file-unwritten", 3),
      ("\(place) --node x", "option-value", 2), ("\(place) --canary :", "option-value", 2),
      ("\(place) --price-source x", "option-value", 2), ("\(place) --until x", "option-value", 2),
      ("\(place) --now x", "option-value", 2), ("\(place) --speed 0", "option-value", 2),
      ("\(place) --raw-budget 0", "option-value", 2), ("\(place) --raw-days 0", "option-value", 2),
      ("\(place) --metrics x", "option-value", 2),
      ("\(place) --metrics 127.0.0.1:65536", "option-value", 2),
      ("--log empty --program x --key keys/o1.json --home home", "option-value", 2),
      ("\(place) --log empty", "option-conflict", 2),
      ("\(place) --record r --replay r", "option-conflict", 2),
      ("\(place) --now 2026-03-02T00:00:00Z --clock \(Self.nowhere)", "option-conflict", 2),
      ("\(place) --clock \(Self.nowhere)", "clock-unavailable", 3),
      ("\(place) --replay none", "file-unopened", 2),
      ("\(place) --record keys", "out-holds-files", 2),
      ("--log empty --key keys/o1.json --home home", "log-unavailable", 3),
      ("--log \(Self.nowhere) --key keys/o1.json --home home", "log-unavailable", 3),
      ("--log \(Self.nowhere) --to x --key keys/o1.json --home home", "log-address", 2),
      ("--log x://y --key keys/o1.json --home home", "log-address", 2),
    ]
    for (line, code, exit) in endings {
      try Self.expect(try shell.run("\(Self.usual) \(line)"), code, exit, line)
    }
    let unasked = try shell.run("observe \(place)")
    try Self.expect(unasked, "usage", 2, "no node")
    #expect(try shell.run("\(Self.usual) \(place) --attempts 0").code == 2)
    #expect(try shell.run("observe --data program").code == 2, "no key")
  }

  @Test func aFolderOrAPortInUseEndsWithThree() throws {
    let shell = try program()
    let place = "--data program --key keys/o1.json --home home \(Self.present)"
    let holder = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(holder) }
    let port = try #require(Self.listen(holder))
    let line = "\(Self.usual) \(place) --metrics 127.0.0.1:\(port)"
    try Self.expect(try shell.run(line), "listen-failed", 3, line)
    let lock = open("\(shell.folder.path)/\(Self.lock)", O_RDWR)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0, "whoever ended gave it back")
    try Self.expect(try shell.run("\(Self.usual) \(place)"), "observer-busy", 3, place)
  }

  private static func listen(_ holder: Int32) -> UInt16? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        guard bind(holder, plain, length) == 0, Glibc.listen(holder, 1) == 0,
          getsockname(holder, plain, &length) == 0
        else { return nil }
        return UInt16(bigEndian: pointer.pointee.sin_port)
      }
    }
  }

  @Test func whoIsNoObserverOrOfAnotherProgramEndsWithOne() throws {
    let shell = try program()
    try shell.must("journal export public --data program")
    let stranger = "--data program --key keys/stranger.json --home home \(Self.present)"
    try Self.expect(
      try shell.run("\(Self.usual) \(stranger)"), "observer-not-appointed", 1, stranger)
    let published = "--log public --key keys/o1.json --home home \(Self.present)"
    let other = "\(published) --program \(String(repeating: "0", count: 64))"
    try Self.expect(try shell.run("\(Self.usual) \(other)"), "program-other", 1, other)
    #expect(try shell.run("\(Self.usual) \(published)").code == 0)
    // Nobody who holds a copy can change an entry.
    let tiles = shell.folder.path + "/public/tile"
    let names = try #require(FileManager.default.enumerator(atPath: tiles)).compactMap {
      $0 as? String
    }
    let name = try #require(names.first { $0.contains("entries/") && $0.hasSuffix("2") })
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(tiles)/\(name)")))
    bytes[bytes.count / 2] ^= 1
    try Data(bytes).write(to: URL(filePath: "\(tiles)/\(name)"))
    let altered = try shell.run(
      "\(Self.usual) --log public --key keys/o1.json --home fresh \(Self.present)")
    #expect(altered.code == 1, "\(altered.complaint)")
  }

  @Test func aClockThatIsSetObservesDemonstrationsAlone() throws {
    let shell = try ShellProgram()
    try shell.must(shell.initArguments("") + " --key keys/m1.json --key keys/m2.json")
    try shell.must(
      "entry new observer.appointed/1 --author committee --data program"
        + " --set observer=@keys/o1.json --set from=2126-03-02 --set until=2126-04-01"
        + " --key keys/m1.json --key keys/m2.json")
    let line = "--data program --key keys/o1.json --home home --speed 2"
    try Self.expect(try shell.run("\(Self.usual) \(line)"), "clock-set", 2, line)
  }

  @Test func whateverTheChainDoesEndsNothing() async throws {
    let shell = try program()
    let start = try Timestamp("2026-03-02T00:00:00Z")
    let network = try await LocalNetwork(
      World(WorldSettings(seed: 9, providers: 1, start: start, network: 133, chainID: "testnet-1")),
      ports: .init(chain: 0), nodes: [.honest]
    ) { start.seconds * 1_000 + 1_000 }
    for (node, code) in [
      (network.chainAddress, "chain-other"), (Self.nowhere, "chain-unavailable"),
    ] {
      let line =
        "observe --node \(node) --canary 127.0.0.1:1 --log-json --data program"
        + " --key keys/o1.json --home home-\(code) \(Self.present)"
      let result = try shell.run(line)
      #expect(result.code == 0, "\(result.complaint)")
      #expect(result.output.isEmpty)
      let codes = try result.complaint.split(separator: "\n").map { text in
        let note = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
        return try #require(note?["code"])
      }
      #expect(codes.first == "observer-began" && codes.last == "observer-ended")
      #expect(codes.contains(code), "\(codes)")
    }
    await network.close()
  }

  @Test func aSignalEndsItWell() throws {
    let shell = try program()
    let file = try shell.folder.write("", to: "notes")
    let process = Process()
    process.executableURL = StipendProcess.executable
    process.arguments =
      "\(Self.usual) --data program --key keys/o1.json --home home --now 2026-03-02T00:00:01Z"
      .split(separator: " ").map(String.init)
    process.currentDirectoryURL = shell.folder.url
    process.standardError = try FileHandle(forWritingTo: URL(filePath: file))
    try process.run()
    let limit = Date().addingTimeInterval(60)
    while Date() < limit,
      try !String(contentsOfFile: file, encoding: .utf8).contains("observer-began")
    {
      usleep(20_000)
    }
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("observer-ended"))
  }

  // MARK: - The spool

  /// A frame as `docs/reference/observing.md` has it.
  private static func frame(_ payload: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.u32(UInt32(payload.count))
    writer.u32(~UInt32(payload.count))
    writer.write(Sha256.digest(of: payload).bytes.prefix(8).reversed())
    writer.write(payload)
    return writer.bytes
  }

  private static func opening(_ program: Digest, form: UInt8 = 2, slot: UInt64 = 300) -> [UInt8] {
    var writer = ByteWriter()
    writer.u8(1)
    writer.u8(form)
    writer.write(program.bytes)
    writer.u64(slot)
    writer.write([UInt8](repeating: 7, count: 32))
    return writer.bytes
  }

  @Test func aSpoolThatCannotBeGoneOnWithEndsWithTwo() throws {
    let shell = try program()
    let shown = try shell.must("program show --data program --json").output
    let match = try #require(shown.firstMatch(of: /"program":"([0-9a-f]{64})"/))
    let id = try Digest(hex: String(match.output.1))
    let good = Self.frame(Self.opening(id))
    let other = Self.frame(Self.opening(.zero))
    let noise = [UInt8](repeating: 0xAA, count: 40)
    let spools: [(String, [UInt64: [UInt8]])] = [
      ("spool-unopened", [0: Self.frame([12] + id.bytes)]),
      ("spool-record-unreadable", [0: Self.frame(Self.opening(id) + [99])]),
      ("spool-damaged", [0: noise + good]), ("spool-part-missing", [0: good, 2: good]),
      ("spool-other-program", [0: other]),
      ("spool-other-slot", [0: Self.frame(Self.opening(id, slot: 60))]),
      ("spool-form-unknown", [0: Self.frame(Self.opening(id, form: 9))]),
    ]
    func run(_ name: String) throws -> StipendProcess.Result {
      try shell.run(
        "\(Self.usual) --data program --key keys/o1.json --home \(name) \(Self.present)")
    }
    for (code, parts) in spools {
      try write(parts, to: shell.folder.path + "/\(code)/spool")
      try Self.expect(try run(code), code, 2, code)
    }
    // What was torn is left out, and it goes on.
    try write([0: good + noise], to: shell.folder.path + "/torn/spool")
    let torn = try run("torn")
    #expect(torn.code == 0 && torn.complaint.contains("spool-torn"), "\(torn.complaint)")
    try write([:], to: shell.folder.path + "/file")
    try Data().write(to: URL(filePath: shell.folder.path + "/file/spool"))
    try Self.expect(try run("file"), "spool-unreadable", 3, "a file in the folder's place")
  }

  private func write(_ parts: [UInt64: [UInt8]], to folder: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    for number in parts.keys.sorted() {
      let path = "\(folder)/part-00000000000\(number).spool"
      try Data(parts[number] ?? []).write(to: URL(filePath: path))
    }
  }
}
