/// Rows that make one of every kind, in an order in which all are admitted.
enum HistoryRows {
  static let everyKind = [
    "d0 admin baseline provider=@carol",
    "d0 @alice enrol tier=3 tierEvidence=#tier from=d0 until=d40",
    "d0 @alice amend",
    "d0 @alice withdraw",
    "d0 @alice payee",
    "d0 admin beneficiary",
    "d0 committee beneficiary beneficiary=@pat",
    "d0 admin sign units=82",
    "d0 admin end",
    "d0 admin open",
    "d0 @bob join provider=@bob",
    "d0 @alice join participation=j2 until=d2",
    "d0 admin close",
    "d0 @alice schedule until=d30",
    "d0 @alice maintain",
    "d0 committee except until=d30 class=nvidia/l40s/48/pcie",
    "d0 committee except exception=x2 rule=eligibility provider=null class=nvidia/l40s/48/pcie",
    "d0 committee except exception=x3 rule=administrator-excluded provider=@own",
    "d0 %o1 price",
    "d0 committee appoint observer=%o2 from=d0 until=d50",
    "d1 %o1 publish",
    "d1 committee withdrawblob",
    "d1 admin review",
    "d1 admin review epoch=2 decision=refuse",
    "d1 admin correct",
    "d1 committee retire",
    "d1 committee changecommittee members=%m1,%m2,%m3 threshold=2",
    "d1 committee appointadmin from=d8",
    "d1 committee succeed from=d8",
    "d1 committee witnesses",
    "d1 %m3 rotate successor=%m4",
    "d1 committee revoke key=%m4 compromisedFrom=3",
    "d1 %o2 revoke key=%o2",
    "d1 committee adopt",
    "d1 committee amendprogram",
    "d1 committee halt",
    "d1 committee resume",
    "d1 committee accept",
    "d1 %o1 deliver",
    "d1 %o1 commitprobe",
    "d2 %o1 reveal",
    "d2 admin freeze evidence=+s1 counted=1",
    "d2 admin state",
    "d2 @alice dispute",
    "d2 committee resolve",
    "d2 @carol note",
  ]

  /// The freezes and statements of every epoch, in which nothing was earned, long after the end.
  static func everyEpoch(segments: [String] = []) -> [String] {
    let pools = [("committed", 13), ("liquidity", 120), ("tiered", 120), ("research", 18)]
    return pools.flatMap { pool, count in
      (1...count).flatMap { epoch in
        let listed = epoch == 1 ? segments : []
        let name = "\(pool).\(epoch)"
        return [
          "d500 committee freeze pool=\(pool) epoch=\(epoch) freeze=#\(name)"
            + " evidence=+\(listed.joined(separator: ",")) counted=\(listed.count)",
          "d500 committee state pool=\(pool) epoch=\(epoch) freeze=#\(name) statement=#s\(name)"
            + " base=0 earned=0 unallocated=0 carriedOut=0 accrued=0 vested=0 unvested=0 held=0",
        ]
      }
    }
  }
}
