import CosmosClient

extension Ending {
  /// The chain could not be asked.
  static func chain(_ failure: ChainFailure) -> Ending {
    switch failure {
    case .otherChain:
      Ending(2, failure.code, "\(failure).", "Name a node of the right chain, or --chain.")
    case .notFound:
      Ending(1, failure.code, "\(failure).", "Check what was asked for.")
    default:
      Ending(3, failure.code, "\(failure).", "Name another node, or try again later.")
    }
  }
}
