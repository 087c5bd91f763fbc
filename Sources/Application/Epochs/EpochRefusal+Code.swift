import Program

extension EpochRefusal {
  /// The stable code, as `docs/reference/errors.md` lists it.
  public var code: String {
    switch self {
    case .program: "program-unreadable"
    case .freeze(let refusal): refusal.code
    case .stray: "epoch-stray"
    case .frozenAlready: "epoch-frozen-already"
    case .freezeUnreadable: "freeze-unreadable"
    case .freezeDiffers: "freeze-differs"
    case .missing: "epoch-inputs-missing"
    case .tally: "epoch-untallied"
    case .close: "epoch-refused"
    case .closedDifferently: "epoch-closed-differently"
    case .statementUnreadable: "statement-unreadable"
    case .chainBroken: "statement-chain-broken"
    case .correctionOutOfPlace: "correction-out-of-place"
    case .notClosed: "epoch-not-closed"
    case .nothingToCorrect: "correction-empty"
    }
  }
}
