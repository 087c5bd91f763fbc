/// Walks a field table: one method for each kind of field.
///
/// Numbers, flags, notes and lists are left out of the wire where they are empty; texts and
/// messages are required unless they are called optional.
protocol FieldVisitor {
  associatedtype Failure: Error

  mutating func text<Text: WireText>(
    _ number: Int, _ name: StaticString, _ value: inout Text
  ) throws(Failure)
  mutating func optionalText<Text: WireText>(
    _ number: Int, _ name: StaticString, _ value: inout Text?
  ) throws(Failure)
  mutating func note(
    _ number: Int, _ name: StaticString, _ value: inout String, limitBytes: Int
  ) throws(Failure)
  mutating func number(
    _ number: Int, _ name: StaticString, _ value: inout UInt64, amino: AminoRule
  ) throws(Failure)
  mutating func small(
    _ number: Int, _ name: StaticString, _ value: inout UInt32
  ) throws(Failure)
  mutating func flag(_ number: Int, _ name: StaticString, _ value: inout Bool) throws(Failure)
  mutating func mode(
    _ number: Int, _ name: StaticString, _ value: inout SignMode
  ) throws(Failure)
  mutating func bytes(
    _ number: Int, _ name: StaticString, _ value: inout [UInt8], count: ClosedRange<Int>
  ) throws(Failure)
  mutating func byteStrings(
    _ number: Int, _ name: StaticString, _ value: inout [[UInt8]], limit: Int, limitBytes: Int
  ) throws(Failure)
  mutating func message<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _ value: inout Message
  ) throws(Failure)
  /// One branch of a choice.
  mutating func choice<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _ value: inout Message?
  ) throws(Failure)
  mutating func messages<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _ value: inout [Message], count: ClosedRange<Int>
  ) throws(Failure)
  mutating func any<Union: WireUnion>(
    _ number: Int, _ name: StaticString, _ value: inout Union
  ) throws(Failure)
  mutating func anys<Union: WireUnion>(
    _ number: Int, _ name: StaticString, _ value: inout [Union], count: ClosedRange<Int>
  ) throws(Failure)
  /// A field that the chain knows and that is not used here: its empty value alone is accepted.
  mutating func unused(
    _ number: Int, _ name: StaticString, _ empty: EmptyField
  ) throws(Failure)
}

extension FieldVisitor {
  mutating func number(
    _ number: Int, _ name: StaticString, _ value: inout UInt64
  ) throws(Failure) {
    try self.number(number, name, &value, amino: .omittedWhenZero)
  }
}

/// How amino JSON shows a number.
enum AminoRule {
  case omittedWhenZero
  /// Always there, under a name of its own.
  case kept(StaticString)
}

/// How protojson writes a field that is empty.
enum EmptyField {
  case flag, message, list
}
