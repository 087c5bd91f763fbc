/// Blanks what is not code in Swift source: nested comments, strings of every form.
struct SwiftLexer {
  /// A string being read: its number signs, and whether it spans lines.
  private struct Quote {
    let signs: Int
    let isMultiline: Bool
  }

  /// Code waiting for an interpolation to end: its open parentheses and the string around it.
  private struct Interpolation {
    var parentheses: Int
    let quote: Quote
  }

  let bytes: [UInt8]
  private(set) var code: [UInt8]
  private var index = 0
  private var interpolations: [Interpolation] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    code = bytes
  }

  private func at(_ offset: Int) -> UInt8? {
    index + offset < bytes.count ? bytes[index + offset] : nil
  }

  private mutating func blank(_ count: Int) {
    for position in index..<min(index + count, bytes.count) where bytes[position] != 0x0A {
      code[position] = 0x20
    }
    index += count
  }

  mutating func run() {
    while let byte = at(0) {
      if byte == UInt8(ascii: "/"), at(1) == UInt8(ascii: "/") {
        while let next = at(0), next != 0x0A { blank(1) }
      } else if byte == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") {
        readBlockComment()
      } else if let quote = openingQuote() {
        index += quote.signs + (quote.isMultiline ? 3 : 1)
        readString(quote)
      } else {
        readCode(byte)
      }
    }
  }

  private mutating func readCode(_ byte: UInt8) {
    index += 1
    guard var current = interpolations.popLast() else { return }
    if byte == UInt8(ascii: "(") { current.parentheses += 1 }
    if byte == UInt8(ascii: ")") { current.parentheses -= 1 }
    if current.parentheses == 0 {
      readString(current.quote)
    } else {
      interpolations.append(current)
    }
  }

  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      if at(0) == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") {
        depth += 1
        blank(2)
      } else if at(0) == UInt8(ascii: "*"), at(1) == UInt8(ascii: "/") {
        depth -= 1
        blank(2)
      } else {
        blank(1)
      }
    } while depth > 0 && index < bytes.count
  }

  private func openingQuote() -> Quote? {
    var signs = 0
    while at(signs) == UInt8(ascii: "#") { signs += 1 }
    guard at(signs) == UInt8(ascii: "\"") else { return nil }
    let isMultiline =
      at(signs + 1) == UInt8(ascii: "\"") && at(signs + 2) == UInt8(ascii: "\"")
    // Three quotes followed by anything but a line's end are an empty string and the next one's
    // start only in code that does not compile, so that three quotes always mean several lines.
    return Quote(signs: signs, isMultiline: isMultiline)
  }

  /// Blanks a string's contents up to its end, or to an interpolation, which is code again.
  private mutating func readString(_ quote: Quote) {
    while let byte = at(0) {
      if byte == UInt8(ascii: "\""), closes(quote) {
        index += quote.signs + (quote.isMultiline ? 3 : 1)
        return
      }
      if byte == UInt8(ascii: "\\"), signs(from: 1) >= quote.signs {
        let afterSigns = 1 + quote.signs
        if at(afterSigns) == UInt8(ascii: "(") {
          blank(afterSigns)
          index += 1
          interpolations.append(Interpolation(parentheses: 1, quote: quote))
          return
        }
        blank(afterSigns + 1)
        continue
      }
      // An unfinished one-line string would otherwise swallow the rest of the file.
      if byte == 0x0A, !quote.isMultiline { return }
      blank(1)
    }
  }

  private func signs(from offset: Int) -> Int {
    var count = 0
    while at(offset + count) == UInt8(ascii: "#") { count += 1 }
    return count
  }

  private func closes(_ quote: Quote) -> Bool {
    let quotes = quote.isMultiline ? 3 : 1
    for offset in 0..<quotes where at(offset) != UInt8(ascii: "\"") { return false }
    return signs(from: quotes) >= quote.signs
  }
}
