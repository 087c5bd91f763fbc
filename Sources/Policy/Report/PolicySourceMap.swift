public import Encoding

/// Where each key and value of a policy stands in the file that it was read from.
public struct PolicySourceMap: Hashable, Sendable {
  private var keys: [JSONPath: SourcePosition] = [:]
  private var values: [JSONPath: SourcePosition] = [:]

  /// A map without places, for a policy that has no text.
  public init() {}

  /// Notes where a key stands.
  public mutating func note(key path: JSONPath, at position: SourcePosition) {
    if keys[path] == nil { keys[path] = position }
  }

  /// Notes where a value stands.
  public mutating func note(value path: JSONPath, at position: SourcePosition) {
    if values[path] == nil { values[path] = position }
  }

  /// The place of a value, or of the nearest thing around it that the file holds.
  public func position(ofValue path: JSONPath) -> SourcePosition? {
    values[path] ?? position(ofKey: path)
  }

  /// The place of a key or element, or of the nearest thing around it that the file holds.
  public func position(ofKey path: JSONPath) -> SourcePosition? {
    if let position = keys[path] ?? elementPosition(path) { return position }
    switch path {
    case .root, .named: return values[path]
    case .member(let parent, _), .element(let parent, _): return position(ofKey: parent)
    }
  }

  private func elementPosition(_ path: JSONPath) -> SourcePosition? {
    if case .element = path { values[path] } else { nil }
  }
}
