import Encoding
import Testing

@Suite struct JSONFieldsTests {
  private func node(_ text: String) throws -> JSONNode {
    JSONNode(try JSONReader.read(text, limitBytes: 10_000))
  }

  private struct Pool: Equatable {
    let name: String
    let amount: Int64
    let note: String?

    init(_ node: JSONNode) throws(JSONFieldError) {
      var fields = try node.fields()
      name = try fields.required("name").string(limitBytes: 8)
      amount = try fields.required("amount").integer(in: 0...100)
      note = try fields.optional("note")?.string()
      try fields.finish()
    }

    init(name: String, amount: Int64, note: String?) {
      self.name = name
      self.amount = amount
      self.note = note
    }
  }

  private func pools(_ text: String) throws -> [Pool] {
    var fields = try node(text).fields()
    let pools = try fields.required("pools").array(limit: 3, of: Pool.init)
    try fields.finish()
    return pools
  }

  @Test func decodesInAnyOrder() throws {
    let found = try pools(
      #"{"pools":[{"amount":1,"name":"a"},{"name":"b","note":"n","amount":100}]}"#)
    #expect(
      found == [Pool(name: "a", amount: 1, note: nil), Pool(name: "b", amount: 100, note: "n")])
  }

  @Test(arguments: [
    (#"{"pools":[{"name":"a","amount":101}]}"#, "pools[0].amount: must be 0…100"),
    (#"{"pools":[{"name":"a","amount":1},{"name":"b"}]}"#, "pools[1].amount: missing"),
    (#"{"pools":[{"name":"a","amount":1,"x":0}]}"#, "pools[0].x: unknown key"),
    (#"{"pools":[],"y":0}"#, "y: unknown key"),
    (#"{"pools":{}}"#, "pools: expected array, found object"),
    (#"{"pools":[7]}"#, "pools[0]: expected object, found integer"),
    (#"{"pools":[{"name":null,"amount":1}]}"#, "pools[0].name: expected string, found null"),
    (#"{"pools":[{"name":"a","amount":"1"}]}"#, "pools[0].amount: expected integer, found string"),
    (#"{"pools":[{"name":"123456789","amount":1}]}"#, "pools[0].name: longer than 8"),
    (
      #"{"pools":[{"name":"a","amount":1,"note":true}]}"#,
      "pools[0].note: expected string, found bool"
    ),
    (#"{"pools":[1,2,3,4]}"#, "pools: longer than 3"), ("[]", "expected object, found array"),
    (
      #"{"pools":[{"name":"a","amount":170141183460469231731687303715884105727}]}"#,
      "pools[0].amount: must be 0…100"
    ),
  ])
  func errorsNameTheField(text: String, expected: String) throws {
    do {
      _ = try pools(text)
      Issue.record("accepted")
    } catch let error as JSONFieldError {
      #expect(error.description == expected)
    }
  }

  @Test func narrowTypesRefuseWideNumbers() throws {
    #expect(try node("255").integer(UInt8.self) == 255)
    #expect(throws: JSONFieldError.self) { try node("256").integer(UInt8.self) }
    #expect(throws: JSONFieldError.self) { try node("-1").integer(UInt64.self) }
    #expect(throws: JSONFieldError.self) {
      try node("18446744073709551616").integer(UInt64.self)
    }
    #expect(
      try node("170141183460469231731687303715884105727").integer(UInt128.self) == 1 << 127 - 1)
    #expect(try node("true").bool())
    #expect(throws: JSONFieldError.self) { try node("1").bool() }
  }

  @Test func anotherReadersRefusalBecomesTheFields() throws {
    var fields = try node(#"{"digest":"0g","hex":"0aff","n":300}"#).fields()
    let bad = try fields.required("digest")
    #expect(
      throws: JSONFieldError(
        path: .member(.root, "digest"), what: .refused("invalidDigit(offset: 1)"))
    ) { try bad.parse(Hex.bytes) }
    #expect(try fields.required("hex").parse(Hex.bytes) == [10, 255])
    let number = try fields.required("n")
    #expect(throws: JSONFieldError.self) { try number.parse(UInt8.self) { $0 } }
    #expect(fields.remainingKeys == [])
    try fields.finish()
  }

  @Test func nullIsAValueUnlessAskedOtherwise() throws {
    var fields = try node(#"{"a":null,"b":null}"#).fields()
    #expect(fields.optional("a")?.isNull == true)
    #expect(fields.optionalOrNull("b") == nil)
    #expect(fields.optional("c") == nil)
    try fields.finish()
  }

  @Test func keysAreComparedByBytes() throws {
    var fields = try node("{\"e\u{301}\":1}").fields()
    #expect(fields.optional("\u{e9}") == nil)
    #expect(throws: JSONFieldError.self) { try fields.finish() }
    #expect(fields.remainingKeys.count == 1)
  }

  @Test func namedDocumentsLeadTheirPaths() throws {
    let line = JSONNode(.object([]), path: .named("line 12"))
    var fields = try line.fields()
    do {
      _ = try fields.required("kind")
      Issue.record("accepted")
    } catch {
      #expect(error.description == "line 12: kind: missing")
    }
  }
}
