import Quantities

/// The words of a text about GPUs, lower case: letters and digits, split at everything else.
struct GPUQueryWords: Sendable {
  /// The words, with a lone `*` kept as one.
  let words: [[UInt8]]

  private static let multiplicationSign: [UInt8] = [0xC3, 0x97]
  private static let star = UInt8(ascii: "*")
  private static let cross = UInt8(ascii: "x")

  init(_ text: String) {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    let bytes = Array(text.utf8)
    var position = 0
    while position < bytes.count {
      var byte = bytes[position]
      if bytes[position...].starts(with: Self.multiplicationSign) {
        byte = Self.cross
        position += 1
      } else if byte == Self.star, word.allSatisfy(ASCIIText.isDigit), !word.isEmpty {
        byte = Self.cross
      }
      position += 1
      if ASCIIText.isDigit(byte) || ASCIIText.isLetter(byte) {
        word.append(ASCIIText.lowered(byte))
      } else if Self.joins(byte, before: position, in: bytes, after: word) {
        if byte == UInt8(ascii: ".") { word.append(byte) }
      } else {
        if !word.isEmpty { words.append(word) }
        word = []
        if byte == Self.star { words.append([byte]) }
      }
    }
    if !word.isEmpty { words.append(word) }
    self.words = words.filter { !Self.isNoise($0) }
  }

  /// A decimal point or a comma between the digits of one number does not end the word.
  private static func joins(
    _ byte: UInt8, before next: Int, in bytes: [UInt8], after word: [UInt8]
  ) -> Bool {
    guard !word.isEmpty, word.allSatisfy(ASCIIText.isDigit), next < bytes.count,
      ASCIIText.isDigit(bytes[next])
    else { return false }
    if byte == UInt8(ascii: ".") { return true }
    return byte == UInt8(ascii: ",") && next + 3 <= bytes.count
      && bytes[next..<next + 3].allSatisfy(ASCIIText.isDigit)
  }

  /// Words that say nothing about which GPU is meant.
  private static func isNoise(_ word: [UInt8]) -> Bool {
    switch ASCIIText.string(word) {
    case "nvidia", "amd", "intel", "geforce", "tesla", "radeon", "instinct", "gpu", "gpus",
      "graphics", "card", "cards", "generation", "edition", "tensor", "core", "accelerator":
      // The vendor is read by `vendor(in:)` before names are matched.
      true
    default: false
    }
  }

  /// The name that a text is, for comparing with other names.
  static func name(_ text: String) -> CompactName {
    CompactName(joining: GPUQueryWords(text).words[...])
  }

  /// The vendors that the text names, each once, ascending.
  static func vendors(in text: String) -> [Label] {
    let found = SortedMap(
      text.utf8.split { !ASCIIText.isLetter($0) }.compactMap { word -> (Label, Bool)? in
        switch ASCIIText.string(ASCIIText.lowered(word)) {
        case "nvidia", "amd", "intel":
          (try? Label(bytes: ASCIIText.lowered(word))).map { ($0, true) }
        default: nil
        }
      }
    ) { first, _ in first }
    return found.keys
  }
}
