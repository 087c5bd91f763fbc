public import Quantities

extension Price18 {
  /// ⌊P · (1 − fall)⌋; nil where nothing is left.
  public func fallen(by fall: Ratio) -> Price18? {
    guard fall < .one else { return nil }
    let rest = UInt128(Ratio.ppmPerOne - fall.ppm)
    return try? Price18(scaled: scaled * rest / UInt128(Ratio.ppmPerOne))
  }

  /// Whether a price is farther from this one than a part of it, up or down.
  public func isJump(to next: Price18, beyond part: Ratio) -> Bool {
    let distance = next.scaled > scaled ? next.scaled - scaled : scaled - next.scaled
    return compareProducts(
      distance, UInt128(Ratio.ppmPerOne), scaled, UInt128(part.ppm)) == .greater
  }
}

extension Ratio {
  /// A part of the whole that is known to be in bounds.
  static func part(_ ppm: UInt64) -> Ratio {
    precondition(ppm <= ppmPerOne, "A part is at most the whole.")
    return (try? Ratio(ppm: ppm)) ?? .zero
  }
}
