public import Application
import GRDB
public import Quantities
import Synchronization

extension SQLiteJournal {
  /// Runs one transaction, which is on the disk when it returns.
  private func write(_ work: (Database) throws -> Void) throws(JournalStoreFailure) {
    guard let writer else { throw .readOnly }
    guard !isOutcomeUnknown.withLock({ $0 }) else {
      throw .unavailable("An earlier write failed half-way; open the journal again.")
    }
    do {
      try Self.outside { try writer.write(work) }
    } catch {
      switch error {
      case .unavailable, .damaged: isOutcomeUnknown.withLock { $0 = true }
      default: break
      }
      throw error
    }
  }

  /// Adds a batch in one transaction.
  public func append(_ batch: JournalBatch) throws(JournalStoreFailure) {
    if let fault = batch.fault() { throw .malformed(fault) }
    try write { db in
      let size = try Self.size(db)
      guard size == batch.expectedSize else {
        throw JournalStoreFailure.conflict(expected: batch.expectedSize, actual: size)
      }
      try Self.insert(batch.leaves, from: size, db)
      try Self.insert(batch.tiles, db)
      try PreparedStatement(db, "INSERT INTO checkpoint (size, note) VALUES (?, ?)").run {
        $0.bind(1, batch.newSize)
        $0.bind(2, batch.checkpoint)
      }
      try Self.keepPromises(from: size, db)
    }
  }

  /// Fills an empty log in one transaction, whatever its length.
  public func install(
    _ checkpoint: JournalCheckpoint, at time: Timestamp,
    parts: () throws(JournalStoreFailure) -> JournalPart?
  ) throws(JournalStoreFailure) {
    try write { db in
      var size = try Self.size(db)
      guard size == 0 else { throw JournalStoreFailure.conflict(expected: 0, actual: size) }
      while let part = try parts() {
        try Self.insert(part.leaves, from: size, db)
        try Self.insert(part.tiles, db)
        size += Int64(part.leaves.count)
      }
      guard size == checkpoint.size else {
        throw JournalStoreFailure.malformed("the checkpoint is of another size")
      }
      try PreparedStatement(db, "INSERT INTO checkpoint (size, note) VALUES (?, ?)").run {
        $0.bind(1, checkpoint.size)
        $0.bind(2, checkpoint.note)
      }
      try Self.mark(restoredAt: time, size: size, db)
    }
  }

  private static func insert(_ leaves: [JournalLeaf], from size: Int64, _ db: Database) throws {
    let insert = try PreparedStatement(
      db, "INSERT INTO leaf (position, identity, hash, bytes) VALUES (?, ?, ?, ?)")
    for (offset, leaf) in leaves.enumerated() {
      do {
        try insert.run {
          $0.bind(1, size + Int64(offset))
          $0.bind(2, leaf.identity)
          $0.bind(3, leaf.hash)
          $0.bind(4, leaf.bytes)
        }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        throw try refusal(of: leaf.identity, error, db)
      }
    }
  }

  private static func refusal(
    of identity: Digest, _ error: DatabaseError, _ db: Database
  ) throws -> any Error {
    if try isRestored(db) { return JournalStoreFailure.unconfirmed }
    if let index = try index(of: identity, db) {
      return JournalStoreFailure.alreadyLogged(identity, index: index)
    }
    return error
  }

  private static func isRestored(_ db: Database) throws -> Bool {
    try PreparedStatement(db, "SELECT count(*) FROM restoration").number() != 0
  }

  private static func insert(_ tiles: [JournalTile], _ db: Database) throws {
    let insert = try PreparedStatement(
      db,
      """
      INSERT INTO tile (address, hashes) VALUES (?, ?)
      ON CONFLICT (address) DO UPDATE SET hashes = excluded.hashes
      """)
    for tile in tiles {
      guard let address = tile.place.address else {
        preconditionFailure("A batch was checked to hold only the tiles of its log.")
      }
      try insert.run {
        $0.bind(1, address)
        $0.bind(2, tile.hashes)
      }
    }
  }

  private static func keepPromises(from size: Int64, _ db: Database) throws {
    guard try PreparedStatement(db, "SELECT EXISTS (SELECT 1 FROM promise)").number() == 1 else {
      return
    }
    try PreparedStatement(
      db,
      """
      DELETE FROM promise
      WHERE identity IN (SELECT identity FROM leaf WHERE position >= ?)
      """
    ).run { $0.bind(1, size) }
  }

  /// Keeps witnesses' lines.
  public func keep(
    _ cosignatures: [JournalCosignature], size: Int64
  ) throws(JournalStoreFailure) {
    try write { db in
      let isKnown = try PreparedStatement(db, "SELECT count(*) FROM checkpoint WHERE size = ?")
        .first({ $0.bind(1, size) }, { $0.number(0) == 1 })
      guard isKnown == true else {
        throw JournalStoreFailure.malformed("there is no checkpoint of size \(size)")
      }
      let insert = try PreparedStatement(
        db,
        """
        INSERT INTO cosignature (size, signer, line) VALUES (?, ?, ?)
        ON CONFLICT (size, signer) DO UPDATE SET line = excluded.line
        """)
      for cosignature in cosignatures {
        try insert.run {
          $0.bind(1, size)
          $0.bind(2, cosignature.signer)
          $0.bind(3, cosignature.line)
        }
      }
    }
  }

  /// Keeps a promise.
  public func promise(_ promise: JournalPromise) throws(JournalStoreFailure) {
    try write { db in
      if let index = try Self.index(of: promise.identity, db) {
        throw JournalStoreFailure.alreadyLogged(promise.identity, index: index)
      }
      try PreparedStatement(
        db,
        """
        INSERT INTO promise (identity, admit_by, envelope, position, admitted_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (identity) DO NOTHING
        """
      ).run {
        $0.bind(1, promise.identity)
        $0.bind(2, promise.admitBy.seconds)
        $0.bind(3, promise.envelope)
        $0.bind(4, promise.position)
        $0.bind(5, promise.admittedAt.seconds)
      }
    }
  }

  /// Ends a promise.
  public func dropPromise(_ identity: Digest) throws(JournalStoreFailure) {
    try write { db in
      try PreparedStatement(db, "DELETE FROM promise WHERE identity = ?").run {
        $0.bind(1, identity)
      }
    }
  }

  /// Marks the log as restored: nothing can be appended until that is confirmed.
  public func markRestored(at time: Timestamp) throws(JournalStoreFailure) {
    try write { db in
      try Self.mark(restoredAt: time, size: Self.size(db), db)
    }
  }

  private static func mark(restoredAt time: Timestamp, size: Int64, _ db: Database) throws {
    try PreparedStatement(
      db,
      """
      INSERT INTO restoration (only, size, restored_at) VALUES (1, ?, ?)
      ON CONFLICT (only) DO NOTHING
      """
    ).run {
      $0.bind(1, size)
      $0.bind(2, time.seconds)
    }
  }

  /// Ends the mark.
  public func confirmRestoration() throws(JournalStoreFailure) {
    try write { try PreparedStatement($0, "DELETE FROM restoration").run() }
  }
}
