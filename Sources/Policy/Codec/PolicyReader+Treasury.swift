import Encoding
import Quantities

extension PolicyReader {
  /// `treasury`, whose every key has a default.
  mutating func treasury(_ node: PolicyNode?) -> TreasuryRule? {
    guard let node, let object = object(node, PolicyKeys.treasury) else { return nil }
    let standard = TreasuryRule.standard
    let isUakt = defaulted(object, "denomination", true) { $0.denomination($1) }
    let minimum = defaulted(object, "minimum", standard.minimumUakt) { $0.amount($1, in: .uakt) }
    let outputs = defaulted(object, "maximumOutputs", standard.maximumOutputs) {
      $0.count($1, in: 1...PolicyBounds.outputs)
    }
    let gas = defaulted(object, "gas", standard.gas) { $0.gas($1) }
    let pacing = pacing(object["pacing"])
    let year = 0...PolicyBounds.windowSeconds
    let cooling = defaulted(object, "cooling", standard.coolingSeconds) { $0.seconds($1, in: year) }
    let timeout = defaulted(object, "timeout", standard.leastBlocks...standard.mostBlocks) {
      $0.timeout($1)
    }
    let nodes = defaulted(object, "nodes", standard.nodes) {
      $0.count($1, in: 2...PolicyBounds.nodes)
    }
    let alert = defaulted(object, "alert", standard.alert) { $0.ratio($1) }
    // At a fall of the whole there would be no price left.
    let fall = defaulted(object, "fall", standard.fall) {
      $0.ratio($1, limitPPM: Ratio.ppmPerOne - 1)
    }
    let buffer = defaulted(object, "buffer", standard.buffer) { $0.ratio($1) }
    let unfunded = defaulted(object, "unfunded", standard.unfunded) {
      $0.ratio($1, limitPPM: Ratio.ppmPerOne)
    }
    let due = defaulted(object, "revenueDue", standard.revenueDueSeconds) {
      $0.seconds($1, in: year)
    }
    guard isUakt != nil, let minimum, let outputs, let gas, let cooling, let timeout, let nodes,
      let alert, let fall, let buffer, let unfunded, let due
    else { return nil }
    return TreasuryRule(
      minimumUakt: minimum, maximumOutputs: outputs, gas: gas, pacing: pacing,
      coolingSeconds: cooling, leastBlocks: timeout.lowerBound, mostBlocks: timeout.upperBound,
      nodes: nodes, alert: alert, fall: fall, buffer: buffer, unfunded: unfunded,
      revenueDueSeconds: due)
  }

  private mutating func denomination(_ node: PolicyNode?) -> Bool? {
    if let node, let text = node.scalar, text.utf8.elementsEqual("uact".utf8) {
      report(.creditCannotBeSent, at: node)
      return nil
    }
    return choice(node, [(TreasuryRule.denomination, true)])
  }

  private mutating func gas(_ node: PolicyNode?) -> TreasuryRule.Gas? {
    guard let object = object(node, PolicyKeys.gas) else { return nil }
    let standard = TreasuryRule.standard.gas
    let bounds = 1...PolicyBounds.gas
    let base = defaulted(object, "base", standard.base) { $0.number($1, in: bounds) }
    let output = defaulted(object, "perOutput", standard.perOutput) { $0.number($1, in: bounds) }
    let most = defaulted(object, "maximum", standard.maximum) { $0.number($1, in: bounds) }
    let price = defaulted(object, "price", standard.price) { $0.ratio($1) }
    guard let base, let output, let most, let price else { return nil }
    return TreasuryRule.Gas(base: base, perOutput: output, maximum: most, price: price)
  }

  private mutating func pacing(_ node: PolicyNode?) -> TreasuryRule.Pacing? {
    guard let node, let object = object(node, PolicyKeys.pacing) else { return nil }
    let volume = amount(required(object, "dailyVolume"), in: .uakt)
    let share = ratio(required(object, "share"), limitPPM: Ratio.ppmPerOne)
    let source = label(required(object, "source"))
    guard let volume, let share, let source else { return nil }
    return TreasuryRule.Pacing(dailyVolumeUakt: volume, share: share, source: source)
  }

  private mutating func timeout(_ node: PolicyNode?) -> ClosedRange<Int64>? {
    guard let node, let object = object(node, PolicyKeys.timeout) else { return nil }
    let standard = TreasuryRule.standard
    let bounds = 1...PolicyBounds.blocks
    let least = defaulted(object, "least", standard.leastBlocks) { $0.number($1, in: bounds) }
    guard let least else { return nil }
    let most = defaulted(object, "most", standard.mostBlocks) {
      $0.number($1, in: least...PolicyBounds.blocks)
    }
    guard let most else { return nil }
    return least...max(least, most)
  }
}
