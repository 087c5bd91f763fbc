extension RejectionRows {
  /// Leased pay: participations, and which wallets belong together.
  static let activity = """
    pool-kind (an activity) active
    d0 @alice takepart pool=liquidity

    participation-unknown active
    d0 @alice leave participation=a9

    participation-overlaps active
    d0 @alice takepart until=d20
    d0 @alice takepart participation=a2 from=d19

    outside-span (a participation) active
    d0 @alice takepart until=d300

    starts-before-admission (a participation) active
    d2 @alice takepart from=d1

    role (a participation of another) active
    d0 @bob takepart

    role (leaving for another) active
    d0 @alice takepart
    d0 @bob leave

    after-end (a participation) active
    d0 @alice takepart until=d5
    d0 @alice leave at=d5

    id-taken (a participation) active
    d0 @alice enrol enrolment=a1
    d0 @alice takepart

    relation-self active
    d0 @alice relate relative=@alice

    relation-unchanged active
    d0 @alice relate
    d0 @bob relate wallet=@bob relative=@alice

    relation-decided active
    d0 @alice relate
    d0 admin decide decision=unrelated
    d0 @alice relate

    relation-unchanged (nothing to undo) active
    d0 admin decide decision=unrelated

    role (a relation of another) active
    d0 @bob relate

    role (a decision) active
    d0 @alice decide
    """
}
