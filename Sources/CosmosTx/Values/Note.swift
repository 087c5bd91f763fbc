/// The free texts of a transaction: memo, title, summary, metadata.
enum Note {
  /// Why a text is refused; nil for one that is taken.
  static func fault(in text: String, limitBytes: Int) -> TxFault? {
    guard text.utf8.count <= limitBytes else { return .tooLong(limitBytes: limitBytes) }
    let isControlled = text.utf8.contains { byte in
      byte == 0x7F || byte < 0x20 && byte != 0x0A && byte != 0x09
    }
    return isControlled ? .controlCharacter : nil
  }
}
