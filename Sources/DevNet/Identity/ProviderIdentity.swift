import Crypto
import Encoding
import Quantities

/// A provider's certificate and its key, made by itself and registered on the chain.
///
/// In the form that the network's own tool makes: P-256, the owner as subject and issuer, the
/// moment's nanoseconds as number, and a key usage *without* signing, which some TLS libraries
/// refuse in TLS 1.3 and the network's own does not mind.
public struct ProviderIdentity: Sendable {
  /// The serial number.
  public let serial: UInt64
  /// The certificate in DER.
  public let certificate: [UInt8]
  /// The private key in DER.
  public let privateKey: [UInt8]
  /// The public key in DER.
  public let publicKey: [UInt8]

  /// The certificate of an owner; with another `key`, an impostor's of the same number and name.
  init(owner: Address, host: String, serial: UInt64, start: Timestamp, key name: String) {
    let key = DeterministicP256(named: name)
    self.serial = serial
    privateKey = Array(key.privateKey.derRepresentation)
    publicKey = Array(key.privateKey.publicKey.derRepresentation)
    let body = Self.body("\(owner)", host, serial, start, publicKey)
    let signature = key.sign(body)
    certificate = DERWriter.sequence([
      body, Self.algorithm,
      DERWriter.bits(
        DERWriter.sequence([DERWriter.integer(signature.r), DERWriter.integer(signature.s)])),
    ])
  }

  /// ECDSA with SHA-256, 1.2.840.10045.4.3.2.
  private static let algorithm = DERWriter.sequence([
    DERWriter.identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])
  ])

  private static func body(
    _ owner: String, _ host: String, _ serial: UInt64, _ start: Timestamp, _ publicKey: [UInt8]
  ) -> [UInt8] {
    let begin = (try? start.adding(seconds: -100 * 86_400)) ?? .earliest
    let end = (try? start.adding(seconds: 265 * 86_400)) ?? .latest
    let name = part([0x55, 0x04, 0x03], owner)
    // 2.23.133.2.6, the mark by which the network's certificates are known.
    let mark = part([0x67, 0x81, 0x05, 0x02, 0x06], "v0.0.1")
    return DERWriter.sequence([
      DERWriter.tagged(0xA0, DERWriter.integer(2)), DERWriter.integer(serial), algorithm,
      DERWriter.sequence([name]),
      DERWriter.sequence([DERWriter.time("\(begin)"), DERWriter.time("\(end)")]),
      DERWriter.sequence([name, mark]), publicKey,
      DERWriter.tagged(0xA3, DERWriter.sequence(extensions(host))),
    ])
  }

  private static func part(_ identifier: [UInt8], _ text: String) -> [UInt8] {
    DERWriter.set(
      DERWriter.sequence([DERWriter.identifier(identifier), DERWriter.text(text)]))
  }

  private static func extensions(_ host: String) -> [[UInt8]] {
    func one(_ last: UInt8, isCritical: Bool, _ value: [UInt8]) -> [UInt8] {
      DERWriter.sequence(
        [DERWriter.identifier([0x55, 0x1D, last])] + (isCritical ? [DERWriter.yes] : [])
          + [DERWriter.octets(value)])
    }
    // Server and client authentication, 1.3.6.1.5.5.7.3.1 and .2.
    let purposes = [1, 2].map {
      DERWriter.identifier([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, $0])
    }
    let address = host.split(separator: ".").compactMap { UInt8($0) }
    return [
      // Key and data encipherment, bits 2 and 3.
      one(0x0F, isCritical: true, DERWriter.bits([0x30], unused: 4)),
      one(0x25, isCritical: false, DERWriter.sequence(purposes)),
      one(0x13, isCritical: true, DERWriter.sequence([])),
      one(0x11, isCritical: false, DERWriter.sequence([DERWriter.tagged(0x87, address)])),
    ]
  }

  /// Both halves as the chain has them, in PEM.
  public var certificatePEM: String { Self.pem("CERTIFICATE", certificate) }

  /// The public key as the chain has it, in PEM.
  public var publicKeyPEM: String { Self.pem("EC PUBLIC KEY", publicKey) }

  private static func pem(_ label: String, _ der: [UInt8]) -> String {
    let text = Array(Base64.text(der).utf8)
    let lines = stride(from: 0, to: text.count, by: 64).map {
      String(decoding: text[$0..<min($0 + 64, text.count)], as: UTF8.self)
    }
    return "-----BEGIN \(label)-----\n" + lines.joined(separator: "\n")
      + "\n-----END \(label)-----\n"
  }
}

extension World {
  /// The certificate that a provider registered.
  public func registeredIdentity(of plan: ProviderPlan) -> ProviderIdentity {
    identity(of: plan, key: "registered")
  }

  /// The certificate that a provider registered before, and revoked.
  public func revokedIdentity(of plan: ProviderPlan) -> ProviderIdentity {
    identity(of: plan, key: "revoked", isEarlier: true)
  }

  /// The certificate that a provider presents.
  public func presentedIdentity(of plan: ProviderPlan) -> ProviderIdentity {
    identity(of: plan, key: plan.has(.wrongCertificate) ? "impostor" : "registered")
  }

  private func identity(
    of plan: ProviderPlan, key: String, isEarlier: Bool = false
  ) -> ProviderIdentity {
    let nanos = chance.below(1_000_000_000, .serial, UInt64(plan.position), isEarlier ? 1 : 0)
    let day: Int64 = isEarlier ? 300 : 100
    let seconds = UInt64(max(0, settings.start.seconds - day * 86_400))
    return ProviderIdentity(
      owner: plan.owner, host: plan.host, serial: seconds * 1_000_000_000 + nanos,
      start: settings.start,
      key: "stipend devnet \(settings.seed) \(key) \(plan.position)")
  }
}
