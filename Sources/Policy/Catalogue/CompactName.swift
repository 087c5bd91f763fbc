/// A name reduced to what identifies it: its ASCII letters, lower case, and its digits.
///
/// `RTX 4090`, `rtx-4090` and `rtx4090` are one name.
struct CompactName: Hashable, Comparable, Sendable {
  let bytes: [UInt8]

  init(_ text: String) {
    bytes = text.utf8.compactMap { byte in
      ASCIIText.isDigit(byte) || ASCIIText.isLetter(byte) ? ASCIIText.lowered(byte) : nil
    }
  }

  init(joining words: ArraySlice<[UInt8]>) {
    bytes = words.flatMap { $0 }
  }

  static func < (left: CompactName, right: CompactName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
