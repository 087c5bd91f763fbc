// Refusals of what a journal records: freezes, statements, deliveries, probes, disputes, halts.
extension RejectionRows {
  static let journal = """
    role (a segment that another observer published)
    d0 committee appoint observer=%o2 from=d0
    d1 %o1 publish
    d1 %o2 deliver

    role (a dispute by a stranger)
    d2 @bob dispute

    role (a note by a stranger)
    d0 @bob note

    role (a note by an observer after its term)
    d0 committee retire at=d1
    d1 %o1 note

    role (a provider freezes nothing)
    d2 @alice freeze

    role (an amendment by the administrator)
    d0 admin amendprogram

    rules-unknown
    d0 committee amendprogram policy=#x from=d6

    policy-differs (an amendment)
    d0 committee amendprogram policy=$v.name from=d6

    rules-unchanged
    d0 committee amendprogram policy=$policy from=d6

    rules-unchanged (announced before)
    d0 committee amendprogram
    d0 committee amendprogram from=d130

    amendment-breaks
    d0 committee amendprogram policy=$v.less from=d6

    notice-too-short (an amendment)
    d0 committee amendprogram from=d6

    rules-inside-epoch
    d0 committee amendprogram from=d120

    blob-computed-input (a policy to come)
    d0 committee amendprogram
    d0 committee withdrawblob digest=$v.more

    admissions-halted
    d0 committee halt
    d0 @alice enrol units=0

    admissions-halted (a note of a provider)
    d0 @alice enrol
    d0 committee halt
    d0 @alice note

    policy-other (adopted)
    d0 committee adopt policy=#x

    adopted-already
    d0 committee adopt
    d0 committee adopt source=#other

    halted-already
    d0 committee halt
    d0 committee halt reason=other

    not-halted
    d0 committee halt
    d0 committee resume what=payouts

    dispute-open
    d0 @alice enrol from=d0
    d2 admin freeze
    d2 admin state
    d2 @alice dispute
    d500 committee closeprogram

    acceptance-taken
    d0 committee accept
    d0 committee accept why=#other

    pool-unknown (a freeze)
    d2 admin freeze pool=mining

    pool-unknown (a dispute)
    d2 @alice dispute pool=mining

    epoch-unknown
    d2 admin freeze epoch=121 version=2

    epoch-unknown (a statement)
    d2 admin state epoch=121

    evidence-unknown
    d1 %o1 deliver

    probe-unknown
    d2 %o1 reveal

    dispute-unknown
    d2 committee resolve

    freeze-unknown
    d2 admin state

    freeze-unknown (another)
    d2 admin freeze
    d2 admin state freeze=#x

    version-other
    d1 admin freeze version=2

    version-other (again)
    d2 admin freeze
    d2 admin freeze

    epoch-unstated
    d1 admin freeze epoch=2

    epoch-unstated (the version before)
    d2 admin freeze
    d2 admin freeze version=2 freeze=#f2

    epoch-unstated (a dispute)
    d2 @alice dispute micros=0

    epoch-unstated (a program that is not over)
    d2 admin freeze
    d2 admin state
    d500 committee closeprogram

    statement-unknown
    d2 admin freeze
    d2 admin state
    d2 admin correct replaces=#st1

    correction-not-standing
    d2 admin freeze
    d2 admin state
    d2 admin freeze version=2 freeze=#f2
    d2 admin state version=2 freeze=#f2 statement=#st2
    d2 admin freeze version=3 freeze=#f3
    d2 admin state version=3 freeze=#f3 statement=#st3
    d2 admin correct replaces=#st2 statement=#st3

    statement-unknown (the one replaced)
    d2 admin freeze
    d2 admin state
    d2 admin correct statement=#st1

    id-taken (a dispute)
    d0 @alice enrol from=d0
    d2 admin freeze
    d2 admin state
    d2 @alice dispute
    d2 @alice dispute micros=0

    starts-before-admission (a probe)
    d2 %o1 commitprobe until=d1

    span-empty (a probe)
    d1 %o1 commitprobe until=d1

    freeze-too-early
    d1+86399 admin freeze lines=99

    dispute-too-late
    d0 @alice enrol from=d0
    d2 admin freeze
    d2 admin state
    d9 @alice dispute micros=0

    line-beyond (a freeze of itself)
    d2 admin freeze lines=3

    evidence-delivered
    d1 %o1 publish
    d1 %o1 deliver
    d1 %o1 deliver

    probe-taken
    d0 committee appoint observer=%o2 from=d0
    d0 %o1 commitprobe
    d0 %o2 commitprobe

    probe-overlap
    d0 %o1 commitprobe until=d3
    d0 %o1 commitprobe from=d2 until=d4 commitment=##b

    probe-overlap (by a key that follows)
    d0 %o1 commitprobe
    d0 %o1 rotate
    d0 %m3 commitprobe commitment=##b

    probe-seed
    d0 %o1 commitprobe
    d1 %o1 reveal seed=#other

    probe-too-early
    d0 %o1 commitprobe
    d1 %o1 reveal

    probe-revealed
    d0 %o1 commitprobe
    d2 %o1 reveal
    d2 %o1 reveal

    blob-computed-input (a freeze)
    d2 admin freeze
    d2 committee withdrawblob digest=#f1

    blob-computed-input (a table)
    d2 admin freeze
    d2 admin state
    d2 committee withdrawblob digest=#t1

    freeze-lines
    d1+86399 @alice enrol from=d3
    d2 admin freeze lines=2

    freeze-evidence
    d1 %o1 publish
    d2 admin freeze

    freeze-evidence (another segment)
    d1 %o1 publish
    d2 admin freeze evidence=+s2 counted=1

    freeze-evidence (counted twice)
    d1 %o1 publish
    d2 admin freeze evidence=+s1 counted=1 leftOut=1

    statement-taken
    d2 admin freeze
    d2 admin state
    d2 admin state base=7

    statement-unbalanced
    d2 admin freeze
    d2 admin state base=101

    statement-unbalanced (what was left over)
    d2 admin freeze
    d2 admin state carriedOut=41

    statement-unbalanced (where it stands)
    d2 admin freeze
    d2 admin state held=5

    statement-unbalanced (nothing was carried in)
    d2 admin freeze
    d2 admin state base=99 carriedIn=1

    statement-unbalanced (more than before)
    d2 admin freeze
    d2 admin state
    d3 admin freeze epoch=2 freeze=#f2
    d3 admin state epoch=2 freeze=#f2 base=60 carriedIn=40

    statement-beyond-pool
    d2 admin freeze
    d2 admin state base=750000000040 earned=750000000001 unallocated=39 carriedOut=39 \
    accrued=750000000001 vested=750000000001 unvested=0 held=0

    dispute-amount
    d0 @alice enrol from=d0
    d2 admin freeze
    d2 admin state
    d2 @alice dispute micros=61

    dispute-amount (nothing)
    d0 @alice enrol from=d0
    d2 admin freeze
    d2 admin state
    d2 admin dispute micros=0

    dispute-resolved
    d0 @alice enrol from=d0
    d2 admin freeze
    d2 admin state
    d2 @alice dispute
    d2 committee resolve
    d2 committee resolve outcome=upheld
    """

  /// A program that was closed; too long to write out.
  static let closed = Block(
    code: "program-closed", name: "program-closed", isBare: false,
    rows: HistoryRows.everyEpoch() + ["d500 committee closeprogram", "d500 @alice enrol"])
}
