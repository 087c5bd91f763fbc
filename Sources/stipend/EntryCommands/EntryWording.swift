import Application
import Encoding
import Journal
import Program
import Quantities

/// Refusals about entries, as a command ends with them.
enum EntryWording {
  /// A body that was not made: usage.
  static func ending(_ refusal: EntryFormRefusal) -> Ending {
    Ending(2, refusal.code, refusal.wording.what, refusal.wording.advice)
  }

  /// A draft or an envelope that was refused; one that cannot be read is usage.
  static func ending(_ refusal: EntryPaperRefusal, _ path: String? = nil) -> Ending {
    let place = path.map { "\($0): " } ?? ""
    let exit: Int32 =
      switch refusal {
      case .payload: 2
      case .envelope(.signature(_, _)), .envelope(.key(_, _)), .envelope(.account(_)): 1
      case .envelope: 2
      case .unsigned, .otherPayload, .signerOther: 1
      }
    return Ending(exit, refusal.code, place + refusal.wording.what, refusal.wording.advice)
  }

  /// What admission refuses.
  static func ending(_ rejection: Rejection) -> Ending {
    let wording = rejection.wording
    return Ending(
      1, rejection.rule.rawValue, "Admission refuses the entry: \(wording.what)", wording.advice)
  }

  /// The texts that a draft names, from the files beside it and from a store.
  static func texts(
    _ paper: EntryPaper, beside path: String, _ blobs: any BlobStore
  ) -> [EntryInWords.Line] {
    let files = (try? EntryAppendCommand.files(path + ".blobs")) ?? []
    return EntryInWords.texts(of: paper.payload, in: BlobsBeside(blobs, files))
  }

  /// Reads a draft or an envelope from a file.
  static func paper(_ path: String, prefix: String) throws -> EntryPaper {
    let bytes = try Files.read(path, limitBytes: 65_535)
    do {
      return try EntryPaper(bytes: bytes, prefix: prefix)
    } catch {
      throw ending(error, path)
    }
  }

  /// Does something with a draft, or ends.
  static func of<Value>(
    _ path: String? = nil, _ work: () throws(EntryPaperRefusal) -> Value
  ) throws -> Value {
    do {
      return try work()
    } catch {
      throw ending(error, path)
    }
  }

  /// What became of a submission that was not logged.
  static func ending(_ submission: Submission) -> Ending? {
    switch submission {
    case .logged, .duplicate, .promised: nil
    case .logKeyAbsent(_, let key):
      Ending(
        1, "log-key-absent", "The entry would be covered by a checkpoint of \(key).",
        "Name that key's file with --log-key; docs/operating/succession.md says how a log moves.")
    case .refused(_, let code, let message, let advice):
      Ending(1, code, "Admission refuses the entry: \(message)", advice)
    case .malformed(let code, let message):
      Ending(1, code, "The entry is refused: \(message).", "Sign the draft again.")
    case .blobsMissing(_, let missing):
      Ending(
        1, "blobs-missing",
        "The entry names blobs that the folder has not got: "
          + "\(missing.map(\.hex).joined(separator: ", ")).",
        "Name the folder that holds them with --blobs.")
    }
  }

  /// A draft as people read it before they sign.
  static func show(_ paper: EntryPaper, texts: [EntryInWords.Line] = []) {
    let payload = paper.payload
    print("\(Terminal.bold(payload.kind.text)): \(EntryInWords.summary(of: payload))")
    if payload.header.demonstration {
      print(Terminal.yellow("A demonstration: nothing in it is real."))
    }
    let lines = EntryInWords.header(of: payload).dropFirst()
    let body = EntryInWords.body(of: payload)
    let width = (lines + body).map(\.name.count).max() ?? 0
    func row(_ line: EntryInWords.Line) -> String {
      "  \(line.name)\(String(repeating: " ", count: width - line.name.count))  \(line.value)"
    }
    for line in body { print(row(line)) }
    for text in texts {
      print(Terminal.dim("\(text.name), as written"))
      // Whoever wrote it does not steer the terminal of who is to sign it.
      let plain = PlainText.of(text.value)
      for line in plain.split(separator: "\n", omittingEmptySubsequences: false) {
        print("  | \(line)")
      }
    }
    print(Terminal.dim("around it"))
    for line in lines { print(row(line)) }
    print("  identity  \(payload.digest.hex)")
    for signature in paper.signatures {
      print("  \(Terminal.green("✓")) signed by \(signature.signer.text)")
    }
    if paper.signatures.isEmpty { print("  nobody has signed it") }
  }
}
