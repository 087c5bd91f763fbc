import Accounting
import Quantities

extension BooksFinding {
  /// What is wrong and where, with both sides, and what to do.
  public var wording: RejectionWording {
    let place = "Line \(line), \(subject): "
    switch problem {
    case .unbalanced(let equation):
      return RejectionWording(
        place + "\(equation) does not hold: \(equation.left) ≠ \(equation.right)"
          + " (\(Self.unit(equation.currency))).",
        "This is a bug of stipend, whatever the entry says: report it with the facts.")
    case .overdrawn(let promise, let currency, let micros):
      return RejectionWording(
        place + "\(promise.rawValue) would be \(micros) \(Self.unit(currency)).",
        "Verify the record; where it holds, corrections took more than the pool still has.")
    case .statementDiffers(let figure, let stated, let expected):
      return RejectionWording(
        place + "the statement has \(figure.rawValue) \(stated), and \(expected) follows.",
        "Run stipend epoch verify on it, and fetch the statement again.")
    case .statementOrder(let expected):
      return RejectionWording(
        place + "epoch \(expected) comes first, and its statement is not here.",
        "Fetch or close that epoch; until then nothing of later ones is booked.")
    case .statementForeign:
      return RejectionWording(
        place + "the policy has no such pool in that currency.", "Fetch the statement again.")
    case .statementChain(let expected, let found):
      return RejectionWording(
        place + "the statement names \(found?.hex ?? "none") as the one before it, which is"
          + " \(expected?.hex ?? "none").",
        "Run stipend epoch verify on both.")
    case .statementUnplaced(let facts):
      return RejectionWording(
        place + "the statement was made from facts of digest \(facts.hex), and no beginning of"
          + " these facts has it.",
        "Fetch facts.jsonl and the statement again; one of them was cut or altered.")
    case .untransactable(let refusal):
      return RejectionWording(
        place + "\(refusal).", "Run stipend epoch verify on the statement.")
    case .outOfBounds(let account, let currency):
      return RejectionWording(
        place + "\(account) would leave the bounds of \(Self.unit(currency)).",
        "No program is that large; verify the record.")
    }
  }

  private static func unit(_ currency: Currency) -> String {
    currency == .usd ? "micro-dollars" : "uakt"
  }
}
