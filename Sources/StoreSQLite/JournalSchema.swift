import Keys
public import Quantities

/// The numbered steps that lead from an empty file to the present schema.
///
/// A released step is never edited, only followed by the next: each database keeps the digest of
/// the steps that made it, and a release whose steps differ refuses to open it.
public struct JournalSchema: Sendable {
  /// One step.
  public struct Migration: Sendable {
    /// Counted from 1; `user_version` of a database that has it.
    public let number: Int
    /// The statements, run in one transaction.
    public let sql: String

    /// Takes the parts.
    public init(number: Int, sql: String) {
      self.number = number
      self.sql = sql
    }

    /// SHA-256 of the statements.
    public var digest: Digest { Sha256.digest(of: Array(sql.utf8)) }
  }

  /// The mark of our files in SQLite's header: `STPD`.
  public static let applicationID: Int64 = 0x5354_5044

  /// The steps in order.
  public let migrations: [Migration]

  /// Takes steps numbered 1, 2, 3 and so on.
  public init(_ migrations: [Migration]) {
    precondition(
      migrations.enumerated().allSatisfy { $0.offset + 1 == $0.element.number },
      "Migrations are numbered from 1 without a gap.")
    self.migrations = migrations
  }

  /// What this release writes.
  public static let current = JournalSchema([
    Migration(number: 1, sql: first), Migration(number: 2, sql: second),
  ])

  private static let first = """
    CREATE TABLE migration (
      number INTEGER PRIMARY KEY CHECK (number >= 1),
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;

    CREATE TABLE leaf (
      position INTEGER PRIMARY KEY CHECK (position >= 0),
      identity BLOB NOT NULL UNIQUE CHECK (length(identity) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535)
    ) STRICT;

    CREATE TABLE tile (
      address INTEGER PRIMARY KEY CHECK (address >= 1 << 48),
      hashes BLOB NOT NULL
        CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0)
    ) STRICT;

    CREATE TABLE checkpoint (
      size INTEGER PRIMARY KEY CHECK (size >= 1),
      note BLOB NOT NULL CHECK (length(note) BETWEEN 1 AND 65536)
    ) STRICT;

    CREATE TABLE cosignature (
      size INTEGER NOT NULL REFERENCES checkpoint (size),
      signer TEXT NOT NULL CHECK (length(signer) BETWEEN 1 AND 255),
      line BLOB NOT NULL CHECK (length(line) BETWEEN 1 AND 65536),
      PRIMARY KEY (size, signer)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE promise (
      identity BLOB PRIMARY KEY CHECK (length(identity) = 32),
      admit_by INTEGER NOT NULL,
      envelope BLOB NOT NULL CHECK (length(envelope) BETWEEN 1 AND 65535)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE restoration (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      size INTEGER NOT NULL CHECK (size >= 0),
      restored_at INTEGER NOT NULL
    ) STRICT;

    CREATE TRIGGER leaf_follows BEFORE INSERT ON leaf
    WHEN NEW.position <> (SELECT coalesce(max(position), -1) + 1 FROM leaf)
    BEGIN SELECT RAISE(ABORT, 'a leaf must follow the last one'); END;

    CREATE TRIGGER leaf_unconfirmed BEFORE INSERT ON leaf
    WHEN EXISTS (SELECT 1 FROM restoration)
    BEGIN SELECT RAISE(ABORT, 'a restored log must be confirmed first'); END;

    CREATE TRIGGER leaf_stays BEFORE UPDATE ON leaf
    BEGIN SELECT RAISE(ABORT, 'a leaf never changes'); END;

    CREATE TRIGGER leaf_is_kept BEFORE DELETE ON leaf
    BEGIN SELECT RAISE(ABORT, 'a leaf is never removed'); END;

    CREATE TRIGGER tile_grows BEFORE UPDATE ON tile
    WHEN NEW.address <> OLD.address
      OR length(NEW.hashes) <= length(OLD.hashes)
      OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes
    BEGIN SELECT RAISE(ABORT, 'a tile only gains hashes'); END;

    CREATE TRIGGER tile_is_kept BEFORE DELETE ON tile
    BEGIN SELECT RAISE(ABORT, 'a tile is never removed'); END;

    CREATE TRIGGER checkpoint_covers BEFORE INSERT ON checkpoint
    WHEN NEW.size <> (SELECT coalesce(max(position), -1) + 1 FROM leaf)
    BEGIN SELECT RAISE(ABORT, 'a checkpoint covers the log as it is'); END;

    CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint
    BEGIN SELECT RAISE(ABORT, 'a checkpoint never changes'); END;

    CREATE TRIGGER checkpoint_is_kept BEFORE DELETE ON checkpoint
    BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;

    CREATE TRIGGER migration_stays BEFORE UPDATE ON migration
    BEGIN SELECT RAISE(ABORT, 'a migration is history'); END;

    CREATE TRIGGER migration_is_kept BEFORE DELETE ON migration
    BEGIN SELECT RAISE(ABORT, 'a migration is history'); END;
    """

  /// A promise gives its entry a place and a time; nothing ever promised without them.
  private static let second = """
    DROP TABLE promise;

    CREATE TABLE promise (
      identity BLOB PRIMARY KEY CHECK (length(identity) = 32),
      admit_by INTEGER NOT NULL,
      envelope BLOB NOT NULL CHECK (length(envelope) BETWEEN 1 AND 65535),
      position INTEGER NOT NULL UNIQUE CHECK (position >= 0),
      admitted_at INTEGER NOT NULL CHECK (admitted_at <= admit_by)
    ) STRICT, WITHOUT ROWID;
    """
}
