import CosmosClient
public import Quantities

/// What became of a provider's signatures from state to state (scenario O-51).
///
/// A pure difference of successive states: nothing is forgotten, and what was lost and came back
/// shows both.
public struct AuditHistory: Hashable, Sendable {
  /// The events in their order: by height, then auditor and key.
  public private(set) var events: [Event] = []
  private var last: AuditState?
  private var lostKeys: Set<AuditKey> = []

  /// One signed value's turn.
  public struct Event: Hashable, Sendable {
    /// The height at which it was first seen; it happened after the state before.
    public let height: Int64
    /// That block's time.
    public let at: Timestamp
    /// Who signed.
    public let auditor: String
    /// Which attribute.
    public let key: String
    /// What happened.
    public let kind: Kind
    /// The value that is or was signed.
    public let signed: String
    /// What the provider says; nil where it says nothing.
    public let said: String?
  }

  /// What can happen to a signed value.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It was signed, and had not been.
    case signed
    /// The signature was taken back.
    case lost
    /// The provider says another value than was signed.
    case changed
    /// The provider says the attribute no more.
    case withdrawn
    /// What is signed and what is said are the same again.
    case restored
  }

  /// Nothing known yet.
  public init() {}

  /// The differences of states, in the order of their heights.
  public init(_ states: [AuditState]) {
    for state in states.sorted(by: { $0.block.height < $1.block.height }) { take(state) }
  }

  /// Takes the next state in; one that is not later than the last is passed over.
  public mutating func take(_ state: AuditState) {
    guard let before = last else {
      last = state
      // Of the first state only what is not in order is an event: when it became so is not known.
      note(state, earlier: [:], isFirst: true)
      return
    }
    guard state.block.height > before.block.height else { return }
    note(state, earlier: before.standings, isFirst: false)
    last = state
  }

  /// Whether every signed value is said today; nil where nobody signed anything.
  public var isCurrent: Bool? {
    guard let standings = last?.standings, !standings.isEmpty else { return nil }
    return standings.sorted { $0.key < $1.key }.allSatisfy { $0.value.standing == .agreeing }
  }

  private mutating func note(
    _ state: AuditState,
    earlier: [AuditKey: (signed: String, standing: AuditState.Standing)], isFirst: Bool
  ) {
    let now = state.standings
    for key in Set(now.keys).union(earlier.keys).sorted() {
      guard let kind = kind(key, from: earlier[key], to: now[key], isFirst) else { continue }
      if kind == .lost { lostKeys.insert(key) }
      if kind == .restored { lostKeys.remove(key) }
      let signed = now[key]?.signed ?? earlier[key]?.signed ?? ""
      events.append(
        Event(
          height: state.block.height, at: state.block.time, auditor: key.auditor, key: key.key,
          kind: kind, signed: signed,
          said: state.attributes.first { $0.key.utf8.elementsEqual(key.key.utf8) }?.value))
    }
  }

  private func kind(
    _ key: AuditKey, from before: (signed: String, standing: AuditState.Standing)?,
    to now: (signed: String, standing: AuditState.Standing)?, _ isFirst: Bool
  ) -> Kind? {
    guard let now else { return before == nil ? nil : .lost }
    switch now.standing {
    case .agreeing:
      guard let before else { return isFirst ? nil : lostKeys.contains(key) ? .restored : .signed }
      if before.standing != .agreeing { return .restored }
      return before.signed.utf8.elementsEqual(now.signed.utf8) ? nil : .signed
    case .changed: return before?.standing == now.standing ? nil : .changed
    case .withdrawn: return before?.standing == now.standing ? nil : .withdrawn
    }
  }
}

extension AuditHistory.Event: CustomStringConvertible {
  /// The event in one sentence.
  public var description: String {
    let who = PrintableText.excerpt(auditor)
    let what = PrintableText.excerpt(key)
    let value = PrintableText.excerpt(signed)
    let said = said.map { PrintableText.excerpt($0) }
    let place = "\(at), height \(height): "
    switch kind {
    case .signed: return place + "\(who) signed \(what) = \(value)."
    case .lost: return place + "\(who) no longer signs \(what)."
    case .changed:
      return place + "\(what) is \(said ?? "") and not \(value), which \(who) signed."
    case .withdrawn: return place + "\(what), which \(who) signed, is no longer said."
    case .restored: return place + "\(what) is again \(value), as \(who) signed."
    }
  }
}
