import Akash
import CosmosClient
import Encoding
import Quantities
import Synchronization

/// A chain of blocks and leases as a node would serve it, at any height and any time.
final class PlayedMarket: ChainTransport {
  let name: String
  private let script: Mutex<Script>
  /// How many questions were asked.
  let asked = Mutex<[String]>([])

  /// What the chain does, and how the node behaves.
  struct Script: Sendable {
    var chainID = "c"
    /// The times of blocks from height 1, ascending.
    var times: [Int64] = []
    var leases: [Lease] = []
    /// The height of the newest block that the node has.
    var newest = 0
    /// The lowest height whose state the node keeps.
    var kept = 1
    /// Whether every module has another version.
    var isOfOtherRelease = false
    /// Whether it answers with the newest state whatever height is asked for.
    var ignoresHeights = false
    /// How many entries a page has at most.
    var page = 100
    /// What minting costs, in ten-thousandths.
    var mintSpread = 25
    /// Who leases everything.
    var tenant = "akash1t"
    /// Who is a provider.
    var providers = ["akash1p"]
  }

  struct Lease: Sendable {
    var number: Int
    var provider = "akash1p"
    var from: Int
    var to: Int?
    var reason = "lease_closed_owner"
    var state = "closed"
    var gpus = 1
    var milliCores = 4_000
    var attribute = "vendor/nvidia/model/h100/ram/80Gi/interface/sxm"
    var hasBid = true
    var price = "10.000000000000000000"
    var denomination = "uact"
    /// What its account held when the lease began, and nobody settled since.
    var funds = "1000000000.000000000000000000"
    /// Whoever paid that in; nil: the tenant.
    var depositor: String?
  }

  init(_ script: Script, name: String = "node") {
    self.name = name
    self.script = Mutex(script)
  }

  func change(_ body: (inout Script) -> Void) { script.withLock { body(&$0) } }

  func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    asked.withLock { $0.append(path) }
    let answer = script.withLock { $0.answer(path, height: height.map { Int($0) }) }
    return ChainResponse(status: answer.0, body: Array(answer.1.utf8))
  }
}

extension PlayedMarket.Script {
  typealias Lease = PlayedMarket.Lease

  func answer(_ path: String, height: Int?) -> (Int, String) {
    let parts = path.split(separator: "?", maxSplits: 1)
    let query = parts.count < 2 ? [] : parts[1].split(separator: "&")
    func value(_ key: String) -> String? {
      query.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
    if parts[0].hasPrefix("/cosmos/base/tendermint/v1beta1/blocks/") {
      return block(String(parts[0].split(separator: "/").last ?? ""))
    }
    guard !isOfOtherRelease else { return (501, #"{"code":12,"message":"Not Implemented"}"#) }
    let height = ignoresHeights ? newest : height ?? newest
    guard height >= kept, height <= newest else {
      return (400, #"{"code":3,"message":"version does not exist"}"#)
    }
    let there = leases.filter { $0.from <= height }.filter { lease in
      value("filters.dseq").map { $0 == "\(lease.number)" } ?? true
        && value("id.dseq").map { $0 == "\(lease.number)" } ?? true
    }
    switch parts[0] {
    case "/akash/market/v1beta5/leases/list":
      return list(
        "leases", there.filter { state($0, height) == value("filters.state") },
        value("pagination.key")
      ) { tree($0, height) }
    case "/akash/market/v1beta5/leases/info":
      guard let lease = there.first else { return (404, #"{"code":5,"message":"none"}"#) }
      return (200, tree(lease, height))
    case "/akash/market/v1beta5/bids/list":
      return list("bids", there.filter(\.hasBid), value("pagination.key"), bid)
    case EscrowAccount.listPath:
      let wanted = value("xid")
      let accounts = there.filter { lease in
        wanted.map { $0 == "\(tenant)/\(lease.number)" || $0 == "\(tenant)%2F\(lease.number)" }
          ?? (state(lease, height) == "active")
      }
      return list("accounts", accounts, value("pagination.key")) { account($0, height) }
    case ProviderRecord.listPath:
      let records = providers.map {
        #"{"owner":"\#($0)","host_uri":"https://\#($0).example:8443"}"#
      }
      let tail = #""pagination":{"next_key":null,"total":"0"}"#
      return (200, #"{"providers":[\#(records.joined(separator: ","))],\#(tail)}"#)
    case EscrowSpreads.path:
      return (
        200, #"{"params":{"mint_spread_bps":\#(mintSpread),"settle_spread_bps":0}}"#
      )
    case "/akash/deployment/v1beta4/deployments/list":
      return list("deployments", there, value("pagination.key"), deployment)
    default: return (501, #"{"code":12,"message":"Not Implemented"}"#)
    }
  }

  private func block(_ text: String) -> (Int, String) {
    let height = text == "latest" ? newest : Int(text) ?? 0
    guard height >= 1, height <= newest, text == "latest" || height >= kept else {
      return (400, #"{"code":3,"message":"no such block"}"#)
    }
    let time = (try? Timestamp(seconds: times[height - 1])) ?? .earliest
    return (
      200,
      #"{"sdk_block":{"header":{"chain_id":"\#(chainID)","height":"\#(height)","#
        + #""time":"\#(time)"}}}"#
    )
  }

  private func list(
    _ name: String, _ leases: [Lease], _ key: String?, _ tree: (Lease) -> String
  ) -> (Int, String) {
    let start = key.flatMap { Int($0.dropFirst()) } ?? 0
    let entries = leases.dropFirst(start).prefix(page).map(tree).joined(separator: ",")
    let next = start + page < leases.count ? "\"k\(start + page)\"" : "null"
    return (200, #"{"\#(name)":[\#(entries)],"pagination":{"next_key":\#(next),"total":"0"}}"#)
  }

  private func state(_ lease: Lease, _ height: Int) -> String {
    guard let to = lease.to, height >= to else { return "active" }
    return lease.state
  }

  private func id(_ lease: Lease) -> String {
    #"{"owner":"\#(tenant)","dseq":"\#(lease.number)","gseq":1,"oseq":1,"#
      + #""provider":"\#(lease.provider)","bseq":0}"#
  }

  private func tree(_ lease: Lease, _ height: Int) -> String {
    let isOver = state(lease, height) != "active"
    return #"{"lease":{"id":\#(id(lease)),"state":"\#(state(lease, height))","#
      + #""price":{"denom":"\#(lease.denomination)","amount":"\#(lease.price)"},"#
      + #""created_at":"\#(lease.from)","closed_on":"\#(isOver ? lease.to ?? 0 : 0)","#
      + #""reason":"\#(isOver ? lease.reason : "lease_closed_invalid")","reclamation":null}}"#
  }

  private func account(_ lease: Lease, _ height: Int) -> String {
    let isOpen = state(lease, height) == "active"
    let coin = #"{"denom":"\#(lease.denomination)","amount":"\#(isOpen ? lease.funds : "0")"}"#
    return #"{"id":{"scope":"deployment","xid":"\#(tenant)/\#(lease.number)"},"#
      + #""state":{"owner":"\#(tenant)","state":"\#(isOpen ? "open" : "closed")","#
      + #""transferred":[],"settled_at":"\#(lease.from)","funds":[\#(coin)],"#
      + #""deposits":[{"owner":"\#(lease.depositor ?? tenant)","height":"\#(lease.from)","#
      + #""source":"balance","balance":\#(coin)}]}}"#
  }

  private func gpu(_ lease: Lease) -> String {
    #"{"id":1,"cpu":{"units":{"val":"\#(lease.milliCores)"}},"#
      + #""gpu":{"units":{"val":"\#(lease.gpus)"},"attributes":[{"key":"#
      + #""\#(lease.attribute)","value":"true"}]}}"#
  }

  private func bid(_ lease: Lease) -> String {
    #"{"bid":{"id":\#(id(lease)),"state":"active","resources_offer":[{"resources":"#
      + #"\#(gpu(lease)),"count":1,"prices":null}]}}"#
  }

  private func deployment(_ lease: Lease) -> String {
    #"{"deployment":{"id":{"owner":"\#(tenant)","dseq":"\#(lease.number)"},"state":"active"},"#
      + #""groups":[{"id":{"gseq":1},"group_spec":{"resources":[{"resource":"#
      + #"\#(gpu(lease)),"count":1}]}}]}"#
  }
}
