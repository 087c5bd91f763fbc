/// What a server shows and proves: a certificate and the private key of its public one.
public struct TLSIdentity: Hashable, Sendable {
  /// The certificate in DER.
  public let certificate: [UInt8]
  /// The private key on an elliptic curve, in DER.
  public let privateKey: [UInt8]

  /// Wraps both.
  public init(certificate: [UInt8], privateKey: [UInt8]) {
    self.certificate = certificate
    self.privateKey = privateKey
  }
}
