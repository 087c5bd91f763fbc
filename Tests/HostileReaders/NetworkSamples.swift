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
}
