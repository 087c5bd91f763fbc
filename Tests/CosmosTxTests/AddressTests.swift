import CosmosTx
import Keys
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
}
