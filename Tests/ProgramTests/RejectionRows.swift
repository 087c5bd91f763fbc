/// One block per refusal: its code, lines that are admitted, and last the line that is refused.
///
/// A block marked `bare` begins without the program's first two lines. Where a line breaks several
/// rules, the code is that of the first in order.
enum RejectionRows {
  static let table = """
    payload-size
    d0 committee withdrawblob reason=*32700

    payload-json
    d0 committee withdrawblob ~"v":1~"v":1.5

    payload-json (a key twice)
    d0 committee withdrawblob ~"v":1~"v":1,"v":1

    payload-json (deep nesting)
    d0 committee withdrawblob ~"v":1~"v":[[[[[[[[[[1]]]]]]]]]]

    payload-field
    d0 committee withdrawblob ~"nonce"~"nonse"

    payload-field (an author of no form)
    d0 committee withdrawblob !author=ed25519:12

    payload-field (before the version)
    d0 committee withdrawblob !v=2 ~"nonce"~"nonse"

    payload-version
    d0 committee withdrawblob !v=2 !program=#x

    kind-unknown
    d0 committee unknown !basis=99

    body-field
    d0 committee withdrawblob ~"reason"~"reasons" !basis=99

    body-field (not an object)
    d0 committee unknown !critical=false ~{"sky":"clear"}~7

    body-field (a class of no form)
    d0 @alice enrol class=rtx4090

    payload-spelling
    d0 committee withdrawblob ~"critical":true~"critical":_true !basis=99

    payload-spelling (a needless escape)
    d0 committee withdrawblob ~personal~\\u0070ersonal

    payload-spelling (an unknown kind)
    d0 committee unknown !critical=false ~"sky":~_"sky":

    created-missing bare
    d0 committee appoint !program=#x

    program-other
    d0 committee withdrawblob !program=#x !basis=99

    time-back
    d2 committee withdrawblob
    d1 committee withdrawblob !basis=99

    basis-beyond
    d0 committee withdrawblob !basis=3 !demonstration=true

    demonstration-differs
    d0 committee withdrawblob !demonstration=true

    duplicate
    d0 committee withdrawblob !nonce=77 !basis=2
    d0 committee withdrawblob !nonce=77 !basis=2

    address-invalid
    d0 @bob payee payee=akash1qqqqqq

    address-invalid (the author's)
    d0 akash1qqqqqq payee

    address-invalid (another network's)
    d0 @alice payee payee=cosmos1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnrujsuw

    role
    d0 @alice appoint observer=%o2

    role (the administrator is no committee)
    d0 admin withdrawblob

    role (another provider)
    d0 @bob enrol

    role (the enrolment's provider)
    d0 @alice enrol
    d0 @bob amend

    role (a provider is no administrator)
    d0 @alice sign

    role (an observer that nobody appointed)
    d1 %o2 publish

    role (an account is no observer)
    d1 admin price

    role (an observer after its term, speaking of later)
    d0 committee retire at=d1
    d3 %o1 publish start=d2 end=d3

    created-again
    d0 committee created ~"demonstration":false~"demonstration":false

    policy-other bare
    d0 committee created policy=#x catalogue=#y

    catalogue-other bare
    d0 committee created catalogue=#y name=other

    policy-differs bare
    d0 committee created name=other threshold=0

    policy-differs (network) bare
    d0 committee created network=akashnet-2

    committee-threshold bare
    d0 committee created threshold=0

    committee-threshold (more than members) bare
    d0 committee created threshold=3 members=%m1,%m1

    committee-member-twice bare
    d0 committee created members=%m1,%m2,%m1

    pool-unknown
    d0 @alice enrol pool=mining

    pool-unknown (exception)
    d0 committee except pool=mining rule=nothing

    pool-unknown (review)
    d0 admin review pool=mining

    pool-unknown (correction)
    d0 admin correct pool=mining statement=#old

    pool-kind
    d0 @alice enrol pool=committed units=0

    pool-kind (a contract)
    d0 admin sign pool=liquidity

    pool-kind (a campaign)
    d0 admin open pool=liquidity

    pool-kind (a schedule)
    d0 @alice schedule pool=committed

    enrolment-unknown
    d0 @alice amend units=0

    enrolment-unknown (an amendment's own id)
    d0 @alice enrol
    d0 @alice amend
    d6 @alice withdraw enrolment=e1.2

    contract-unknown
    d0 admin end at=d-5

    campaign-unknown
    d0 @alice join

    campaign-unknown (close)
    d0 admin close

    id-taken
    d0 @alice enrol
    d0 @bob enrol provider=@bob units=0

    id-taken (one set of ids for all claims)
    d0 @alice enrol
    d0 admin sign contract=e1

    id-taken (by an amendment)
    d0 @alice enrol
    d0 @alice amend
    d0 admin open campaign=e1.2

    id-taken (for an amendment)
    d0 @alice enrol
    d0 @alice enrol enrolment=e1.2
    d0 @alice amend units=0

    id-taken (an exception)
    d0 committee except
    d0 committee except rule=nothing

    id-too-long
    d0 @alice enrol enrolment=a123456789b123456789c123456789d123456789e123456789f123456789xyz
    d0 @alice amend enrolment=a123456789b123456789c123456789d123456789e123456789f123456789xyz

    payee-unchanged
    d0 @alice payee payee=@alice

    payee-unchanged (again)
    d0 @alice payee
    d0 @alice payee

    beneficiary-unchanged
    d0 admin beneficiary
    d0 admin beneficiary

    beneficiary-unchanged (its own address)
    d0 admin beneficiary beneficiary=@alice

    campaign-closed
    d0 admin open
    d0 admin close at=d10
    d10 @alice join from=d11 class=nvidia/a100/80/sxm

    line-unknown
    d0 admin sign line=b200 units=0

    class-outside-line
    d0 admin sign class=nvidia/a100/80/sxm rate=3000000

    class-outside-campaign
    d0 admin open
    d0 @alice join class=nvidia/h200/141/sxm units=0

    rate-above-line
    d0 admin sign rate=2490001 units=0

    units-out-of-range
    d0 @alice enrol units=0 from=d-3

    units-out-of-range (too many)
    d0 @alice enrol units=100001

    units-out-of-range (amendment)
    d0 @alice enrol
    d0 @alice amend units=0 at=d-1

    units-out-of-range (contract)
    d0 admin sign units=0 from=d-3

    units-out-of-range (baseline)
    d0 admin baseline units=100001 class=nvidia/none/1/pcie

    units-unchanged
    d0 @alice enrol
    d0 @alice amend units=8 at=d-1

    units-unchanged (after an amendment)
    d0 @alice enrol
    d0 @alice amend
    d0 @alice amend at=d9

    starts-before-admission
    d2 @alice enrol until=d0

    starts-before-admission (observer)
    d1 committee appoint observer=%o2 until=d-2

    starts-before-admission (maintenance)
    d4 @alice maintain to=d2

    starts-before-admission (contract)
    d1 admin sign to=d-1

    takes-effect-before-admission
    d0 committee retire at=d-1 observer=%o2

    takes-effect-before-admission (withdrawal)
    d0 @alice enrol
    d7 @alice withdraw

    takes-effect-before-admission (contract)
    d0 admin sign
    d10 admin end

    span-empty
    d0 @alice enrol from=d1 until=d1

    span-empty (observer)
    d0 committee appoint from=d3 until=d3

    span-empty (begins at the span's end)
    d0 @alice enrol from=d120

    span-empty (exception)
    d0 committee except from=d5 until=d5 rule=nothing

    span-empty (evidence)
    d1 %o1 publish start=d1 end=d1

    outside-span
    d0 @alice enrol until=d121 class=nvidia/none/1/pcie

    outside-span (contract)
    d0 admin sign to=d400

    outside-span (campaign)
    d0 admin open to=d130 cap=999999999999999

    outside-campaign
    d0 admin open
    d0 @alice join until=d61

    outside-campaign (closed earlier)
    d0 admin open
    d0 admin close
    d1 @alice join from=d31

    amendment-inside-epoch
    d0 @alice enrol
    d0 @alice amend at=d5+1

    amendment-inside-epoch (of an enrolment that has ended)
    d0 @alice enrol until=d5
    d0 @alice amend at=d5+43200

    amendment-inside-epoch (at the span's end)
    d0 @alice enrol
    d0 @alice amend at=d120

    schedule-inside-epoch
    d0 @alice schedule from=d1+300 open=-1

    schedule-inside-epoch (its end)
    d0 @alice schedule until=d9+300

    schedule-inside-epoch (before the span)
    d-1+43200 @alice schedule from=d-1+43200 until=d9

    schedule-inside-epoch (another pool's days)
    d0 @alice schedule pool=research

    schedule-inside-epoch (after the span)
    d0 @alice schedule until=d121

    enrolment-not-in-force
    d0 @alice enrol until=d5
    d0 @alice amend

    enrolment-not-in-force (withdrawn)
    d0 @alice enrol
    d0 @alice withdraw at=d20
    d0 @alice amend

    enrolment-not-in-force (before it begins)
    d0 @alice enrol from=d10
    d0 @alice amend

    after-end
    d0 @alice enrol until=d6
    d0 @alice withdraw

    after-end (a contract that was ended)
    d0 admin sign
    d0 admin end
    d0 admin end

    after-end (a campaign)
    d0 admin open to=d30
    d0 admin close

    maintenance-too-long
    d0 @alice maintain to=d33+1

    second-of-day
    d0 @alice schedule open=86400

    second-of-day (negative)
    d0 @alice schedule close=-1

    observer-appointed
    d0 committee appoint from=d5 until=d6

    observer-appointed (touching the end of an open term)
    d0 committee appoint from=d100

    observer-not-appointed
    d0 committee retire observer=%o2

    observer-not-appointed (retired before)
    d0 committee retire
    d0 committee retire at=d6

    class-unknown
    d0 @alice enrol class=nvidia/rtx4090/23/pcie

    class-unknown (baseline)
    d0 admin baseline class=nvidia/none/1/pcie

    class-unknown (exception)
    d0 committee except class=nvidia/none/1/pcie rule=nothing

    not-eligible
    d0 @alice enrol class=nvidia/a4000/16/pcie

    not-eligible (vendor)
    d0 @alice enrol class=amd/mi210/64/pcie

    not-eligible (before the exception begins)
    d0 admin open class=nvidia/l40s/*/*
    d0 committee except from=d2
    d0 @alice join class=nvidia/l40s/48/pcie

    not-eligible (another's exception)
    d0 admin open class=nvidia/l40s/*/*
    d0 committee except
    d0 @bob join class=nvidia/l40s/48/pcie provider=@bob

    term-too-short
    d0 admin sign to=d182 units=84

    term-too-short (enrolment)
    d0 @alice enrol pool=tiered until=d31 tier=1

    tier-too-low
    d0 @alice enrol pool=tiered tier=1

    tier-too-low (none declared)
    d0 @alice enrol pool=tiered

    tier-evidence-missing
    d0 @alice enrol pool=tiered tier=2

    exchange-within-epoch
    d0 @alice enrol until=d5+600
    d0 @alice enrol enrolment=e2 from=d5+600

    exchange-within-epoch (after a while)
    d0 @alice enrol until=d5+600
    d0 @alice enrol enrolment=e2 from=d5+7200

    exchange-within-epoch (while both are in force)
    d0 @alice enrol until=d5+600
    d0 @alice enrol enrolment=e2 from=d5+300

    exchange-within-epoch (stated the other way round)
    d0 @alice enrol from=d5+600
    d0 @alice enrol enrolment=e2 until=d5+300

    exchange-within-epoch (withdrawal)
    d0 @alice enrol
    d0 @alice enrol enrolment=e2 from=d6+600
    d6 @alice withdraw at=d6+300

    exchange-within-epoch (withdrawal of an amended enrolment)
    d0 @alice enrol
    d0 @alice amend
    d0 @alice enrol enrolment=e2 from=d6+600
    d6 @alice withdraw at=d6+900

    exchange-within-epoch (return after a withdrawal)
    d0 @alice enrol
    d6 @alice withdraw at=d6+300
    d6+400 @alice enrol enrolment=e2 from=d6+400

    exchange-within-epoch (participations)
    d0 admin open
    d0 admin open campaign=k2 cap=1000
    d0 @alice join until=d9
    d0 @alice join participation=j2 campaign=k2 from=d10

    exchange-within-epoch (after a campaign's close)
    d0 admin open
    d0 admin open campaign=k2 cap=1000
    d0 @alice join
    d0 admin close at=d9
    d0 @alice join participation=j2 campaign=k2 from=d10

    line-units-exceeded
    d0 admin sign units=84

    line-units-exceeded (with another)
    d0 admin sign units=80 rate=1
    d0 admin sign contract=c2 units=4 rate=1

    pool-exceeded
    d0 admin sign units=200 line=spare rate=2000000

    line-exceeded
    d0 admin sign units=83

    campaign-caps-exceeded
    d0 admin open
    d0 admin open campaign=k2 cap=250000000001

    baseline-taken
    d0 admin baseline
    d0 @alice enrol
    d0 admin baseline units=3

    baseline-after-enrolment
    d0 @alice enrol
    d0 admin baseline

    exception-rule
    d0 committee except rule=class-not-weighted provider=null

    exception-rule (it stays open what would be paid)
    d0 committee except rule=class-ambiguous

    exception-unbounded
    d0 committee except provider=null

    price-in-future
    d0 %o1 price at=d1 price='0

    price-out-of-range
    d0 %o1 price price='0

    price-out-of-range (too high)
    d0 %o1 price price='1000000000000000000000001

    evidence-taken
    d1 %o1 publish
    d1 %o1 publish end=d2 sequence=1

    evidence-in-future
    d0 %o1 publish length=1073741825

    evidence-too-long
    d1 %o1 publish length=1073741825

    blob-computed-input
    d0 committee withdrawblob digest=$policy

    blob-computed-input (catalogue)
    d0 committee withdrawblob digest=$catalogue

    blob-computed-input (a corrected statement)
    d1 admin correct
    d1 committee withdrawblob digest=#old

    blob-computed-input (evidence that may be frozen)
    d1 %o1 publish
    d2 committee withdrawblob digest=#s1

    review-taken
    d1 admin review
    d1 admin review decision=refuse

    correction-same
    d1 admin correct statement=#old

    correction-taken
    d1 admin correct
    d1 admin correct
    """

  struct Block {
    let code: String
    let name: String
    let isBare: Bool
    /// Which policy it is for: one with an activity pool, or with a treasury.
    var rules = ""
    let rows: [String]
  }

  static func blocks() -> [Block] {
    let written = [table, governance, journal, attacks, activity, treasury].flatMap {
      $0.split(separator: "\n\n")
    }.map { text in
      let lines = text.split(separator: "\n").map(String.init)
      let words = lines[0].split(separator: " ").map(String.init)
      return Block(
        code: words[0], name: lines[0], isBare: words.last == "bare",
        rules: words.last ?? "",
        rows: (words.last == "ready" ? ready : []) + lines.dropFirst())
    }
    return written + [closed]
  }
}
