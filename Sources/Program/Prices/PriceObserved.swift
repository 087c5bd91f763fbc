public import Encoding
public import Evidence
public import Quantities

/// `price.observed/1`: an observer saw the AKT price at a source.
public struct PriceObserved: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.priceObserved
  /// Where.
  public var source: Label
  /// When.
  public var at: Timestamp
  /// USD per AKT × 10^18; what is out of a price's range is refused at admission.
  public var scaled: UInt128

  /// Takes every field as it is.
  public init(source: Label, at: Timestamp, price: Price18) {
    self.source = source
    self.at = at
    scaled = price.scaled
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    source = try fields.required("source").label()
    at = try fields.required("at").timestamp()
    scaled = try fields.required("price").decimalDigits()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("source", source)
    writer.field("at", at)
    writer.field("price", String(scaled))
  }

  /// An observer.
  public func authority(in state: ProgramState) -> Authority { .observer(speakingOf: at) }

  /// Refuses a price of the future and one out of range.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard at <= frame.admittedAt else {
      throw .priceInFuture(at: at, admittedAt: frame.admittedAt)
    }
    guard (try? Price18(scaled: scaled)) != nil else { throw .priceOutOfRange(scaled) }
  }

  /// Adds the sample.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard case .key(let observer) = frame.author, let price = try? Price18(scaled: scaled) else {
      preconditionFailure("A price is applied after it was admitted.")
    }
    state.prices.append(
      PriceSample(
        observer: observer, source: source, at: at, price: price,
        admittedAt: frame.admittedAt, line: frame.line))
  }
}

/// A price with who saw it and when it was admitted.
public struct PriceSample: Hashable, Sendable {
  /// Who saw it.
  public let observer: ObserverKey
  /// Where.
  public let source: Label
  /// When it was seen.
  public let at: Timestamp
  /// The price.
  public let price: Price18
  /// When the log admitted it; beyond the policy's grace it does not count.
  public let admittedAt: Timestamp
  /// The line that says so.
  public let line: Int
}
