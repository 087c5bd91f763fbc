public import Program
public import Quantities
import Keys
import Rewards

extension StatementPublished {
  /// The entry of a close; `freeze` is the digest of the freeze that it followed from.
  public init(_ closed: ClosedEpoch, freeze: Digest) {
    self.init(
      pool: closed.id.pool, epoch: closed.id.number, version: closed.statement.version,
      freeze: freeze, statement: closed.digest, table: Sha256.digest(of: closed.table),
      lines: closed.linesRoot, figures: StatementFigures(StatementTotals(closed.statement)))
  }
}
