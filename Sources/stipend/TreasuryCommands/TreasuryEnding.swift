import Application
import CosmosTx
import Paying
import Payouts
import Quantities

/// Refusals about money, in words, with the exit to end with.
enum TreasuryEnding {
  static func ending(_ absence: ProgramTreasury.Absence, in folder: String) -> Ending {
    switch absence {
    case .policy:
      Ending(
        1, "treasury-missing", "\(folder): \(absence).",
        "Amend the policy by a treasury; docs/reference/policy.md has its keys.")
    case .wallet:
      Ending(
        1, "wallet-missing", "\(folder): \(absence).",
        "The committee opens it with the entry wallet.opened; docs/operating/payouts.md shows how.")
    case .keys:
      Ending(
        1, "wallet-other-keys", "\(folder): \(absence).",
        "Pay nothing; the committee has to say which account is the program's.")
    }
  }

  static func due<Value>(_ work: () throws(DueFailure) -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      throw ending(error)
    }
  }

  static func ending(_ failure: DueFailure) -> Ending {
    switch failure {
    case .epoch(let refusal): EpochWording.ending(refusal)
    case .planMissing(let digest):
      Ending(
        1, "plan-missing", "The plan \(digest) that an entry names is not at hand.",
        "Fetch the blob from a mirror; without it nobody knows what was paid of which line.")
    case .planUnreadable(let digest, let error): plan("The plan \(digest)", error)
    case .blobs(let message): ProgramWording.unavailable("Blobs cannot be read: \(message)")
    case .roll(let pool, let refusal):
      Ending(
        1, "due-unsound", "Pool \(pool): \(refusal).", "stipend verify says more of the statements."
      )
    case .due(let refusal): due(refusal)
    }
  }

  static func due(_ refusal: DueRefusal) -> Ending {
    Ending(1, "due-unsound", "What is due is not sound: \(refusal).", "stipend verify says more.")
  }

  static func plan(_ what: String, _ error: PayoutPlanError) -> Ending {
    let words =
      switch error {
      case .json(let fault): "\(fault)"
      case .field(let fault): "\(fault)"
      case .spelling: "it is not in the one spelling that counts"
      case .unsound(let rule): rule
      }
    return Ending(
      2, "plan-unreadable", "\(what) is none: \(words).",
      "Do not sign; have the batch prepared again.")
  }

  static func ending(_ refusal: PreparedBatch.Refusal) -> Ending {
    switch refusal {
    case .due(let inner): due(inner)
    case .nothingToPay:
      Ending(
        1, "payout-nothing", "Nothing can be paid now.",
        "stipend payout list says of every line why.")
    case .otherChain:
      Ending(1, "payout-other-chain", "\(refusal).", "Name nodes of the wallet's chain.")
    case .priceJump:
      Ending(
        1, "payout-price-jump", "\(refusal).",
        "Compare with other markets; then name the price that you mean with --price.")
    case .transaction(let inner):
      Ending(
        1, "payout-transaction", "The batch makes no transaction: \(inner).",
        "Put whom it names on the screening list, and prepare again.")
    case .record(let inner): record(inner)
    case .communityReturn(let inner): returned(inner)
    }
  }

  static func record(_ refusal: PayoutRefusal) -> Ending {
    guard case .undecided = refusal else {
      return Ending(
        1, "payout-refused", "The journal would refuse the batch: \(refusal).",
        "stipend payout status shows what became of the batches before.")
    }
    return Ending(
      1, "payout-undecided", "Nothing else is prepared: \(refusal).",
      "Submit what was signed, or wait for the proof that it can never be included: "
        + "stipend payout status.")
  }

  static func returned(_ refusal: ReturnPlan.Refusal) -> Ending {
    let (code, advice) =
      switch refusal {
      case .undecidedBatch: ("close-out-undecided", "stipend payout status shows it.")
      case .stillOwed:
        ("close-out-owed", "Pay or release it first: stipend payout list; stipend books balances.")
      case .short: ("close-out-short", "stipend treasury says what is owed.")
      case .nothingLeft: ("close-out-nothing", "Nothing needs to be sent back.")
      case .amounts: ("close-out-amounts", "stipend books check says more.")
      }
    return Ending(1, code, "Nothing can be returned: \(refusal).", advice)
  }

  static func ending(_ failure: PayingFailure) -> Ending {
    switch failure {
    case .node(_, let inner): Ending.chain(inner)
    case .disk, .journal, .nodesDisagree, .noBlockResults:
      Ending(3, failure.code, "\(failure).", "Mend that, or name other nodes, and try again.")
    default:
      Ending(
        1, failure.code, "\(failure).", "Send nothing by hand; read it on another node first.")
    }
  }

  static func ending(_ refusal: SubmissionRefusal) -> Ending {
    switch refusal {
    case .signing(let inner): TxEnding.ending(inner, "The transaction")
    case .anotherWallet, .payout:
      Ending(
        1, refusal.code, "It is not sent: \(refusal).",
        "Submit what was prepared and signed; stipend payout status shows it.")
    }
  }
}
