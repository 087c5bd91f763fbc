import Encoding

/// The versions that a provider names at `/version`.
public struct ProviderVersion: Hashable, Sendable {
  /// The provider software's version as written: `v0.14.2`.
  public let text: String
  /// Its three numbers, where it has that form; what follows a hyphen is left out.
  public let numbers: Numbers?
  /// The cluster's version as written: `v1.30.4+k3s1`.
  public let cluster: String?

  /// Major, minor and patch.
  public struct Numbers: Hashable, Sendable, Comparable {
    /// The first number.
    public let major: UInt32
    /// The second.
    public let minor: UInt32
    /// The third.
    public let patch: UInt32

    /// Wraps the three.
    public init(_ major: UInt32, _ minor: UInt32, _ patch: UInt32) {
      self.major = major
      self.minor = minor
      self.patch = patch
    }

    /// Orders by the numbers.
    public static func < (left: Numbers, right: Numbers) -> Bool {
      (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
  }

  /// From which version on `GetStatus` answers; before it, only REST does.
  public static let firstWithMessages = Numbers(0, 5, 0)
  /// The longest answer read: about 300 names of packages stand in it.
  public static let limitBytes = 256 << 10

  /// Whether the provider should answer `GetStatus`; nil where its version is not readable.
  public var answersMessages: Bool? { numbers.map { $0 >= Self.firstWithMessages } }

  /// Reads the answer of `/version`.
  public init(_ bytes: [UInt8]) throws(StatusRefusal) {
    let root = try RestAnswer.read(bytes, limitBytes: Self.limitBytes)
    do {
      var fields = try JSONNode(root).fields()
      var akash = try fields.required("akash").fields()
      text = try akash.required("version").string(limitBytes: 128)
      guard let kube = fields.optionalOrNull("kube") else {
        cluster = nil
        numbers = Self.numbers(text)
        return
      }
      var inside = try kube.fields()
      cluster = try inside.optionalOrNull("gitVersion")?.string(limitBytes: 128)
    } catch {
      throw .field(error)
    }
    numbers = Self.numbers(text)
  }

  /// The numbers of `v0.14.2` or `0.14.2-rc3`.
  static func numbers(_ text: String) -> Numbers? {
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "v") { bytes.removeFirst() }
    let core = bytes.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }
    let parts = core.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let numbers = parts.compactMap { part -> UInt32? in
      guard part.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      return UInt32(String(decoding: part, as: UTF8.self))
    }
    return numbers.count == 3 ? Numbers(numbers[0], numbers[1], numbers[2]) : nil
  }
}

/// The owner that a provider names at `/address`.
public enum ProviderAddressAnswer {
  /// The longest answer read.
  public static let limitBytes = 4 << 10

  /// Reads `{"address":"akash1…"}`.
  public static func read(_ bytes: [UInt8]) throws(StatusRefusal) -> String {
    let root = try RestAnswer.read(bytes, limitBytes: limitBytes)
    do {
      var fields = try JSONNode(root).fields()
      return try fields.required("address").string(limitBytes: 90)
    } catch {
      throw .field(error)
    }
  }
}
