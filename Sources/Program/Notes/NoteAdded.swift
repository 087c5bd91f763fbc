public import Encoding
public import Quantities

/// `note.added/1`: a text by somebody who takes part, as a blob; it decides nothing.
public struct NoteAdded: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.noteAdded
  /// What it is about.
  public var topic: Label
  /// The blob that holds the text.
  public var text: Digest

  /// Takes every field as it is.
  public init(topic: Label, text: Digest) {
    self.topic = topic
    self.text = text
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    topic = try fields.required("topic").label()
    text = try fields.required("text").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("topic", topic)
    writer.field("text", text)
  }

  /// The text.
  public var neededBlobs: [Digest] { [text] }

  /// Whoever takes part.
  public func authority(in state: ProgramState) -> Authority { .participant }

  /// Nothing more.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {}

  /// Counts it.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.noteCount += 1
  }
}
