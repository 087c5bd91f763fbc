// The kinds by short names, each with a body that is admitted in the test program.
extension FactsWriter {
  struct Template {
    let kind: String
    let fields: [(String, String)]

    init(_ kind: String, _ body: String) {
      self.kind = kind
      fields = body.split(whereSeparator: \.isWhitespace).map { word in
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : "")
      }
    }
  }

  static let templates: [String: Template] = [
    "created": Template(
      "program.created/1",
      """
      name=test network=testnet-1 policy=$policy catalogue=$catalogue origin=stipend.example/test
      key=%log threshold=1 members=%m1,%m2 witnesses=
      administrator=@admin administratorProviders=@own
      """),
    "amendprogram": Template(
      "program.amended/1", "policy=$v.more catalogue=$catalogue source=#yaml from=d121"),
    "changecommittee": Template("committee.changed/1", "threshold=1 members=%m1,%m2"),
    "appointadmin": Template(
      "administrator.appointed/1", "administrator=@ann providers=@annsown from=d7"),
    "succeed": Template("operator.succeeded/1", "origin=log.example/next key=%log2 from=null"),
    "witnesses": Template("witnesses.changed/1", "threshold=1 witnesses=%w1,%w2"),
    "rotate": Template("key.rotated/1", "successor=%m3"),
    "revoke": Template("key.revoked/1", "key=%o1 compromisedFrom=null"),
    "appoint": Template("observer.appointed/1", "observer=%o1 from=d-1 until=null"),
    "retire": Template("observer.retired/1", "observer=%o1 at=d5"),
    "enrol": Template(
      "provider.enrolled/1",
      """
      enrolment=e1 pool=liquidity provider=@alice class=nvidia/rtx4090/24/pcie units=8 from=d1
      until=null tier=null tierEvidence=null
      """),
    "amend": Template("provider.amended/1", "enrolment=e1 units=4 at=d5"),
    "withdraw": Template("provider.withdrawn/1", "enrolment=e1 at=d6"),
    "payee": Template("payee.set/1", "provider=@alice payee=@pat"),
    "beneficiary": Template("beneficiary.set/1", "provider=@alice beneficiary=acme"),
    "sign": Template(
      "contract.signed/1",
      """
      contract=c1 pool=committed line=h100 provider=@alice class=nvidia/h100/80/sxm units=8
      rate=2490000 from=d0 to=d366
      """),
    "end": Template("contract.ended/1", "contract=c1 at=d9"),
    "open": Template(
      "campaign.opened/1",
      """
      campaign=k1 pool=research purpose=benchmarks class=nvidia/b200/*/* rate=3000000
      cap=400000000000 from=d0 to=d60
      """),
    "join": Template(
      "campaign.joined/1",
      """
      participation=j1 campaign=k1 provider=@alice class=nvidia/b200/180/sxm units=8 from=d1
      until=null
      """),
    "close": Template("campaign.closed/1", "campaign=k1 at=d30"),
    "takepart": Template(
      "activity.joined/1",
      "participation=a1 pool=active wallet=@alice role=provider from=d1 until=null"),
    "leave": Template("activity.left/1", "participation=a1 at=d9"),
    "relate": Template("relation.declared/1", "wallet=@alice relative=@bob"),
    "decide": Template(
      "relation.decided/1", "wallet=@alice relative=@bob decision=related why=#why"),
    "baseline": Template(
      "baseline.taken/1", "provider=@alice class=nvidia/rtx4090/24/pcie units=2 height=14622914"),
    "schedule": Template(
      "schedule.declared/1",
      "provider=@alice pool=liquidity from=d1 until=null open=72000 close=21600"),
    "maintain": Template("maintenance.announced/1", "provider=@alice from=d3 to=d3+7200"),
    "except": Template(
      "exception.allowed/1",
      """
      exception=x1 rule=launched-before pool=research provider=@alice class=null from=d0
      until=null why=#why
      """),
    "price": Template("price.observed/1", "source=exchange at=d0 price='2800000000000000000"),
    "publish": Template(
      "evidence.published/1", "type=presence sequence=0 start=d0 end=d1 digest=#s1 length=1000"),
    "withdrawblob": Template("blob.withdrawn/1", "digest=#why reason=personal-data"),
    "review": Template(
      "review.decided/1", "pool=liquidity epoch=1 provider=@alice decision=release"),
    "correct": Template(
      "correction.posted/1", "pool=liquidity epoch=1 replaces=#old statement=#new"),
    "freeze": Template(
      "epoch.frozen/1",
      """
      pool=liquidity epoch=1 version=1 freeze=#f1 lines=$lines evidence=+ counted=0 leftOut=0
      """),
    "state": Template(
      "statement.published/1",
      """
      pool=liquidity epoch=1 version=1 freeze=#f1 statement=#st1 table=#t1 lines=#root base=100
      carriedIn=0 earned=60 unallocated=40 carriedOut=40 returned=0 accrued=60 vested=50 unvested=6
      held=4 takenBack=0 price=null uaktToDate=0 waiting=0
      """),
    "dispute": Template(
      "dispute.opened/1", "dispute=q1 pool=liquidity epoch=1 provider=@alice micros=10 why=#why"),
    "resolve": Template("dispute.resolved/1", "dispute=q1 outcome=dismissed why=#why"),
    "note": Template("note.added/1", "topic=remark text=#text"),
    "adopt": Template("program.adopted/1", "policy=$policy source=#yaml reference=aep-26"),
    "halt": Template("program.halted/1", "what=admissions reason=incident"),
    "resume": Template("program.resumed/1", "what=admissions"),
    "closeprogram": Template("program.closed/1", "reason=ended"),
    "accept": Template("acceptance.recorded/1", "rule=quorum-low figures=#figures why=#why"),
    "deliver": Template("evidence.delivered/1", "digest=#s1"),
    "commitprobe": Template("probe.committed/1", "from=d1 until=d2 commitment=##seed"),
    "reveal": Template("probe.revealed/1", "commitment=##seed seed=#seed"),
    "unknown": Template("weather.observed/1", "sky=clear"),
  ]
}
