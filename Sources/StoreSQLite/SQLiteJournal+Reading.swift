public import Application
import GRDB
public import Quantities

extension SQLiteJournal {
  func read<Value>(
    _ work: (Database) throws -> Value
  ) throws(JournalStoreFailure) -> Value {
    try Self.outside { try database.read(work) }
  }

  /// Number of leaves.
  public func size() throws(JournalStoreFailure) -> Int64 {
    try read { try Self.size($0) }
  }

  static func size(_ db: Database) throws -> Int64 {
    try PreparedStatement(db, "SELECT coalesce(max(position), -1) + 1 FROM leaf").number()
  }

  /// Leaves as stored.
  public func leaves(_ range: Range<Int64>) throws(JournalStoreFailure) -> [[UInt8]] {
    try read { db in
      try PreparedStatement(
        db, "SELECT bytes FROM leaf WHERE position >= ? AND position < ? ORDER BY position"
      ).rows({ $0.bind(range) }, { $0.blob(0) })
    }
  }

  /// Their identities.
  public func identities(_ range: Range<Int64>) throws(JournalStoreFailure) -> [Digest] {
    try read { db in
      try PreparedStatement(
        db, "SELECT identity FROM leaf WHERE position >= ? AND position < ? ORDER BY position"
      ).rows({ $0.bind(range) }, { try Digest(bytes: $0.blob(0)) })
    }
  }

  /// Where an identity stands.
  public func index(of identity: Digest) throws(JournalStoreFailure) -> Int64? {
    try read { try Self.index(of: identity, $0) }
  }

  static func index(of identity: Digest, _ db: Database) throws -> Int64? {
    try PreparedStatement(db, "SELECT position FROM leaf WHERE identity = ?")
      .first({ $0.bind(1, identity) }, { $0.number(0) })
  }

  /// The first hashes of a tile.
  public func tile(_ place: TilePlace, width: Int) throws(JournalStoreFailure) -> [UInt8]? {
    guard (1...TilePlace.fullWidth).contains(width), let address = place.address else {
      return nil
    }
    if let range = place.leaves(width: width) {
      let hashes = try read { db in
        try PreparedStatement(
          db, "SELECT hash FROM leaf WHERE position >= ? AND position < ? ORDER BY position"
        ).rows({ $0.bind(range) }, { $0.blob(0) })
      }
      return hashes.count == width ? hashes.flatMap(\.self) : nil
    }
    let hashes = try read { db in
      try PreparedStatement(db, "SELECT hashes FROM tile WHERE address = ?")
        .first({ $0.bind(1, address) }, { $0.blob(0) })
    }
    guard let hashes, hashes.count >= width * Digest.byteCount else { return nil }
    return Array(hashes.prefix(width * Digest.byteCount))
  }

  /// The newest checkpoint.
  public func newestCheckpoint() throws(JournalStoreFailure) -> JournalCheckpoint? {
    try read { db in
      try PreparedStatement(db, "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1")
        .first { JournalCheckpoint(size: $0.number(0), note: $0.blob(1)) }
    }
  }

  /// The checkpoint of a size.
  public func checkpoint(size: Int64) throws(JournalStoreFailure) -> JournalCheckpoint? {
    try read { db in
      try PreparedStatement(db, "SELECT note FROM checkpoint WHERE size = ?")
        .first({ $0.bind(1, size) }, { JournalCheckpoint(size: size, note: $0.blob(0)) })
    }
  }

  /// Witnesses' lines.
  public func cosignatures(size: Int64) throws(JournalStoreFailure) -> [JournalCosignature] {
    try read { db in
      try PreparedStatement(
        db, "SELECT signer, line FROM cosignature WHERE size = ? ORDER BY signer"
      ).rows({ $0.bind(1, size) }, { JournalCosignature(signer: $0.text(0), line: $0.blob(1)) })
    }
  }

  /// The largest cosigned size.
  public func newestCosignedSize() throws(JournalStoreFailure) -> Int64? {
    try read { db in
      try PreparedStatement(db, "SELECT size FROM cosignature ORDER BY size DESC LIMIT 1")
        .first { $0.number(0) }
    }
  }

  /// Promises, the most urgent first.
  public func promises() throws(JournalStoreFailure) -> [JournalPromise] {
    try read { db in
      try PreparedStatement(
        db,
        """
        SELECT identity, admit_by, envelope, position, admitted_at
        FROM promise ORDER BY admit_by, identity
        """
      ).rows { row in
        JournalPromise(
          identity: try Digest(bytes: row.blob(0)), admitBy: try Timestamp(seconds: row.number(1)),
          envelope: row.blob(2), position: row.number(3),
          admittedAt: try Timestamp(seconds: row.number(4)))
      }
    }
  }

  /// The mark of a restored log.
  public func restoration() throws(JournalStoreFailure) -> JournalRestoration? {
    try read { db in
      try PreparedStatement(db, "SELECT size, restored_at FROM restoration").first { row in
        JournalRestoration(
          size: row.number(0), restoredAt: try Timestamp(seconds: row.number(1)))
      }
    }
  }
}

extension PreparedStatement {
  func bind(_ range: Range<Int64>) {
    bind(1, range.lowerBound)
    bind(2, range.upperBound)
  }
}

extension TilePlace {
  /// The row that keeps a tile: level × 2^48 + number; nil for a tile that no log has.
  var address: Int64? {
    guard Self.levels.contains(level), (0..<1 << 48).contains(number) else { return nil }
    return Int64(level) << 48 | number
  }
}
