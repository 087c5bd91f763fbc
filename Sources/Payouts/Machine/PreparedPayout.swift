public import Quantities

/// The record of an attempt to pay a batch: what will be signed, and by when it can be included.
public struct PreparedPayout: Hashable, Sendable {
  /// The batch's number, from 1.
  public var batch: Int
  /// The digest of the batch's outputs: a replacement pays the same.
  public var contents: Digest
  /// The hash of the sign bytes: the payment's identity.
  public var signBytes: Digest
  /// The account's sequence that it uses.
  public var sequence: UInt64
  /// The chain's height before the sign bytes were made.
  public var baseHeight: Int64
  /// The last height at which it can be included.
  public var timeoutHeight: Int64
  /// What is sent, without the fee.
  public var totalUakt: Int64
  /// The fee, spent also when the transaction fails.
  public var feeUakt: Int64
  /// The number of outputs.
  public var outputs: Int

  /// Takes every field as it is.
  public init(
    batch: Int, contents: Digest, signBytes: Digest, sequence: UInt64, baseHeight: Int64,
    timeoutHeight: Int64, totalUakt: Int64, feeUakt: Int64, outputs: Int
  ) {
    self.batch = batch
    self.contents = contents
    self.signBytes = signBytes
    self.sequence = sequence
    self.baseHeight = baseHeight
    self.timeoutHeight = timeoutHeight
    self.totalUakt = totalUakt
    self.feeUakt = feeUakt
    self.outputs = outputs
  }
}
