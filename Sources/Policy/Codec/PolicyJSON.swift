import Encoding

/// The normative form of a policy: canonical JSON, whose digest names it.
public enum PolicyJSON {
  /// The canonical bytes.
  public static func encode(_ policy: ProgramPolicy) -> [UInt8] {
    var writer = JSONWriter(reserving: 16_384)
    writer.policy(policy)
    return writer.finish()
  }

  /// Reads canonical bytes; another key, order, spacing or spelling is refused.
  public static func decode(_ bytes: [UInt8]) throws(PolicyError) -> ProgramPolicy {
    let value: JSONValue
    do {
      value = try JSONReader.read(
        bytes, limitBytes: PolicyBounds.jsonBytes, limitDepth: PolicyBounds.depth)
    } catch {
      throw PolicyError(path: .root, fault: .json(error))
    }
    var reader = PolicyReader(form: .canonical)
    guard let policy = reader.program(PolicyTree(value)), reader.errors.isEmpty else {
      guard let error = reader.errors.first else {
        preconditionFailure("A policy that cannot be read has a fault.")
      }
      throw error
    }
    let canonical = encode(policy)
    // Bytes are named by their digest (DESIGN law 10): one policy has one text.
    guard canonical == bytes else {
      let common = zip(canonical, bytes).prefix { $0 == $1 }.count
      throw PolicyError(path: .root, fault: .notCanonical(offset: common))
    }
    return policy
  }
}

/// The form that people write, once its YAML is a tree.
public enum PolicyText {
  /// Reads a tree of written scalars; all faults at once, in the order of the keys.
  public static func read(_ tree: PolicyTree) -> Result<ProgramPolicy, PolicyRefusal> {
    var reader = PolicyReader(form: .written)
    guard let policy = reader.program(tree), reader.errors.isEmpty else {
      return .failure(PolicyRefusal(errors: reader.errors))
    }
    return .success(policy)
  }
}

/// Every fault of a policy document.
public struct PolicyRefusal: Error, Hashable, Sendable {
  /// The faults, at least one.
  public let errors: [PolicyError]

  /// Joins the faults.
  public init(errors: [PolicyError]) {
    self.errors = errors
  }
}
