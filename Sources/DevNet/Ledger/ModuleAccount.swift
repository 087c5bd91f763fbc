import Quantities

/// The accounts of the network's modules.
enum ModuleAccount {
  static let governance = address("akash10d07y265gmmuvt4z0w9aw880jnsr700jhe7z0f")
  static let distribution = address("akash1jv65s3grqf6v6jl3dp4t6c9t9rk99cd82yfms9")
  static let feeCollector = address("akash17xpfvakm2amg962yls6f84z3kell8c5lazw8j8")

  /// Those that nobody can send to: all.
  static let blocked: Set<Address> = [
    governance, distribution, feeCollector,
    address("akash1klpwzlvfnw7j8gtdd0cuu9vaw9ermsmd37sg55"),
    address("akash14pphss726thpwws3yc458hggufynm9x77l4l2u"),
  ]

  private static func address(_ text: String) -> Address {
    guard let address = try? Address(account: text) else {
      preconditionFailure("\(text) is an address.")
    }
    return address
  }
}
