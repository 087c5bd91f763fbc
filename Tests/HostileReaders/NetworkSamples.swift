/// Answers as the network gives them, short enough that a change meets something that matters.
enum NetworkSamples {
  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  static let versions = bytes([
    #"{"akash":{"version":"v0.14.2","build_tags":"x"},"kube":{"gitVersion":"v1.30.4+k3s1"}}"#,
    #"{"akash":{"version":"0.4.9-rc3"}}"#, #"{"akash":{"version":"main"},"kube":null}"#,
    #"{"address":"akash18ga02jzaq8cw52anyhzkwta5wygufgu6zsz6xc"}"#,
  ])

  static let endpoints = bytes([
    "https://provider.example.net:8443", "provider.example.net", "http://10.0.0.1:80/status?a#b",
    "https://[2001:db8::1]:8443/", "https://user:word@host:1", "https://${HOST}:8443",
    "a.b-c_d:65535",
  ])

  static let statuses = bytes([
    #"{"cluster":{"leases":24,"inventory":{"active":[],"available":{"nodes":[{"name":"n1","#
      + #""allocatable":{"cpu":47400,"gpu":8,"memory":122716651520,"storage_ephemeral":9},"#
      + #""available":{"cpu":145,"gpu":3,"memory":22513100800,"storage_ephemeral":79378272844}}],"#
      + #""storage":[{"class":"beta3","size":1000}]}}},"bidengine":{"orders":5},"#
      + #""manifest":{"deployments":1},"cluster_public_hostname":"p.example","#
      + #""address":"akash1x","leased_ip":null,"reclamation_window":86400000000000}"#,
    #"{"cluster":{"inventory":{"available":{"nodes":[{"cpu":8000,"memory":1024}]}}}}"#,
    #"{"cluster":{"inventory":{"error":"x","available":{"nodes":[{"name":"a","#
      + #""allocatable":{"cpu":{"units":{"val":"8000"}},"gpu":{"units":{"val":"2"}}},"#
      + #""available":{"cpu":{"quantity":{"val":"7900"}},"gpu":18446744073709551615}}]}}}}"#,
  ])

  static let recording = Array(
    ([
      #"{"kind":"provider","subject":"p.example:8443","question":"version","outcome":"answer","#
        + #""number":0,"text":"","body":null,"certificate":null}"#,
      #"{"kind":"chain","subject":"node","question":"/x @27761502","outcome":"chain-height","#
        + #""number":500,"text":"no such height","body":null,"certificate":null}"#,
    ].joined(separator: "\n") + "\n").utf8)

  /// One answer of each form that is read.
  static let chain = bytes(blocks + accounts + providers + market)

  private static let blocks = [
    #"{"block_id":{},"sdk_block":{"header":{"chain_id":"akashnet-2","height":"27761502","#
      + #""time":"2026-07-17T12:00:00.5Z"}}}"#,
    #"{"block":{"header":{"chain_id":"a","height":"1","time":"2026-07-17T12:00:00Z"}}}"#,
    #"{"aggregated_price":{"denom":"akt","median_price":"0.543471600000000000","#
      + #""timestamp":"2026-07-17T12:00:00Z","num_sources":1},"price_health":{"is_healthy":true}}"#,
    #"{"proposal":{"id":"341","status":"PROPOSAL_STATUS_PASSED","title":"x","messages":[{"#
      + #""@type":"/cosmos.distribution.v1beta1.MsgCommunityPoolSpend","recipient":"akash1x","#
      + #""amount":[{"denom":"uakt","amount":"230557400000"}]}]}}"#,
  ]

  private static let accounts = [
    #"{"info":{"address":"akash1x","account_number":"7","sequence":"9","pub_key":{"#
      + #""@type":"/cosmos.crypto.secp256k1.PubKey","key":"AQ=="}}}"#,
    #"{"denom":"uact","amount":"4.826603000000000000"}"#, #"{"denom":"uakt","amount":"1000"}"#,
  ]

  private static let providers = [
    #"{"owner":"akash1x","host_uri":"https://p.example:8443","attributes":["#
      + #"{"key":"capabilities/gpu/vendor/nvidia/model/h100","value":"true"}]}"#,
    #"{"owner":"akash1x","auditor":"akash1y","attributes":[{"key":"region","value":"eu"}]}"#,
    #"{"certificate":{"state":"valid","cert":"LS0tLS1CRUdJTg==","pubkey":""},"serial":"17"}"#,
  ]

  private static let market = [
    #"{"lease":{"id":{"owner":"akash1t","dseq":"25","gseq":1,"oseq":1,"provider":"akash1p","#
      + #""bseq":0},"state":"active","price":{"denom":"uact","amount":"4.826603000000000000"},"#
      + #""created_at":"100","closed_on":"0","reason":"lease_closed_invalid","reclamation":null},"#
      + #""escrow_payment":{"state":{"withdrawn":{"denom":"uact","amount":"13780746"}}}}"#,
    #"{"bid":{"id":{"owner":"akash1t","dseq":"25","gseq":1,"oseq":1,"provider":"akash1p"},"#
      + #""state":"open","resources_offer":[{"resources":{"gpu":{"units":{"val":"8"},"#
      + #""attributes":[{"key":"vendor/nvidia/model/h100","value":"true"}]}},"count":1}]}}"#,
    #"{"deployment":{"id":{"owner":"akash1t","dseq":"25"},"state":"active"},"groups":[{"#
      + #""id":{"gseq":1},"group_spec":{"resources":[{"resource":{"gpu":{"units":{"val":"1"},"#
      + #""attributes":[]}},"count":2}]}}]}"#,
  ]

  /// One answer of each form that is read of money on its way.
  static let money = bytes(escrow + transactions + nodes)

  private static let escrow = [
    #"{"id":{"scope":"deployment","xid":"akash1t/25"},"state":{"owner":"akash1t","state":"open","#
      + #""transferred":[{"denom":"uact","amount":"1.500000000000000000"}],"settled_at":"100","#
      + #""funds":[{"denom":"uact","amount":"-4.000000000000000000"}],"deposits":[{"#
      + #""owner":"akash1t","height":"7","source":"grant","balance":{"denom":"uact","#
      + #""amount":"5.0"}}]}}"#,
    #"{"id":{"aid":{"scope":"deployment","xid":"akash1t/25"},"xid":"1/1/akash1p"},"state":{"#
      + #""owner":"akash1p","state":"overdrawn","rate":{"denom":"uact","amount":"10.0"},"#
      + #""balance":{"denom":"uact","amount":"0.5"},"unsettled":{"denom":"uact","amount":"2.0"},"#
      + #""withdrawn":{"denom":"uact","amount":"13780746"}}}"#,
    #"{"params":{"mint_spread_bps":25,"settle_spread_bps":0}}"#,
    #"{"params":{"bid_min_deposits":[{"denom":"uakt","amount":"500000"}],"order_max_bids":20}}"#,
    #"{"id":{"owner":"akash1t","dseq":"25","gseq":1,"oseq":1},"state":"open","created_at":"9","#
      + #""spec":{"resources":[{"resource":{"gpu":{"units":{"val":"1"},"attributes":[]}},"#
      + #""count":2}]}}"#,
  ]

  private static let events =
    #"[{"type":"tx","attributes":[{"key":"acc_seq","#
    + #""value":"akash19rl4cm2hmr8afy4kldpxz3fka4jguq0a3mq6x0/9"}]},{"type":"coin_spent","#
    + #""attributes":[{"key":"amount","value":"7uakt"},{"key":"spender","value":null}]}]"#

  private static let transactions = [
    #"{"tx_response":{"txhash":"\#(String(repeating: "AB", count: 32))","height":"12","code":5,"#
      + #""codespace":"sdk","raw_log":"x","gas_used":"70000","events":\#(events)}}"#,
    #"{"code":0,"gas_used":"70000","events":\#(events)}"#,
    #"{"result":{"height":"12","txs_results":[{"gas_used":"1","events":\#(events)}],"#
      + #""finalize_block_events":\#(events)}}"#,
    #"{"sdk_block":{"header":{"chain_id":"akashnet-2","height":"12","#
      + #""time":"2026-07-17T12:00:00Z"},"data":{"txs":["CgA=","AQI="]}}}"#,
    #"{"tally":{"yes_count":"340282366920938463463374607431768211455","abstain_count":"0","#
      + #""no_count":"1","no_with_veto_count":"2"}}"#,
  ]

  private static let nodes = [
    #"{"default_node_info":{"network":"akashnet-2"},"application_version":{"app_name":"akash","#
      + #""version":"v2.1.0","cosmos_sdk_version":"v0.53.4"}}"#,
    #"{"minimum_gas_price":"0.002500000000000000uakt,0.1uact"}"#,
    #"{"params":{"block":{"max_bytes":"-1","max_gas":"60000000"}}}"#,
  ]
}
