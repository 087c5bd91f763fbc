import CosmosTx
import Keys
import Quantities
import TestSupport
import Testing

@Suite struct AddressTests {
  /// The five that Akash's documents name, and how they are made.
  @Test(arguments: [
    ("gov", "akash10d07y265gmmuvt4z0w9aw880jnsr700jhe7z0f"),
    ("distribution", "akash1jv65s3grqf6v6jl3dp4t6c9t9rk99cd82yfms9"),
    ("bme", "akash1klpwzlvfnw7j8gtdd0cuu9vaw9ermsmd37sg55"),
    ("escrow", "akash14pphss726thpwws3yc458hggufynm9x77l4l2u"),
    ("fee_collector", "akash17xpfvakm2amg962yls6f84z3kell8c5lazw8j8"),
  ])
  func moduleAccountsAreMadeFromTheirNames(name: String, address: String) throws {
    #expect(try Network.moduleAddress(name, prefix: "akash").text == address)
    let account = try AccountAddress(address)
    #expect(Network.akash.refusal(ofPayee: account) == .moduleAccount(name))
  }

  /// The quick check and the one that finds words agree on everything.
  @Test func theQuickCheckOfAddressesIsTheSlowOne() throws {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let count = random.pick([20, 32, 19, 21, 33])
      let payload = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let prefix = random.pick(["akash", "cosmos", "a1b", "x"])
      var text = try Bech32.address(prefix: prefix, payload: payload).bytes
      if random.oneIn(2) {
        let place = random.below(text.count)
        text[place] = random.pick(Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l1bioA-\"".utf8))
      }
      let slow = Self.refusal { () throws(Bech32Error) in
        let decoded = try Bech32.decode(text)
        let bytes = try Bech32.bytes(fromGroups: decoded.groups)
        guard bytes.count == 20 || bytes.count == 32 else {
          throw .wrongPayloadLength(bytes.count)
        }
      }
      let quick = Self.refusal { () throws(Bech32Error) in try Bech32.verifyAccountText(text) }
      #expect(quick == slow, "seed \(seed)")
    }
  }

  private static func refusal(_ check: () throws(Bech32Error) -> Void) -> Bech32Error? {
    do throws(Bech32Error) {
      try check()
      return nil
    } catch {
      return error
    }
  }
}
