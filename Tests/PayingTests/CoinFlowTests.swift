import Testing

@testable import Paying

@Suite struct CoinFlowTests {}
