import Keys
import Quantities
import Testing

@Suite struct Sha256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func agreesWithFIPS180(text: String, hex: String) {
    #expect(Sha256.digest(of: Array(text.utf8)).hex == hex)
  }

  @Test func aMillionLettersAsFIPS180() {
    let block = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000)
    var hasher = Sha256()
    for _ in 0..<1_000 { hasher.update(block) }
    #expect(
      hasher.digest().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func anySplitGivesTheSameDigest() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = Sha256.digest(of: bytes)
    for split in 0...bytes.count {
      var hasher = Sha256()
      hasher.update(Array(bytes[..<split]))
      hasher.update(bytes[split...])
      #expect(hasher.digest() == whole)
    }
    #expect(bytes.withUnsafeBytes { Sha256.digest(of: $0) } == whole)
    #expect(Sha256.digest(of: bytes[...]) == whole)
  }

  @Test func aDigestCanBeTakenOnTheWay() {
    var hasher = Sha256()
    hasher.update(Array("ab".utf8))
    #expect(hasher.digest() == Sha256.digest(of: Array("ab".utf8)))
    hasher.update(Array("c".utf8))
    #expect(hasher.digest() == Sha256.digest(of: Array("abc".utf8)))
  }
}
