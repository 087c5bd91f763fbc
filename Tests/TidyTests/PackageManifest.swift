/// The targets of Package.swift and the modules that each names as its own dependencies.
///
/// It reads the text: calls whose first argument is a literal name, the array that follows, and the
/// constants that stand for products.
struct PackageManifest {
  struct Target: Hashable {
    let name: String
    /// The function it is declared by: `pure`, `room`, `tests`, `executableTarget` and so on.
    let kind: String
    let dependencies: Set<String>

    var isPure: Bool { kind == "pure" }
    var isTest: Bool { kind == "tests" }
  }

  let targets: [Target]

  static let kinds: Set = ["pure", "room", "tests", "executableTarget", "systemLibrary"]

  init(_ text: String) {
    let pieces = Self.pieces(text)
    let products = Self.products(pieces)
    var targets: [Target] = []
    for (index, piece) in pieces.enumerated() where Self.kinds.contains(piece) {
      guard index + 1 < pieces.count, pieces[index + 1] == "(" else { continue }
      var position = index + 2
      if pieces[position...].starts(with: ["name", ":"]) { position += 2 }
      guard position < pieces.count, let name = Self.literal(pieces[position]) else { continue }
      let names = Self.dependencyNames(pieces, after: position + 1)
      targets.append(
        Target(
          name: name, kind: piece,
          dependencies: Set(names.compactMap { Self.literal($0) ?? products[$0] })))
    }
    self.targets = targets
  }

  func target(_ name: String) -> Target? { targets.first { $0.name == name } }

  /// Every module name that a type must not take.
  var moduleNames: Set<String> {
    targets.reduce(into: []) { names, target in
      names.insert(target.name)
      names.formUnion(target.dependencies)
    }
  }

  private static func literal(_ piece: String) -> String? {
    piece.first == "\"" ? String(piece.dropFirst().dropLast()) : nil
  }

  /// Words, whole string literals, and single characters; comments dropped.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let start = index
      index += 1
      switch bytes[start] {
      case 0x20, 0x0A: continue
      case UInt8(ascii: "/") where index < bytes.count && bytes[index] == UInt8(ascii: "/"):
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
        continue
      case UInt8(ascii: "\""):
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
        index = min(index + 1, bytes.count)
      case let byte where Token.isWordByte(byte):
        while index < bytes.count, Token.isWordByte(bytes[index]) { index += 1 }
      default: break
      }
      pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
    }
    return pieces
  }

  /// `let NAME: Target.Dependency = .product(name: "MODULE", …)`.
  private static func products(_ pieces: [String]) -> [String: String] {
    var products: [String: String] = [:]
    let shape = [":", "Target", ".", "Dependency", "=", ".", "product", "(", "name", ":"]
    for index in pieces.indices where pieces[index] == "let" {
      let rest = pieces[(index + 1)...]
      guard let name = rest.first, rest.dropFirst().starts(with: shape) else { continue }
      if let value = rest.dropFirst(1 + shape.count).first, let module = literal(value) {
        products[name] = module
      }
    }
    return products
  }

  /// What the call's first array names, if it has one.
  private static func dependencyNames(_ pieces: [String], after start: Int) -> [String] {
    var position = start
    while position < pieces.count, pieces[position] != "[" {
      if pieces[position] == ")" { return [] }
      // Another argument than dependencies leads to another array.
      if ["providers", "resources", "swiftSettings", "path"].contains(pieces[position]) {
        return []
      }
      position += 1
    }
    guard let end = pieces[position...].firstIndex(of: "]") else { return [] }
    return pieces[position..<end].filter { $0.first == "\"" || $0.first?.isLetter == true }
  }
}
