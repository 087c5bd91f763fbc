import Application
import Journal
import Program
import Simulation
import Testing

/// A record read by its entries alone is its operator's word, or nobody's.
@Suite struct PublishedEntriesTests {
  private static func read(_ log: MemoryLog, _ blobs: MemoryBlobs) throws {
    let published = try PublishedEntries(log)
    var reader = try ProgramReader(
      records: JournalRecords(entries: published.entries, blobs: blobs), blobs: blobs)
    try published.requireOperator(in: try reader.log().state)
  }

  @Test func aCheckpointThatItsOperatorDidNotSignIsRefused() throws {
    let program = try ForgedProgram()
    let leaves = try program.leaves()
    try Self.read(try ForgedLog(leaves, by: program.signer).log, program.blobs)
    let other = try NoteSigner(
      name: program.signer.verifier.name, purpose: .note, key: Invented.signer("log two"))
    // The same entries, the last one left out, as whoever serves a copy can write them.
    let cut = try ForgedLog(Array(leaves.dropLast()), by: other).log
    #expect(throws: PublishedEntriesFailure.self) { try Self.read(cut, program.blobs) }
  }

  @Test func moreEntriesThanAreTakenInAreNotRead() throws {
    let program = try ForgedProgram()
    let log = try ForgedLog(try program.leaves(), by: program.signer).log
    #expect(throws: PublishedEntriesFailure.self) {
      try PublishedEntries(log, limits: VerifyLimits(entries: 1))
    }
  }
}
