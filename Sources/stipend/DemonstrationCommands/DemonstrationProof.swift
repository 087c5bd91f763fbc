import Application
import BlobFiles
import Quantities
import Simulation

/// What an outsider finds in the demonstration's export, and in copies that somebody changed.
struct DemonstrationProof {
  /// What to print.
  let lines: [String]
  /// Whether the record holds and every change was found.
  let isGood: Bool

  init(of folder: String, program: Digest?) throws {
    let source = FolderLog(folder, on: PosixFileSystem())
    let blobs = DataFolder.blobs(folder)
    let verdict = try VerifyCommand.verify(source, blobs, pinned: program)
    var lines = LogVerdictReport.lines(verdict)
    var isGood = verdict.isGood
    lines += ["", Terminal.bold("The same command on copies that were tampered with")]
    for copy in try Tampering(source, blobs: blobs).copies() {
      let found = try VerifyCommand.verify(copy.source, copy.blobs, pinned: program)
      if let finding = found.findings.first {
        lines.append("\(Terminal.green("✓")) \(copy.story)")
        lines.append("    found: [\(finding.code)] \(finding.what)")
        lines.append("    \(finding.meaning)")
      } else {
        isGood = false
        lines.append("\(Terminal.red("✗")) \(copy.story): not found")
      }
    }
    self.lines = lines
    self.isGood = isGood
  }
}
