/// A map whose iteration is in key order: the one wrapper for keyed data that is walked.
///
/// Keys and values lie in sorted arrays: lookup is a binary search, appending in key order is
/// cheap, and inserting in the middle moves what follows. Build large maps from a sequence at once.
public struct SortedMap<Key: Comparable, Value> {
  /// The keys, ascending, each once.
  public private(set) var keys: [Key] = []
  /// The values, in the order of their keys.
  public private(set) var values: [Value] = []

  /// An empty map.
  public init() {}

  /// Builds from pairs in any order; values of equal keys are combined in the order given.
  public init<Failure: Error>(
    _ pairs: some Sequence<(Key, Value)>,
    combining: (Value, Value) throws(Failure) -> Value
  ) throws(Failure) {
    let ordered = pairs.enumerated().sorted { left, right in
      // The offset makes the order of equal keys the given one.
      left.element.0 == right.element.0
        ? left.offset < right.offset : left.element.0 < right.element.0
    }
    keys.reserveCapacity(ordered.count)
    values.reserveCapacity(ordered.count)
    for (_, (key, value)) in ordered {
      if let last = keys.last, last == key {
        values[values.count - 1] = try combining(values[values.count - 1], value)
      } else {
        keys.append(key)
        values.append(value)
      }
    }
  }

  /// Builds from pairs in any order, or nil if a key occurs twice.
  public init?(uniquePairs pairs: some Sequence<(Key, Value)>) {
    var isUnique = true
    self.init(pairs) { first, _ in
      isUnique = false
      return first
    }
    guard isUnique else { return nil }
  }

  /// The number of keys.
  public var count: Int { keys.count }

  /// Whether there is no key.
  public var isEmpty: Bool { keys.isEmpty }

  /// The value of a key; setting nil removes it.
  public subscript(key: Key) -> Value? {
    get {
      let position = lowerBound(key)
      return holds(key, at: position) ? values[position] : nil
    }
    set {
      let position = lowerBound(key)
      switch (newValue, holds(key, at: position)) {
      case (let value?, true): values[position] = value
      case (let value?, false):
        keys.insert(key, at: position)
        values.insert(value, at: position)
      case (nil, true):
        keys.remove(at: position)
        values.remove(at: position)
      case (nil, false): break
      }
    }
  }

  /// The value of a key in place, beginning with the default where there is none.
  public subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
    get { self[key] ?? value() }
    _modify {
      let position = lowerBound(key)
      if !holds(key, at: position) {
        keys.insert(key, at: position)
        values.insert(value(), at: position)
      }
      yield &values[position]
    }
  }

  /// Sets a value and returns the one before, if any.
  @discardableResult
  public mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
    let previous = self[key]
    self[key] = value
    return previous
  }

  /// Removes a key and returns its value, if any.
  @discardableResult
  public mutating func removeValue(forKey key: Key) -> Value? {
    let previous = self[key]
    self[key] = nil
    return previous
  }

  /// The same keys with other values.
  public func mapValues<Other, Failure: Error>(
    _ transform: (Value) throws(Failure) -> Other
  ) throws(Failure) -> SortedMap<Key, Other> {
    var result = SortedMap<Key, Other>()
    result.keys = keys
    result.values = try values.map(transform)
    return result
  }

  /// The first position whose key is not below the given one.
  public func lowerBound(_ key: Key) -> Int {
    if let last = keys.last, last < key { return keys.count }
    var low = 0
    var high = keys.count
    while low < high {
      let middle = low + (high - low) / 2
      if keys[middle] < key {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private func holds(_ key: Key, at position: Int) -> Bool {
    position < keys.count && keys[position] == key
  }
}

extension SortedMap: Sequence {
  /// Walks the pairs in key order.
  public struct Iterator: IteratorProtocol {
    private let map: SortedMap
    private var position = 0

    init(map: SortedMap) {
      self.map = map
    }

    /// The next pair, or nil after the last.
    public mutating func next() -> (key: Key, value: Value)? {
      guard position < map.count else { return nil }
      defer { position += 1 }
      return (map.keys[position], map.values[position])
    }
  }

  /// Walks the pairs in key order.
  public func makeIterator() -> Iterator { Iterator(map: self) }

  /// The number of pairs.
  public var underestimatedCount: Int { keys.count }

  /// The pair of the lowest key.
  public var first: (key: Key, value: Value)? {
    guard let key = keys.first, let value = values.first else { return nil }
    return (key, value)
  }

  /// The pair of the highest key.
  public var last: (key: Key, value: Value)? {
    guard let key = keys.last, let value = values.last else { return nil }
    return (key, value)
  }
}

extension SortedMap: ExpressibleByDictionaryLiteral {
  /// Builds from a literal; a key written twice is a bug.
  public init(dictionaryLiteral elements: (Key, Value)...) {
    guard let map = SortedMap(uniquePairs: elements) else {
      preconditionFailure("A literal names each key once.")
    }
    self = map
  }
}

extension SortedMap: Equatable where Value: Equatable {}
extension SortedMap: Hashable where Key: Hashable, Value: Hashable {}
extension SortedMap: Sendable where Key: Sendable, Value: Sendable {}
