import Quantities

/// The lines of a receipt or a refusal, read in their order.
struct AnswerLines {
  private let lines: [ArraySlice<UInt8>]
  private var next = 1

  init(_ text: [UInt8], title: String, count: Int) throws(SubmissionAnswerRefusal) {
    guard text.last == 0x0A else { throw .line(0) }
    lines = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    guard let first = lines.first, first.elementsEqual(title.utf8) else { throw .line(0) }
    guard lines.count == count else { throw .line(min(lines.count, count)) }
  }

  /// What stands behind a label on the next line.
  mutating func value(_ label: String) throws(SubmissionAnswerRefusal) -> ArraySlice<UInt8> {
    guard lines[next].starts(with: label.utf8) else { throw .line(next) }
    defer { next += 1 }
    return lines[next].dropFirst(label.utf8.count)
  }

  mutating func origin() throws(SubmissionAnswerRefusal) -> NoteName {
    let line = next
    let value = try value("log ")
    guard let origin = try? NoteName(bytes: Array(value)) else { throw .line(line) }
    return origin
  }

  mutating func entry() throws(SubmissionAnswerRefusal) -> Digest {
    let line = next
    let value = try value("entry ")
    guard let entry = try? Digest(hex: String(decoding: value, as: UTF8.self)) else {
      throw .line(line)
    }
    return entry
  }

  mutating func time(_ label: String) throws(SubmissionAnswerRefusal) -> Timestamp {
    let line = next
    guard let seconds = wholeNumber(try value(label)), let time = try? Timestamp(seconds: seconds)
    else { throw .line(line) }
    return time
  }
}

/// The note of a text that the log of that origin signs.
func signedNote(_ text: [UInt8], by log: NoteSigner, of origin: NoteName) -> [UInt8] {
  precondition(log.verifier.name == origin, "A log answers in its own name.")
  do {
    var note = try SignedNote(text: text)
    try note.append(log.sign(text))
    return note.bytes
  } catch {
    preconditionFailure("An answer's text is a note's text.")
  }
}

/// Reads the note, without verifying it.
func openedNote(_ bytes: [UInt8]) throws(SubmissionAnswerRefusal) -> SignedNote {
  do {
    return try SignedNote(bytes: bytes)
  } catch {
    throw .note(error)
  }
}

/// Refuses unless a key of the log of that origin signed.
func open(
  _ note: SignedNote, of origin: NoteName, by keys: [VerifierKey]
) throws(SubmissionAnswerRefusal) {
  let own = keys.filter { $0.name == origin && $0.purpose == .note }
  guard !own.isEmpty else { throw .otherLog(origin) }
  do {
    try note.open(by: own)
  } catch {
    throw .note(error)
  }
}
