import Encoding
import Keys

// What signers sign, and whether they did.
extension SignedTransaction {
  /// What a chain knows of a signer: no signature holds for another chain, account or turn.
  struct SignerState {
    let chainID: String
    let accountNumber: UInt64
    let sequence: UInt64
  }

  /// Throws unless the signature at a position is of this transaction by the key.
  func verify(
    _ position: Int, by key: AccountKey, _ state: SignerState
  ) throws(TransactionRefusal) {
    let mode = signerInfos[position].message("mode_info")
    let isValid: Bool
    switch key {
    case .wallet(let wallet):
      isValid = isSigned(signatures[position], by: wallet, mode, state)
    case .multisig(let threshold, let members):
      isValid = isSigned(signatures[position], threshold, members, mode, state)
    }
    guard isValid else {
      throw .unauthorized(
        "signature verification failed; please verify account number (\(state.accountNumber)), "
          + "sequence (\(state.sequence)) and chain-id (\(state.chainID)): "
          + "(unable to verify single signer signature)")
    }
  }

  private func isSigned(
    _ signature: [UInt8], by key: PublicKey, _ mode: ProtoMessage?, _ state: SignerState
  ) -> Bool {
    guard let single = mode?.message("single"), let parsed = try? Signature(signature),
      let signed = signBytes(Int(clamping: single.number("mode")), state)
    else { return false }
    return (try? key.verify(parsed, of: signed)) != nil
  }

  /// k of n: bits say whose signatures follow, the first bit the first member's.
  private func isSigned(
    _ combined: [UInt8], _ threshold: Int, _ members: [PublicKey], _ mode: ProtoMessage?,
    _ state: SignerState
  ) -> Bool {
    guard let multi = mode?.message("multi"), let bits = multi.message("bitarray"),
      let parts = try? ProtoReader.read(
        combined, as: "cosmos.crypto.multisig.v1beta1.MultiSignature")
    else { return false }
    let (elements, extra) = (bits.bytes("elems"), Int(clamping: bits.number("extra_bits_stored")))
    guard extra < 8 else { return false }
    let bitCount = extra == 0 ? elements.count * 8 : (elements.count - 1) * 8 + extra
    guard bitCount == members.count else { return false }
    let signing = members.indices.filter { elements[$0 / 8] >> (7 - $0 % 8) & 1 == 1 }
    let (signatures, modes) = (parts.byteStrings("signatures"), multi.messages("mode_infos"))
    guard signing.count >= threshold, signing.count == signatures.count,
      signing.count == modes.count
    else { return false }
    return zip(signing, zip(signatures, modes)).allSatisfy { member, part in
      isSigned(part.0, by: members[member], part.1, state)
    }
  }

  /// The bytes that are signed in a mode; nil where the mode has none here.
  func signBytes(_ mode: Int, _ state: SignerState) -> [UInt8]? {
    switch mode {
    case SignModeWord.direct:
      ProtoMessage(
        "cosmos.tx.v1beta1.SignDoc",
        [
          "body_bytes": .bytes(bodyBytes), "auth_info_bytes": .bytes(authBytes),
          "chain_id": .text(state.chainID), "account_number": .number(state.accountNumber),
        ]
      ).bytes
    case SignModeWord.aminoJSON: aminoDocument(state)
    default: nil
    }
  }

  /// The sorted JSON of amino; nil where something in it has no amino form.
  private func aminoDocument(_ state: SignerState) -> [UInt8]? {
    guard !isUnordered, body.messages("extension_options").isEmpty,
      body.messages("non_critical_extension_options").isEmpty
    else { return nil }
    var all: [JSONValue] = []
    for message in messages {
      guard let value = message.amino else { return nil }
      all.append(value)
    }
    var feeMembers: [JSONMember] = [
      JSONMember("amount", .array(fee.messages("amount").map(\.json))),
      JSONMember("gas", .text(gasLimit)),
    ]
    for name in ["payer", "granter"] where !fee.text(name).isEmpty {
      feeMembers.append(JSONMember(name, .string(fee.text(name))))
    }
    var members: [JSONMember] = [
      JSONMember("account_number", .text(state.accountNumber)),
      JSONMember("chain_id", .string(state.chainID)), JSONMember("fee", .object(feeMembers)),
      JSONMember("memo", .string(memo)), JSONMember("msgs", .array(all)),
      JSONMember("sequence", .text(state.sequence)),
    ]
    if timeoutHeight > 0 { members.append(JSONMember("timeout_height", .text(timeoutHeight))) }
    return Self.escaped(Self.sorted(.object(members)).bytes)
  }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.map { JSONMember($0.key, sorted($0.value)) }
          .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    case .array(let elements): .array(elements.map(sorted))
    default: value
    }
  }

  /// Go writes what HTML could take for its own by numbers; such characters stand in texts alone.
  private static func escaped(_ json: [UInt8]) -> [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(json.count)
    var position = 0
    while position < json.count {
      let byte = json[position]
      if "<>&".utf8.contains(byte) {
        all += Array("\\u00\(Hex.text([byte]))".utf8)
      } else if byte == 0xE2, position + 2 < json.count, json[position + 1] == 0x80,
        json[position + 2] & 0xFE == 0xA8
      {
        all += Array("\\u20\(Hex.text([json[position + 2] - 0x80]))".utf8)
        position += 2
      } else {
        all.append(byte)
      }
      position += 1
    }
    return all
  }
}
