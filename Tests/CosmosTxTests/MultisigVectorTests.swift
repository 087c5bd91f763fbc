import CosmosTx
import Encoding
import Keys
import Testing

/// Published keys of groups: CosmJS's 2 of 5, and the groups that `wasmd keys add` made.
@Suite struct MultisigVectorTests {
  /// Account 0 … 4 of CosmJS's published test mnemonic, derived by another program.
  private static let faucet = [
    "034f04181eeba35391b858633a765c4a0c189697b40d216354d50890d350c70290",
    "0220e8b1f21b062e785c9d508c2780a6e99ccbf16376d17e621cb03dfdc3293c7b",
    "033420df7259a87eef4ac9b4f5eb196396d9be6cd8c04fd263bf1c03488bc690fb",
    "03780e02507a6a245308fbd6310836f996c660db0b77caa5bd5dbc9bca76521636",
    "02e9b6d3adee6ff12b527214077eac2b9e4b92d1944ad81c6d289a0272f5c1a76e",
  ]
  private static let wasmd = [
    "038cb598ee54130d34f8e0818e7787aa06139a0e2d0026cadb662b55cf16859a67",
    "02906f1bd9516c8cd3b52639322c801bf8724c1fa5e878c0e32b9bd6c0bb8b0f68",
    "03cc93519d61b686da6f0e8cff9431e356b45f91063ed6f81f79ddd898858800f3",
  ]

  private func wallets(_ keys: [String]) throws -> [WalletKey] {
    try keys.map { hex in
      try #require(
        WalletKey(try PublicKey(algorithm: .secp256k1, bytes: Hex.bytes(hex))))
    }
  }

  @Test func theAddressOfCosmJSsTwoOfFive() throws {
    let members = MultisigKey.sorted(try wallets(Self.faucet))
    let key = AccountKey.multisig(try MultisigKey(threshold: 2, members: members))
    #expect(
      try key.address(prefix: "cosmos").text == "cosmos1h90ml36rcu7yegwduzgzderj2jmq49hcpfclw9")
    #expect(try AccountKey(json: key.json) == key)
  }

  @Test func theKeysAndTheAddressOfWasmdsGroups() throws {
    let (one, three) = (try wallets(Self.wasmd)[0], try wallets(Self.wasmd)[2])
    let groups: [(MultisigKey, String)] = [
      (
        try MultisigKey(threshold: 2, members: wallets(Self.wasmd)),
        "wasmpub1ytql0csgqgfzd666axrjzquvkkvwu4qnp5603cyp3emc02sxzwdqutgqym9dke3t2h83dpv6vufzd666ax"
          + "rjzq5sdudaj5tv3nfm2f3exgkgqxlcwfxplf0g0rqwx2um6mqthzc0dqfzd666axrjzq7vjdge6cdksmdx7r5"
          + "vl72rrc6kk30ezp376mup77wamzvgtzqq7v7aysdd"
      ),
      (
        try MultisigKey(threshold: 2, members: [three, one]),
        "wasmpub1ytql0csgqgfzd666axrjzq7vjdge6cdksmdx7r5vl72rrc6kk30ezp376mup77wamzvgtzqq7vfzd666ax"
          + "rjzquvkkvwu4qnp5603cyp3emc02sxzwdqutgqym9dke3t2h83dpv6vujvg56k"
      ),
    ]
    for (group, text) in groups { #expect(group.aminoBytes == Self.data(text)) }
    let address = try AccountKey.multisig(groups[0].0).address(prefix: "wasm")
    let payload = try Bech32.payload(of: address.address, prefix: "wasm")
    #expect(Hex.text(payload) == "0892a77fab2fa7e192c3b7b2741e6682f3abb72f")
  }

  /// The five-bit groups of a text longer than an address, without its checksum.
  private static func data(_ text: String) -> [UInt8] {
    let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l")
    let letters = text.drop { $0 != "1" }.dropFirst().dropLast(6)
    let groups = letters.compactMap { alphabet.firstIndex(of: $0).map { UInt8($0) } }
    return (try? Bech32.bytes(fromGroups: groups)) ?? []
  }
}
