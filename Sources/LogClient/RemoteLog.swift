public import Application
public import Journal

/// A log that a server publishes, asked one request at a time.
public struct RemoteLog: LogSource {
  private let connection: LogConnection

  /// Asks through a connection.
  public init(_ connection: LogConnection) {
    self.connection = connection
  }

  /// The newest checkpoint.
  public func checkpoint() throws(LogSourceFailure) -> [UInt8] {
    guard let bytes = try get("checkpoint", LogSourceLimit.noteBytes) else {
      throw .missing("\(connection.address): no log is published there")
    }
    return bytes
  }

  /// A tile or a bundle; where the partial one is gone, the full one.
  public func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    let limitBytes = LogSourceLimit.bytes(of: address)
    if let bytes = try get(address.path, limitBytes) { return bytes }
    return address.isFull ? nil : try get(address.full.path, limitBytes)
  }

  /// What `index.json` says.
  public func index() throws(LogSourceFailure) -> LogIndex {
    guard let bytes = try get(LogIndex.path, LogIndex.limitBytes) else {
      throw .missing("\(connection.address): there is no \(LogIndex.path)")
    }
    do {
      return try LogIndex(bytes: bytes)
    } catch {
      throw .unavailable("\(connection.address): \(error)")
    }
  }

  private func get(_ path: String, _ limitBytes: Int) throws(LogSourceFailure) -> [UInt8]? {
    do {
      return try connection.get(path, limitBytes: limitBytes)
    } catch {
      throw error.ofSource
    }
  }
}

extension LogConnection {
  /// The body of a path; nil where there is none, or no longer.
  func get(_ path: String, limitBytes: Int) throws(ClientFailure) -> [UInt8]? {
    let answer = try askAndWait(Question(path: path, limitBytes: limitBytes))
    switch answer.status {
    case 200: return answer.body
    case 404, 410: return nil
    default: throw refusal(path, answer.status)
    }
  }

  /// An answer that a retry did not better, or that the protocol does not have.
  func refusal(_ path: String, _ status: Int) -> ClientFailure {
    status >= 500
      ? .unavailable("\(address.url(path)): status \(status)")
      : .unexpected(address.url(path), status: status)
  }
}
