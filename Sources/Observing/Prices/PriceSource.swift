import Akash
public import CosmosClient
public import Quantities

/// Somebody who says what one AKT costs in dollars, under a label of the price segment.
public struct PriceSource: Sendable {
  /// The label in the record.
  public let label: Label
  private let ask: @Sendable () async -> Result<Price18, PriceFault>

  /// Takes a function that asks once.
  public init(label: Label, ask: @escaping @Sendable () async -> Result<Price18, PriceFault>) {
    self.label = label
    self.ask = ask
  }

  /// Asks once, within the bounds of whoever carries the question.
  public func price() async -> Result<Price18, PriceFault> { await ask() }

  /// The chain's own oracle.
  public static func oracle(_ chain: ChainClient, label: Label) -> PriceSource {
    PriceSource(label: label) {
      do throws(ChainFailure) {
        let price = try await chain.oraclePrice()
        return price.isHealthy ? .success(price.median) : .failure(.unhealthy)
      } catch {
        return .failure(.unavailable("\(error)"))
      }
    }
  }

  /// A number in the JSON that an address answers with; redirects are refused.
  public static func web(
    label: Label, path: String, number: NumberAtPath, over transport: any ChainTransport
  ) -> PriceSource {
    PriceSource(label: label) {
      let response: ChainResponse
      do throws(ChainFailure) {
        response = try await transport.get(
          path, height: nil, limitBytes: NumberAtPath.limitBytes)
      } catch {
        return .failure(.unavailable("\(error)"))
      }
      guard response.status == 200 else {
        return .failure(.unavailable("\(transport.name): status \(response.status)"))
      }
      do throws(NumberAtPath.Refusal) {
        return .success(try number.price(in: response.body))
      } catch {
        return .failure(.unreadable(error))
      }
    }
  }
}

/// Why a source gave no price, one case per kind.
public enum PriceFault: Error, Hashable, Sendable {
  /// It was not reached, or failed.
  case unavailable(String)
  /// The chain itself calls its price unsound.
  case unhealthy
  /// The answer holds none.
  case unreadable(NumberAtPath.Refusal)
}

extension PriceFault: CustomStringConvertible {
  /// What happened, in words.
  public var description: String {
    switch self {
    case .unavailable(let text): text
    case .unhealthy: "the chain calls its own price unsound"
    case .unreadable(let refusal): "\(refusal)"
    }
  }
}

/// A further source as people configure it: `name=https://host/path,member.0.member`.
public struct PriceSourceText: Hashable, Sendable {
  /// The label in the record.
  public let label: Label
  /// The scheme and the host, with its port.
  public let base: String
  /// What follows, from the slash on.
  public let path: String
  /// Where the number stands in the answer.
  public let number: NumberAtPath

  /// Nil where a part is missing or unreadable.
  public init?(_ text: String) {
    guard let equals = text.firstIndex(of: "="), let comma = text.lastIndex(of: ","),
      equals < comma, let label = try? Label(String(text[..<equals])),
      let number = NumberAtPath(String(text[text.index(after: comma)...]))
    else { return nil }
    let address = text[text.index(after: equals)..<comma]
    guard let scheme = ["https://", "http://"].first(where: { address.hasPrefix($0) }) else {
      return nil
    }
    let rest = address.dropFirst(scheme.count)
    let slash = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard slash > rest.startIndex, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return nil
    }
    self.label = label
    base = scheme + rest[..<slash]
    path = slash == rest.endIndex ? "/" : String(rest[slash...])
    self.number = number
  }
}
