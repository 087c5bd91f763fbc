import Keys
import Simulation
public import Quantities

/// The facts of the generated program, as text: one enrolment a provider.
public struct FactsBytes {
  /// The lines so far.
  public private(set) var bytes: [UInt8] = []
  /// The program's id.
  public let program: Digest
  private var lines = 0
  private var random = SplitMix64(seed: DesignPoint.seed, stream: 1 << 41)

  /// Begins with the line that makes the program.
  public init(policy: Digest, catalogue: Digest) throws {
    let administrator = try Self.address(of: -1)
    let body =
      #"{"name":"design-point","network":"akashnet-2","policy":"\#(policy)","#
      + #""catalogue":"\#(catalogue)","log":{"origin":"design-point.example","#
      + #""key":"\#(Self.key(of: 100))"},"#
      + #""committee":{"threshold":1,"members":["\#(Self.key(of: 101))"]},"witnesses":[],"#
      + #""administrator":"\#(administrator)","administratorProviders":[]}"#
    let nonce = Self.nonce(&random)
    let time = DesignPoint.startSeconds - 7_200
    let payload = Self.payload(
      program: "", kind: "program.created/1", at: time, author: "committee", nonce: nonce,
      basis: 0, body: body)
    program = Sha256.digest(of: Array(payload.utf8))
    append(payload, admittedAt: time)
  }

  /// An observer's public key, as text.
  public static func key(of observer: Int) -> String {
    var random = SplitMix64(seed: DesignPoint.seed, stream: UInt64(1 << 42 + observer))
    return "ed25519:" + nonce(&random) + nonce(&random)
  }

  /// A provider's address; -1 is the administrator's.
  public static func address(of provider: Int) throws -> String {
    let stream = UInt64(1 << 43 + provider)
    var random = SplitMix64(seed: DesignPoint.seed, stream: stream)
    let payload = (0..<20).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    return try Bech32.encode(prefix: "akash", groups: Bech32.groups(fromBytes: payload))
  }

  /// Adds a line.
  public mutating func add(
    _ kind: String, by author: String, admittedAt: Int, body: String
  ) {
    let payload = Self.payload(
      program: program.description, kind: kind, at: admittedAt, author: author,
      nonce: Self.nonce(&random), basis: lines, body: body)
    append(payload, admittedAt: admittedAt)
  }

  private mutating func append(_ payload: String, admittedAt: Int) {
    bytes += Array(#"{"admittedAt":\#(admittedAt),"payload":\#(payload)}"#.utf8)
    bytes.append(UInt8(ascii: "\n"))
    lines += 1
  }

  private static func payload(
    program: String, kind: String, at: Int, author: String, nonce: String, basis: Int,
    body: String
  ) -> String {
    #"{"v":1,"program":"\#(program)","kind":"\#(kind)","at":\#(at),"author":"\#(author)","#
      + #""nonce":"\#(nonce)","basis":\#(basis),"critical":true,"demonstration":true,"#
      + #""body":\#(body)}"#
  }

  private static func nonce(_ random: inout SplitMix64) -> String {
    hex(random.next()) + hex(random.next())
  }

  private static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
