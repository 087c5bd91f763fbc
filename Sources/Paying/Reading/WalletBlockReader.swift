import CosmosClient
import CosmosTx
import Encoding
import Keys
import Payouts
import Quantities

/// Finds a wallet's own transactions in blocks, by their bytes.
///
/// It never guesses: a transaction that it cannot judge makes the whole block one that proves
/// nothing. Whatever bytes a payment comes in, its signatures say which it is.
struct WalletBlockReader: Sendable {
  /// Whose transactions.
  let wallet: WalletAccount
  /// The payments that the journal knows.
  let payments: [KnownPayment]

  /// The messages that payments are made of.
  private static let paying = [
    "/cosmos.bank.v1beta1.MsgSend", "/cosmos.bank.v1beta1.MsgMultiSend",
    "/cosmos.distribution.v1beta1.MsgFundCommunityPool",
  ].map { Array($0.utf8) }

  /// Whether the bytes name the wallet, as every message does that it signs: bech32 has two
  /// spellings, in small letters and in capitals.
  func concerns(_ bytes: [UInt8]) -> Bool {
    let small = wallet.address.bytes
    let capitals = small.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    return Self.holds(bytes, small) || Self.holds(bytes, capitals)
  }

  private static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first, bytes.count >= part.count else { return false }
    return (0...(bytes.count - part.count)).contains { start in
      bytes[start] == first && bytes[start..<(start + part.count)].elementsEqual(part)
    }
  }

  /// What a transaction in a block is to the wallet; nil where it is none of its own.
  func included(
    _ bytes: [UInt8], _ result: TransactionResult, height: Int64
  ) throws(PayingFailure) -> IncludedTransaction? {
    let used = result.usedSequence(of: wallet.address.address)
    let hash = Sha256.digest(of: bytes)
    func transaction(_ signBytes: Digest, _ sequence: UInt64) -> IncludedTransaction {
      IncludedTransaction(
        signBytes: signBytes, transaction: hash, sequence: sequence, code: result.code,
        usedSequence: used != nil, height: height)
    }
    guard let read = try? Transaction(bytes: bytes), let sequence = read.sequence else {
      guard let used, let loose = LooseTransaction(bytes), !loose.isUnordered else {
        if used == nil || LooseTransaction(bytes) != nil { return nil }
        throw .unreadableTransaction(hash, height: height)
      }
      let position = wallet.position(sequence: used)
      if let known = payments.first(where: {
        $0.isSigned(by: loose.signatures, at: position)
      }) {
        return transaction(known.identity, used)
      }
      guard isForeign(loose) || isNoneKnown(used) else {
        throw .unreadableTransaction(hash, height: height)
      }
      return transaction(rawIdentity(loose), used)
    }
    guard (try? read.signer()) == wallet.address else {
      guard used == nil else { throw .resultsDiffer(height: height) }
      return nil
    }
    try Self.check(result, used: used, of: sequence, height: height)
    return identity(read).map { transaction($0, sequence) }
  }

  /// Throws unless a result can be that of a transaction with this sequence: one that ran used it.
  ///
  /// An answer without events, or with events that somebody has changed, would else say that a
  /// payment that landed can still come, or be expired.
  static func check(
    _ result: TransactionResult, used: UInt64?, of sequence: UInt64, height: Int64
  ) throws(PayingFailure) {
    guard used == sequence || (used == nil && result.code != 0) else {
      throw .resultsDiffer(height: height)
    }
  }

  /// The payment that a transaction makes: the one that the journal knows, in whichever mode it
  /// was signed, else that of its own mode.
  private func identity(_ read: Transaction) -> Digest? {
    let modes: [SignMode] = [.direct, .aminoJSON]
    let all = modes.compactMap {
      read.signBytes($0, chainID: wallet.chainID, accountNumber: wallet.number)?.identity
    }
    if let known = all.first(where: { one in payments.contains { $0.identity == one } }) {
      return known
    }
    return read.signBytes(chainID: wallet.chainID, accountNumber: wallet.number)?.identity
  }

  /// Whether a transaction can be no payment of a program, however it is written: memo, messages
  /// and signers are signed in every mode.
  private func isForeign(_ loose: LooseTransaction) -> Bool {
    let memo = UTF8Text.string(loose.memo[...]).flatMap { PayoutMemo($0) }
    return memo == nil || loose.signerCount != 1
      || loose.types.contains { !Self.paying.contains($0) }
  }

  /// Whether every payment of a sequence was held against the signatures, and none is theirs.
  private func isNoneKnown(_ sequence: UInt64) -> Bool {
    payments.allSatisfy { $0.sequence != sequence || $0.document != nil }
  }

  /// SHA-256 of what a direct signature covers, from the bytes as they came.
  private func rawIdentity(_ loose: LooseTransaction) -> Digest {
    func part(_ tag: UInt8, _ bytes: [UInt8]) -> [UInt8] {
      bytes.isEmpty ? [] : [tag] + Self.varint(UInt64(bytes.count)) + bytes
    }
    let number = wallet.number == 0 ? [] : [0x20] + Self.varint(wallet.number)
    return Sha256.digest(
      of: part(0x0A, loose.bodyBytes) + part(0x12, loose.authBytes)
        + part(0x1A, wallet.chainID.bytes) + number)
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
