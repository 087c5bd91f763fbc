import Akash
import Encoding
import Quantities
import TestSupport
import Testing

/// Whether a presented certificate is the one that its owner registered.
@Suite struct IdentityProofTests {
  private func now() throws -> Timestamp { try Timestamp("2026-07-17T12:00:00Z") }

  private func judge(
    _ presented: String?, registered: [(String, Bool)]
  ) throws -> IdentityProof {
    let known = try registered.map { name, isValid in
      let der = try AkashFixture.certificate(name)
      return OwnerCertificate(serial: try CertificateFacts(der).serial, isValid: isValid, der: der)
    }
    return IdentityProof.judge(
      presented: try presented.map { try AkashFixture.certificate($0) },
      owner: try AkashFixture.owner(), registered: .known(known), at: try now())
  }

  @Test func factsAreThoseOfAnotherReader() throws {
    let root = JSONNode(
      try JSONReader.read(try AkashFixture.bytes("certificates.json"), limitBytes: 1 << 20))
    var names = try root.fields()
    for name in ["owner", "same-number", "other-owner", "past"] {
      var wanted = try names.required(name).fields()
      let facts = try CertificateFacts(try AkashFixture.certificate(name))
      #expect(facts.serial == (try wanted.required("serial").string()))
      #expect(facts.commonName == (try wanted.required("commonName").string()))
      #expect(facts.issuerCommonName == facts.commonName)
      #expect(facts.notBefore == (try Timestamp(try wanted.required("notBefore").string())))
      #expect(facts.notAfter == (try Timestamp(try wanted.required("notAfter").string())))
      #expect(Hex.text(facts.publicKeyInfo) == (try wanted.required("publicKeyInfo").string()))
    }
    let far = try CertificateFacts(try AkashFixture.certificate("far"))
    #expect(far.notAfter == .latest)
    #expect(far.serial == "365375409332725729550921208179070754913983135745")
  }

  @Test func registeredCertificateIsProof() throws {
    #expect(
      try judge("owner", registered: [("past", true), ("owner", true)])
        == .proven(serial: "1767225600054534655"))
  }

  @Test func everythingElseIsNotAndSaysWhy() throws {
    let serial = "1767225600054534655"
    #expect(try judge(nil, registered: [("owner", true)]) == .notProven(.nothingPresented))
    #expect(
      try judge("other-owner", registered: [("owner", true)])
        == .notProven(.otherName("akash18ga02jzaq8cw52anyhzkwta5wygufgu6zsz6xc")))
    #expect(
      try judge("owner", registered: [("past", true)]) == .notProven(.notOnChain(serial: serial)))
    #expect(
      try judge("owner", registered: [("owner", false)]) == .notProven(.revoked(serial: serial)))
    #expect(
      try judge("same-number", registered: [("owner", true)])
        == .notProven(.differs(serial: serial)))
    guard case .notProven(.outsideItsTime) = try judge("past", registered: [("past", true)]) else {
      Issue.record("a certificate that holds no longer proves nothing")
      return
    }
    #expect(
      IdentityProof.judge(
        presented: try AkashFixture.certificate("owner"), owner: try AkashFixture.owner(),
        registered: .unavailable("late"), at: try now()) == .notProven(.chainUnavailable("late")))
    #expect(
      IdentityProof.judge(
        presented: [1, 2], owner: try AkashFixture.owner(), registered: .known([]), at: try now())
        == .notProven(.unreadable(.malformed)))
  }

  @Test func certificateWithManyNamesIsReadOrRefusedByItsLength() throws {
    let many = try AkashFixture.certificate("many-names")
    #expect(many.count > CertificateFacts.limitBytes)
    #expect(throws: CertificateFacts.Refusal.tooLong(limitBytes: CertificateFacts.limitBytes)) {
      try CertificateFacts(many)
    }
  }

  @Test func damagedCertificatesNeverTrap() throws {
    let sound = try AkashFixture.certificate("owner")
    for length in sound.indices { _ = try? CertificateFacts(Array(sound[..<length])) }
    for seed in UInt64(0)..<3_000 {
      var random = SplitMix64(seed: seed)
      var bytes = sound
      for _ in 0...Int(random.next() % 3) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = try? CertificateFacts(bytes)
    }
  }

  @Test func textsThatAreNoPEMHoldNoCertificate() throws {
    for text in ["", "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----", "x"] {
      #expect(OwnerCertificate.der(pem: Array(text.utf8)) == nil, "\(text)")
    }
  }
}
