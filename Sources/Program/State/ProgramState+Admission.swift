import Keys
public import Quantities

extension ProgramState {
  /// The first rule that an entry breaks, or nil where it may be admitted.
  ///
  /// A draft is judged as if its author had signed it, in a log whose entries are signed.
  public func refusal(
    of payload: Payload, admittedAt: Timestamp, signers: Signers? = nil, isDraft: Bool = false
  ) -> Rejection? {
    do {
      try check(payload, admittedAt: admittedAt, signers: signers, isDraft: isDraft)
      return nil
    } catch {
      return error
    }
  }

  /// Throws the first rule that an entry breaks.
  ///
  /// The order is `RejectionRule`'s; the shape was judged when the payload was read. `signers` are
  /// the keys whose signatures were verified; nil in facts that nobody signed.
  public func check(
    _ payload: Payload, admittedAt: Timestamp, signers: Signers? = nil, isDraft: Bool = false
  ) throws(Rejection) {
    guard history.rules(at: admittedAt) == rules else {
      // An amendment came into force since the last line; the next one is judged under it.
      return try underRules(at: admittedAt).check(
        payload, admittedAt: admittedAt, signers: signers, isDraft: isDraft)
    }
    let header = payload.header
    if lineCount == 0, payload.body is ProgramCreated == false {
      throw .createdMissing(payload.kind)
    }
    guard header.program == program else {
      throw .programOther(expected: program, found: header.program)
    }
    if let lastAdmittedAt, admittedAt < lastAdmittedAt {
      throw .timeBack(previous: lastAdmittedAt, found: admittedAt)
    }
    guard header.basis <= lineCount else {
      throw .basisBeyond(basis: header.basis, lines: lineCount)
    }
    guard lineCount == 0 || header.demonstration == isDemonstration else {
      throw .demonstrationDiffers(expected: isDemonstration)
    }
    if let line = seen[payload.digest] { throw .duplicate(payload.digest, line: line) }
    try checkAddresses(of: payload)
    let isSigned = signers != nil || isDraft
    let frame = self.frame(of: payload, admittedAt: admittedAt, isSigned: isSigned)
    if let needed = payload.body.flatMap({ missingRole($0.authority(in: self), of: frame) }) {
      throw .role(author: header.author, needed: needed)
    }
    try checkSignatures(of: payload, signers)
    if isSigned { try Self.checkKeys(of: payload) }
    guard let body = payload.body else { return }
    if !header.critical, type(of: body).kind.movesMoney { throw .treasury(.criticalMissing) }
    try checkStandstill(body, of: frame)
    try checkInputs(of: body)
    try body.check(in: self, of: frame)
  }

  /// Takes an entry in; throws the first rule that it breaks, and then changes nothing.
  public mutating func admit(
    _ payload: Payload, admittedAt: Timestamp, signers: Signers? = nil
  ) throws(Rejection) {
    try check(payload, admittedAt: admittedAt, signers: signers)
    apply(payload, admittedAt: admittedAt)
  }

  /// Changes the state by an entry that nothing refuses.
  public mutating func apply(_ payload: Payload, admittedAt: Timestamp) {
    let frame = self.frame(of: payload, admittedAt: admittedAt)
    if lineCount == 0 { isDemonstration = payload.header.demonstration }
    lineCount = frame.line
    lastAdmittedAt = admittedAt
    seen.add(payload.digest, line: frame.line)
    admissions.append(admittedAt)
    administrators.note(frame.author, at: admittedAt)
    operators.begin(at: admittedAt, line: frame.line)
    rules = history.rules(at: admittedAt)
    if let body = payload.body {
      body.apply(to: &self, of: frame)
    } else {
      ignoredKinds[payload.kind, default: 0] += 1
    }
  }

  private func frame(
    of payload: Payload, admittedAt: Timestamp, isSigned: Bool = false
  ) -> EntryFrame {
    EntryFrame(
      author: payload.header.author, admittedAt: admittedAt, line: lineCount + 1,
      digest: payload.digest, isSigned: isSigned)
  }

  /// Law 12: what was withdrawn is never a computed input, whichever of the two entries came first.
  private func checkInputs(of body: any EntryBody) throws(Rejection) {
    if withdrawnBlobs.isEmpty { return }
    for digest in body.computedInputs {
      if let line = withdrawnBlobs[digest] { throw .inputWithdrawn(digest, line: line) }
    }
  }
}

extension ProgramState {
  /// Checks the addresses that no earlier line brought in.
  private func checkAddresses(of payload: Payload) throws(Rejection) {
    var checked: Address?
    if case .account(let author) = payload.header.author {
      try checkAddress(author, of: payload)
      checked = author
    }
    for address in payload.body?.addresses ?? [] where address != checked {
      try checkAddress(address, of: payload)
    }
  }

  private func checkAddress(_ address: Address, of payload: Payload) throws(Rejection) {
    if roster.index(of: address) != nil || created?.administrator == address { return }
    let found: String
    let expected: String
    do {
      found = try Bech32.accountPrefix(of: address)
      if let addressPrefix {
        expected = addressPrefix
      } else if let first = payload.body as? ProgramCreated {
        expected = try Bech32.accountPrefix(of: first.administrator)
      } else {
        return
      }
    } catch {
      throw .addressInvalid(address, .malformed(error))
    }
    guard found.utf8.elementsEqual(expected.utf8) else {
      throw .addressInvalid(address, .otherPrefix(found: found, expected: expected))
    }
  }
}

extension Bech32 {
  /// The prefix of a well-formed account address, of whatever network.
  static func accountPrefix(of address: Address) throws(Bech32Error) -> String {
    let decoded = try decode(address.bytes)
    let payload = try bytes(fromGroups: decoded.groups)
    guard payload.count == 20 || payload.count == 32 else {
      throw .wrongPayloadLength(payload.count)
    }
    return decoded.prefix
  }
}
