import Quantities

extension Rejection {
  /// The words for rules about signatures, keys and who holds a role; nil for other rules.
  var keyWording: RejectionWording? { signatureWording ?? holderWording ?? logWording }

  private var signatureWording: RejectionWording? {
    switch self {
    case .signerUnexpected(let key):
      RejectionWording(
        "\(key) signed it and may not sign for its author.",
        "Sign with the author's own key alone; for the committee, with its members' keys.")
    case .keyRevoked(let key, let line):
      RejectionWording("The key \(key) was revoked in line \(line).", "Use another key.")
    case .signatureMissing(let found, let needed):
      RejectionWording(
        "It bears \(found) of the \(needed) signatures that its author needs.",
        "Have it signed by \(needed - found) more, over the same bytes.")
    case .keyInvalid(let key, let error):
      RejectionWording(
        "Nobody can sign with the key \(key): \(error).",
        "Copy the key from its owner again; stipend key show prints it.")
    default: nil
    }
  }

  private var holderWording: RejectionWording? {
    switch self {
    case .committeeUnchanged:
      RejectionWording("The committee is so already.", "Leave the entry out.")
    case .committeeLocked(let left, let threshold):
      RejectionWording(
        "The committee would be left with \(left) keys, and \(threshold) must sign.",
        "Change the committee first, then revoke the key.")
    case .administratorUnchanged(let administrator):
      RejectionWording(
        "\(administrator) administers the program then already, with the same providers.",
        "Leave the entry out.")
    case .keyTaken(let key):
      RejectionWording(
        "The program knows the key \(key) already.", "Make a new key for each place.")
    case .noticeTooShort(let from, let admittedAt, let seconds):
      RejectionWording(
        "It would begin at \(from), less than \(seconds) s after its admission at \(admittedAt).",
        "Leave the notice, so that everyone can prepare.")
    case .lineBeyond(let line, let limit):
      RejectionWording(
        "Line \(line) is not there yet; the last that can be named is \(limit).",
        "Name a line of the log.")
    default: nil
    }
  }

  private var logWording: RejectionWording? {
    switch self {
    case .operatorUnchanged(let key):
      RejectionWording("\(key) signs the log already.", "Name the new operator's key.")
    case .operatorPresent(let absentFrom):
      RejectionWording(
        "The operator is there: it counts as absent from \(absentFrom.map { "\($0)" } ?? "never").",
        "Leave 7 days' notice by \"from\"; or revoke its key first, and say why.")
    case .witnessThreshold(let threshold, let witnesses):
      RejectionWording(
        "\(threshold) cosignatures are wanted of \(witnesses) witnesses.",
        "Want at most as many as there are.")
    case .witnessTwice(let key):
      RejectionWording("\(key) is listed twice.", "List each witness once.")
    case .witnessesUnchanged:
      RejectionWording("The witnesses are so already.", "Leave the entry out.")
    default: nil
    }
  }
}
