public import Encoding

extension ChainClient {
  /// What two nodes say alike of one height; one node is not enough.
  ///
  /// That there is no such thing is an answer as any other. Where two differ a third decides. A
  /// node that does not have the height keeps the others from being believed alone, and the height
  /// is what is missing then: it may come, or be given up.
  public func getAgreed<Value: Equatable>(
    _ path: String, height: Int64, _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    try await agreed(path, height: height) { index throws(ChainFailure) in
      try await self.ask(index, path, height: height, read)
    }
  }

  /// Such an answer about a height that the path itself names.
  func getAgreed<Value: Equatable>(
    _ path: String, about height: Int64, _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    guard crossChecks else { return try await get(path, read) }
    return try await agreed(path, height: height) { index throws(ChainFailure) in
      try await self.ask(index, path, height: nil, read)
    }
  }

  private func agreed<Value: Equatable>(
    _ path: String, height: Int64, _ ask: (Int) async throws(ChainFailure) -> Value
  ) async throws(ChainFailure) -> Value {
    var said: [(index: Int, answer: Answer<Value>)] = []
    var failures: [ChainFailure] = []
    let first = preferred
    for step in nodes.indices {
      let index = (first + step) % nodes.count
      let answer = await Answer { () async throws(ChainFailure) in try await ask(index) }
      if case .failed(let failure) = answer {
        failures.append(failure)
      } else if said.contains(where: { $0.answer == answer }) {
        return try answer.value()
      } else {
        said.append((index, answer))
      }
    }
    if said.count > 1 {
      throw .disagreement(path: path, height: height, said.map { nodes[$0.index].name })
    }
    if let missing = failures.first(where: \.isAboutHeight) { throw missing }
    throw said.isEmpty && !failures.isEmpty ? .everyNodeFailed(failures) : .tooFewNodes(needed: 2)
  }
}

/// What came of asking one node.
private enum Answer<Value: Equatable> {
  case value(Value)
  /// The node knows that there is no such thing.
  case absent(ChainFailure)
  case failed(ChainFailure)

  init(_ ask: () async throws(ChainFailure) -> Value) async {
    do {
      self = .value(try await ask())
    } catch {
      self = error.isAbsence ? .absent(error) : .failed(error)
    }
  }

  func value() throws(ChainFailure) -> Value {
    switch self {
    case .value(let value): return value
    case .absent(let failure), .failed(let failure): throw failure
    }
  }

  /// Whether both say the same of the chain, whatever words each has for what is not there.
  static func == (left: Answer, right: Answer) -> Bool {
    switch (left, right) {
    case (.value(let left), .value(let right)): left == right
    case (.absent, .absent): true
    default: false
    }
  }
}
