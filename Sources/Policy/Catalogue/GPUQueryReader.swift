import Quantities

/// Reads one typed text: the longest known name in it, then what the other words say.
struct GPUQueryReader {
  /// The most words that one name has.
  private static let limitNameWords = 10

  private let catalogue: GPUCatalogue
  private let text: String
  private var words: [[UInt8]]
  private let vendors: [Label]
  private var count: Int?
  private var ignored: [String] = []

  init(_ text: String, in catalogue: GPUCatalogue) {
    self.catalogue = catalogue
    self.text = text
    vendors = GPUQueryWords.vendors(in: text)
    words = GPUQueryWords(text).words
  }

  mutating func read() -> GPUQuery {
    words = words.flatMap { splitCount($0) }
    takeCount()
    guard !words.isEmpty else { return result(.unknown(.nothingSaid)) }
    guard var indices = takeName() ?? takeIdentifier() else {
      return result(.unknown(.modelUnknown(ASCIIText.excerpt(text))))
    }
    let first = catalogue[indices[0]].gpuClass
    if let vendor = vendors.first {
      indices = indices.filter { vendors.contains(catalogue[$0].gpuClass.vendor) }
      guard !indices.isEmpty else {
        return result(.unknown(.vendorDisagrees(said: vendor.text, known: first)))
      }
    }
    var candidates = CandidateSet(catalogue: catalogue, indices: indices)
    if let reason = narrow(&candidates) { return result(.unknown(reason)) }
    if let others = takeName() {
      // A second model makes it two kinds of GPU, of which one class cannot be said.
      let both = SortedMap((candidates.indices + others).map { ($0, true) }) { first, _ in first }
      return result(CandidateSet(catalogue: catalogue, indices: both.keys).match)
    }
    if let word = words.first(where: { Self.isQualifier($0) }) {
      return result(.unknown(.variantUnknown(word: ASCIIText.string(word), of: first)))
    }
    ignored += words.map { ASCIIText.string($0) }
    return result(candidates.match)
  }

  private func result(_ match: ClassMatch) -> GPUQuery {
    GPUQuery(match: match, count: count, ignoredWords: ignored)
  }

  /// Takes the longest run of words that is a name, the first of equally long ones.
  private mutating func takeName() -> [ClassIndex]? {
    for length in stride(from: min(words.count, Self.limitNameWords), to: 0, by: -1) {
      for start in 0...(words.count - length) {
        let run = words[start..<start + length]
        guard let indices = catalogue.names[CompactName(joining: run)] else { continue }
        words.removeSubrange(start..<start + length)
        return indices
      }
    }
    return nil
  }

  /// Takes `10de:2330` or `0x2330`.
  private mutating func takeIdentifier() -> [ClassIndex]? {
    for (position, word) in words.enumerated() {
      let isVendor = position > 0 && Self.vendor(ofIdentifier: words[position - 1]) != nil
      guard isVendor || word.starts(with: Array("0x".utf8)),
        let identifier = DeviceIdentifier(ASCIIText.string(word))
      else { continue }
      let vendor = isVendor ? Self.vendor(ofIdentifier: words[position - 1]) : nil
      let found = catalogue.indices.filter { index in
        let entry = catalogue[index]
        return entry.deviceIdentifiers.contains(identifier)
          && (vendor == nil || entry.gpuClass.vendor.text == vendor)
      }
      guard !found.isEmpty else { continue }
      words.removeSubrange((isVendor ? position - 1 : position)...position)
      return found
    }
    return nil
  }

  private static func vendor(ofIdentifier word: [UInt8]) -> String? {
    switch ASCIIText.string(word) {
    case "10de": "nvidia"
    case "1002": "amd"
    case "8086": "intel"
    default: nil
    }
  }

  /// Takes memory and interface out of the words and narrows by them.
  private mutating func narrow(_ candidates: inout CandidateSet) -> UnknownClassReason? {
    let nominals = candidates.knownMemories
    let everything = candidates
    if let text = takeMemory(nominals: nominals) {
      if let reason = candidates.narrow(memory: ReportedMemory(text), text: text) { return reason }
      if let reason = contradiction(to: candidates, of: everything) { return reason }
    }
    for (position, word) in words.enumerated().reversed() {
      let interface = InterfaceName(word: word)
      guard interface != .unrecognised else { continue }
      words.remove(at: position)
      if let reason = candidates.narrow(interface: interface, text: ASCIIText.string(word)) {
        return reason
      }
    }
    return nil
  }

  /// A second amount that another variant of the model has; amounts that none has are passed over,
  /// because host memory and bandwidths are written so, too.
  private func contradiction(
    to narrowed: CandidateSet, of everything: CandidateSet
  ) -> UnknownClassReason? {
    var reader = self
    while let text = reader.takeMemory(nominals: everything.knownMemories) {
      var others = everything
      guard others.narrow(memory: ReportedMemory(text), text: text) == nil,
        !others.indices.contains(where: { narrowed.indices.contains($0) })
      else { continue }
      return .memoryContradicts((narrowed.knownMemories + others.knownMemories).sorted())
    }
    return nil
  }

  /// Takes `80gb`, `80 gb`, or a bare number that is the nominal memory of a candidate.
  private mutating func takeMemory(nominals: [Int]) -> String? {
    for (position, word) in words.enumerated() {
      let digits = word.prefix { ASCIIText.isDigit($0) || $0 == UInt8(ascii: ".") }
      guard !digits.isEmpty else { continue }
      let unit = Array(word[digits.count...])
      if ReportedMemory.isUnit(unit) {
        words.remove(at: position)
        return ASCIIText.string(word)
      }
      guard unit.isEmpty else { continue }
      if position + 1 < words.count, ReportedMemory.isUnit(words[position + 1]) {
        let text = ASCIIText.string(word + words[position + 1])
        words.removeSubrange(position...position + 1)
        return text
      }
      if let number = ASCIIText.number(digits), nominals.contains(where: { $0 == Int(number) }) {
        words.remove(at: position)
        return ASCIIText.string(digits) + "gb"
      }
    }
    return nil
  }

  /// Splits `4x3090` and `h100x8` into the count and the rest.
  private func splitCount(_ word: [UInt8]) -> [[UInt8]] {
    guard catalogue.names[CompactName(joining: [word][...])] == nil else { return [word] }
    let cross = UInt8(ascii: "x")
    let digits = word.prefix { ASCIIText.isDigit($0) }
    if (1...4).contains(digits.count), digits.first != UInt8(ascii: "0"),
      word.count > digits.count + 1, word[digits.count] == cross
    {
      return [digits + [cross], Array(word[(digits.count + 1)...])]
    }
    let tail = word.reversed().prefix { ASCIIText.isDigit($0) }.count
    if (1...2).contains(tail), word.count > tail + 1, word[word.count - tail - 1] == cross {
      let head = Array(word[..<(word.count - tail - 1)])
      if catalogue.names[CompactName(joining: [head][...])] != nil {
        return [head, [cross] + word[(word.count - tail)...]]
      }
    }
    return [word]
  }

  /// Takes `8x`, `x8` or `8 x`.
  private mutating func takeCount() {
    let cross = UInt8(ascii: "x")
    for (position, word) in words.enumerated() {
      if word.count > 1, word.last == cross, let number = ASCIIText.number(word.dropLast()) {
        count = Int(number)
        words.remove(at: position)
        return
      }
      if word.count > 1, word.count <= 4, word.first == cross,
        let number = ASCIIText.number(word.dropFirst())
      {
        count = Int(number)
        words.remove(at: position)
        return
      }
      if let number = ASCIIText.number(word), position + 1 < words.count,
        words[position + 1] == [cross]
      {
        count = Int(number)
        words.removeSubrange(position...position + 1)
        return
      }
    }
  }

  /// Words that make a model another one.
  private static func isQualifier(_ word: [UInt8]) -> Bool {
    switch ASCIIText.string(word) {
    case "ti", "super", "mobile", "laptop", "notebook", "max", "maxq", "nvl", "sff", "cnx", "d",
      "m", "ultra":
      true
    default: false
    }
  }
}
