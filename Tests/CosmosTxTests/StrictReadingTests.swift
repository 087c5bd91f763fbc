import CosmosTx
import Encoding
import Quantities
import Testing

/// One refusal for each rule of reading, with its place.
@Suite struct StrictReadingTests {
  static let payer = "akash1pkptre7fdkl6gfrzlesjjvhxhlc3r4gmkd2yfq"
  static let payee = "akash18ga02jzaq8cw52anyhzkwta5wygufgu6zsz6xc"

  static func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
    WireTree.varint(number << 3 | 2) + WireTree.varint(content.count) + content
  }

  static func field(_ number: Int, _ text: String) -> [UInt8] {
    field(number, Array(text.utf8))
  }

  static func number(_ number: Int, _ value: [UInt8]) -> [UInt8] {
    WireTree.varint(number << 3) + value
  }

  static let coin = field(1, "uakt") + field(2, "7")

  static func send(
    from: String = payer, to: String = payee, coins: [UInt8] = field(3, coin)
  ) -> [UInt8] {
    field(1, from) + field(2, to) + coins
  }

  static func body(_ send: [UInt8], type: String = "/cosmos.bank.v1beta1.MsgSend") -> [UInt8] {
    field(1, field(1, type) + field(2, send))
  }

  static let fee = field(1, coin) + number(2, [0xC0, 0x9A, 0x0C])

  static func tx(_ body: [UInt8], fee: [UInt8] = fee, rest: [UInt8] = []) -> [UInt8] {
    field(1, body) + field(2, field(2, fee)) + rest
  }

  private func refusal(_ bytes: [UInt8]) -> TxError? {
    do throws(TxError) {
      _ = try Transaction(bytes: bytes)
      return nil
    } catch {
      return error
    }
  }

  private func expect(_ fault: TxFault, _ place: String, _ bytes: [UInt8]) {
    let error = refusal(bytes)
    #expect(error?.fault == fault)
    #expect(error?.place == place, "\(fault)")
    #expect(error?.offset != nil)
  }

  @Test func theSampleItselfIsRead() throws {
    let read = try Transaction(bytes: Self.tx(Self.body(Self.send())))
    #expect(
      TxWords(read).actions == [
        "Pays 7 uakt (0.000007 AKT) from \(Self.payer) to \(Self.payee)."
      ])
  }

  @Test func wireRules() {
    let sound = Self.body(Self.send())
    let first = "body.messages[0]"
    expect(.unknownField(9), "body", Self.tx(sound + Self.number(9, [1])))
    expect(.unknownField(0), "body", Self.tx(sound + [0, 1]))
    expect(.outOfOrder(2), "body", Self.tx(sound + Self.number(3, [9]) + Self.field(2, "m")))
    expect(
      .missing, "\(first).from_address",
      Self.tx(Self.body(Self.field(2, Self.payee) + Self.field(1, Self.payer))))
    expect(
      .duplicateField(1), first,
      Self.tx(Self.body(Self.field(1, Self.payer) + Self.send())))
    expect(.emptyButPresent, "body.memo", Self.tx(sound + Self.field(2, "")))
    expect(.emptyButPresent, "body.timeout_height", Self.tx(sound + Self.number(3, [0])))
    expect(.overlongVarint, "body.timeout_height", Self.tx(sound + Self.number(3, [0x81, 0])))
    expect(
      .numberTooLarge, "body.timeout_height",
      Self.tx(sound + Self.number(3, [UInt8](repeating: 0xFF, count: 9) + [2])))
    expect(
      .wrongWireType(expected: 0, found: 2), "body.timeout_height",
      Self.tx(sound + Self.field(3, "1")))
    expect(.truncated, "body.memo", Self.tx(sound + [0x12, 5, 65]))
    expect(.notUTF8, "body.memo", Self.tx(sound + Self.field(2, [0xC3, 0x28])))
    expect(.controlCharacter, "body.memo", Self.tx(sound + Self.field(2, "a\u{1B}[2K")))
    expect(
      .tooLong(limitBytes: 256), "body.memo",
      Self.tx(sound + Self.field(2, [UInt8](repeating: 65, count: 257))))
    expect(.unused, "body.unordered", Self.tx(sound + Self.number(4, [1])))
    expect(.unused, "body.extension_options", Self.tx(sound + Self.field(1023, "x")))
    expect(.duplicateField(2), "", Self.tx(sound) + Self.field(2, Self.field(2, Self.fee)))
    expect(.unknownField(4), "", Self.tx(sound) + Self.field(4, "x"))
    expect(.missing, "auth_info", Self.field(1, sound))
    expect(
      .typeNotHere("/cosmos.bank.v1beta1.MsgBurn"), first,
      Self.tx(Self.body(Self.send(), type: "/cosmos.bank.v1beta1.MsgBurn")))
    expect(.wrongCount(lowest: 0, highest: 0), "", Self.tx(sound, rest: Self.field(3, "x")))
  }

  @Test func valueRules() {
    func coins(_ denomination: String, _ amount: String) -> [UInt8] {
      let coin = Self.field(1, denomination) + Self.field(2, amount)
      return Self.tx(Self.body(Self.send(coins: Self.field(3, coin))))
    }
    let place = "body.messages[0].amount[0]"
    expect(.amountZero, "\(place).amount", coins("uakt", "0"))
    expect(.amountNegative, "\(place).amount", coins("uakt", "-5"))
    for text in ["007", "+5", "1.5", "1e6", " 5", "5 ", "٣"] {
      expect(.amountForm, "\(place).amount", coins("uakt", text))
    }
    expect(.amountTooLarge, "\(place).amount", coins("uakt", "1000000000000000001"))
    let wide = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    expect(.amountTooLarge, "\(place).amount", coins("uakt", wide))
    for text in ["ua", "7akt", "u akt", "uakt\u{0}"] {
      expect(.denomination, "\(place).denom", coins(text, "5"))
    }
    let none = Self.tx(Self.body(Self.send(coins: [])))
    expect(.wrongCount(lowest: 1, highest: 16), "body.messages[0].amount", none)
  }

  @Test func everyWrongLetterOfAnAddressIsRefused() throws {
    let letters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l")
    for (index, letter) in Self.payee.enumerated() {
      for other in letters where other != letter {
        var wrong = Array(Self.payee)
        wrong[index] = other
        let error = refusal(Self.tx(Self.body(Self.send(to: String(wrong)))))
        guard case .address = error?.fault else {
          Issue.record("\(String(wrong)) was accepted")
          continue
        }
        #expect(error?.place == "body.messages[0].to_address")
      }
    }
    for text in [Self.payee.uppercased(), "akash1", Self.payee + "q", "", "\"1qqqqqq"] {
      #expect(throws: (any Error).self) { try AccountAddress(text) }
    }
  }

  @Test func jsonRules() throws {
    let read = try Transaction(bytes: Self.tx(Self.body(Self.send())))
    let text = String(decoding: read.json, as: UTF8.self)
    func refusal(_ from: String, _ to: String) -> (TxFault?, String) {
      let changed = text.replacing(from, with: to)
      #expect(changed != text, "\(from)")
      do throws(TxError) {
        _ = try Transaction(json: Array(changed.utf8))
        return (nil, "")
      } catch {
        return (error.fault, error.place)
      }
    }
    #expect(refusal(#""memo":"""#, #""memo":"","note":"x""#) == (.field(.unknown), "body.note"))
    #expect(
      refusal(#""memo":"""#, #""timeoutHeight":"5","memo":"""#)
        == (.field(.unknown), "body.timeoutHeight"))
    #expect(refusal(#""unordered":false"#, #""unordered":true"#) == (.unused, "body.unordered"))
    #expect(refusal(#""tip":null"#, #""tip":{}"#) == (.unused, "auth_info.tip"))
    #expect(
      refusal(#""gas_limit":"200000""#, #""gas_limit":"0200000""#)
        == (.wholeNumberText, "auth_info.fee.gas_limit"))
    #expect(
      refusal(#""gas_limit":"200000""#, #""gas_limit":"18446744073709551616""#)
        == (.wholeNumberText, "auth_info.fee.gas_limit"))
    #expect(
      refusal(#""signatures":[]"#, #""signatures":["AA"]"#) == (.base64, "signatures[0]"))
    #expect(refusal(#""signatures":[]"#, #""signatures":[],"signatures":[]"#).0?.code == "tx-json")
    #expect(
      refusal("/cosmos.bank.v1beta1.MsgSend", "/cosmos.bank.v1beta1.MsgSent")
        == (.typeNotHere("/cosmos.bank.v1beta1.MsgSent"), "body.messages[0].@type"))
    // What is left out is empty, as protojson has it.
    let short = text.replacing(#","tip":null"#, with: "").replacing(#""memo":"","#, with: "")
    #expect(try Transaction(json: Array(short.utf8)) == read)
  }

  /// The form that the network's own tools print, to the byte.
  @Test func theUnsignedFormIsTheOneThatTheToolsPrint() throws {
    let party = { (address: String, amount: Int64) in
      MultiSendParty(
        try AccountAddress(address), [try Coin(.init(micros: amount), .uakt)])
    }
    let message = MsgMultiSend(
      input: try party(Self.payer, 3_000_000), outputs: [try party(Self.payee, 3_000_000)])
    let transaction = Transaction(
      unsigned: TxBody(messages: [.multiSend(message)]),
      fee: Fee(amount: [try Coin(.init(micros: Int64(5_000)), .uakt)], gasLimit: 200_000))
    let expected =
      #"{"body":{"messages":[{"@type":"/cosmos.bank.v1beta1.MsgMultiSend","inputs":[{"address":"#
      + #""\#(Self.payer)","coins":[{"denom":"uakt","amount":"3000000"}]}],"outputs":[{"address":"#
      + #""\#(Self.payee)","coins":[{"denom":"uakt","amount":"3000000"}]}]}],"memo":"","#
      + #""timeout_height":"0","unordered":false,"timeout_timestamp":null,"extension_options":[],"#
      + #""non_critical_extension_options":[]},"auth_info":{"signer_infos":[],"fee":{"amount":[{"#
      + #""denom":"uakt","amount":"5000"}],"gas_limit":"200000","payer":"","granter":""},"#
      + #""tip":null},"signatures":[]}"#
    #expect(String(decoding: transaction.json, as: UTF8.self) == expected)
  }
}
