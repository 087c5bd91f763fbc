import CosmosTx

/// Refusals of transactions, in words, with the exit to end with.
enum TxEnding {
  /// Reads the transaction in a file, or ends with code 2.
  static func transaction(_ path: String) throws -> Transaction {
    let file = try Files.read(path, limitBytes: Transaction.limitFileBytes)
    return try read(path) { () throws(TxError) in try Transaction(file: file) }
  }

  /// Reads the multisig key in a file, or ends.
  static func group(_ path: String) throws -> MultisigKey {
    let file = try Files.read(path, limitBytes: AccountKey.limitBytes)
    let key = try read(path) { () throws(TxError) in try AccountKey(json: file) }
    guard case .multisig(let group) = key else {
      throw Ending(
        2, "tx-not-a-group", "\(path) is the key of one wallet, not of a group.",
        "Make the group's key with tx group, or name its file.")
    }
    return group
  }

  /// Reads a file's contents, or ends with code 2.
  static func read<Value>(
    _ path: String, _ work: () throws(TxError) -> Value
  ) throws -> Value {
    do {
      return try work()
    } catch {
      throw Ending(2, error.code, "\(path): \(error).", advice)
    }
  }

  /// Reads an option's value, or ends with code 2.
  static func option<Value>(
    _ name: String, _ work: () throws(TxFault) -> Value
  ) throws -> Value {
    do {
      return try work()
    } catch {
      throw Ending(2, error.code, "\(name): \(error).", "Write it as the network does.")
    }
  }

  /// Refuses what the network would refuse or no program should pay, with code 1.
  static func check(_ transaction: Transaction, _ path: String) throws {
    do {
      try Network.akash.check(transaction)
    } catch {
      throw ending(error, path)
    }
  }

  static func ending(_ error: TxError, _ path: String) -> Ending {
    Ending(1, error.code, "\(path): \(error).", advice)
  }

  /// Signs, combines or verifies, or ends with code 1.
  static func signing<Value>(
    _ path: String, _ work: () throws(SigningRefusal) -> Value
  ) throws -> Value {
    do {
      return try work()
    } catch {
      throw ending(error, path)
    }
  }

  static func ending(_ error: SigningRefusal, _ path: String) -> Ending {
    Ending(1, error.code, "\(path): \(error).", signingAdvice(error))
  }

  private static let advice =
    "Do not sign it; have it made again, or correct the file and show it once more."

  private static func signingAdvice(_ error: SigningRefusal) -> String {
    switch error {
    case .alreadySigned: "Name the unsigned file."
    case .unsigned: "Sign it first."
    case .anotherAccount, .notAWalletKey, .notAMember, .address:
      "Name the key of the account that pays, or of a member of its group."
    case .memberTwice, .thresholdNotMet: "Ask another member to sign."
    case .memberMode, .malformed, .bitsDiffer, .wrongOrder:
      "Ask the member to sign again, with tx sign --group."
    case .otherSequence: "Ask the chain for the account's sequence, and sign again."
    case .severalSigners: "Split it into one transaction for each account."
    case .mismatch: "Show what was signed, compare it with this file, and sign again."
    }
  }
}
