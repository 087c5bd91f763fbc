/// Why a transaction happened: a closed list of codes.
public enum Narration: String, Hashable, Sendable, CaseIterable {
  /// The policy gives a pool its amount.
  case authorityGiven = "authority-given"
  /// An amendment gives a pool more, or takes what is available.
  case authorityAmended = "authority-amended"
  /// A contract commits its whole value.
  case contractSigned = "contract-signed"
  /// An early end frees what a contract can no longer earn.
  case contractEnded = "contract-ended"
  /// A campaign commits its cap.
  case campaignOpened = "campaign-opened"
  /// An epoch brings its part of the pool's amount.
  case epochBegun = "epoch-begun"
  /// A statement says what was earned, vested, held and left over.
  case statementPublished = "statement-published"
  /// A statement turned vested dollars into uakt.
  case converted
  /// After the pool's last epoch, what is still committed can no longer be earned.
  case spanOver = "span-over"
  /// A dispute holds an amount back.
  case disputeOpened = "dispute-opened"
  /// A dispute no longer holds it back.
  case disputeResolved = "dispute-resolved"
  /// The program is closed: what is promised to nobody is released.
  case programClosed = "program-closed"
  /// Funding arrived.
  case fundingReceived = "funding-received"
  /// Revenue of funded machines arrived.
  case revenueReceived = "revenue-received"
  /// A payee was paid.
  case paid
  /// Tokens were sold.
  case sold
  /// A fee was paid.
  case feePaid = "fee-paid"
  /// Dollars of a sale were sent on to a payee.
  case paidOut = "paid-out"
  /// A transfer that no other entry names.
  case transferExplained = "transfer-explained"
  /// Tokens went back to the community.
  case returned
}
