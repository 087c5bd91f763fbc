// The kinds about money that moves, each with a body that is admitted once its rows came before.
extension FactsWriter {
  static let treasuryTemplates: [String: Template] = [
    "wallet": Template(
      "wallet.opened/1",
      "chain=testnet-1 address=@wallet height=1 threshold=2 members=&s1,&s2,&s3"),
    "request": Template(
      "funding.requested/1",
      """
      request=r1 proposal=#proposal micros=1000000 price='2000000000000000000 buffer=100000
      uakt=550000
      """),
    "receive": Template(
      "funding.received/1",
      """
      tranche=t1 source=community-pool request=null proposal=246 transaction=#tx1 height=10
      payer=@pool uakt=1000000 price='2000000000000000000 record=#price
      """),
    "prepare": Template(
      "payout.prepared/1",
      """
      batch=1 purpose=batch plan=#plan contents=#contents size=2 root=#root signBytes=#sign1
      sequence=5 base=100 timeout=1000 uakt=25 fee=3 outputs=1 price='2000000000000000000
      totals=liquidity:usd:50:25
      """),
    "signpay": Template("payout.signed/1", "signBytes=#sign1 transaction=#paytx"),
    "confirm": Template(
      "payout.confirmed/1",
      "signBytes=#sign1 transaction=#paytx sequence=5 height=500 nodes=n1,n2"),
    "fail": Template(
      "payout.failed/1",
      "signBytes=#sign1 transaction=#paytx sequence=5 code=5 height=500 nodes=n1,n2"),
    "expire": Template(
      "payout.expired/1",
      """
      signBytes=#sign1 from=101 through=1001 usedBy=null transaction=null code=null height=null
      nodes=n1,n2
      """),
    "sell": Template(
      "sale.made/1",
      """
      sale=s1 method=desk pool=liquidity beneficiary=@alice payee=@alice uakt=30 proceeds=60 fee=2
      obligation=50 paidOut=50 transaction=#saletx height=600 counterparty=@desk gasFee=1
      receipt=#receipt reason=null
      """),
    "agree": Template("revenue.agreed/1", "host=@host from=d0 components=operator:share:50000"),
    "earn": Template(
      "revenue.earned/1",
      """
      host=@host leaseClass=reserved from=d1 until=d2 earned=10000 refunded=0 commitment=#commit
      """),
    "revenue": Template(
      "revenue.received/1",
      "host=@host payer=@host transaction=#revtx height=700 uakt=9500"),
    "explain": Template(
      "transfer.explained/1",
      """
      direction=in transaction=#odd height=800 counterparty=@someone uakt=7 reason=gift why=#why
      """),
  ]

  /// Lists of what these kinds hold, as JSON; nil for other members.
  func treasuryMember(_ name: String, _ word: String) -> String? {
    let parts = word.split(separator: ",").map { $0.split(separator: ":").map(String.init) }
    switch name {
    case "nodes": return "[" + parts.map { "\"\($0[0])\"" }.joined(separator: ",") + "]"
    case "totals":
      let totals = parts.map {
        "{\"pool\":\"\($0[0])\",\"currency\":\"\($0[1])\",\"settled\":\($0[2]),\"uakt\":\($0[3])}"
      }
      return "[" + totals.joined(separator: ",") + "]"
    case "components":
      let components = parts.map {
        let (share, fixed) = $0[1] == "share" ? ($0[2], "null") : ("null", $0[2])
        return "{\"name\":\"\($0[0])\",\"share\":\(share),\"fixed\":\(fixed)}"
      }
      return "[" + components.joined(separator: ",") + "]"
    default: return nil
    }
  }
}
