// What a security review tried: each block is an attack, and the rule that stops it.
extension RejectionRows {
  static let attacks = """
    claim-unknown (a stranger holds what a pool earned)
    d2 admin freeze
    d2 admin state
    d2 @bob dispute provider=@bob

    claim-unknown (one who claims from later on)
    d0 @alice enrol from=d1
    d2 admin freeze
    d2 admin state
    d2 @alice dispute

    claim-unknown (before its id)
    d0 @alice enrol from=d0
    d2 admin freeze
    d2 admin state
    d2 @alice dispute
    d2 @bob dispute provider=@bob

    dispute-amount (twice what was earned, in parts)
    d0 @alice enrol from=d0
    d2 admin freeze
    d2 admin state
    d2 @alice dispute micros=40
    d2 @alice dispute dispute=q2 micros=21

    dispute-too-late (after a statement that came late)
    d0 @alice enrol from=d0
    d30 admin freeze
    d30 admin state
    d37 @alice dispute

    statement-unknown (a correction of an epoch that nobody stated)
    d0 admin correct ^@admin

    input-withdrawn (a policy, before it is named)
    d0 committee withdrawblob digest=$v.more
    d0 committee amendprogram from=d6

    input-withdrawn (a segment)
    d0 committee withdrawblob digest=#s1
    d1 %o1 publish

    input-withdrawn (a freeze)
    d0 committee withdrawblob digest=#f1
    d2 admin freeze version=7

    input-withdrawn (a table)
    d2 admin freeze
    d2 committee withdrawblob digest=#t1
    d2 admin state base=7

    role (a key that takes back what it published)
    d1 %o1 publish
    d1 %o1 revoke key=%o1 compromisedFrom=3

    key-revoked (a second time, without reaching further back)
    d1 committee revoke key=%o1 compromisedFrom=2
    d1 committee revoke key=%o1 compromisedFrom=2

    witness-twice (from the beginning) bare
    d0 committee created witnesses=%w1,%w2,%w1

    key-taken (the operator as its own witness) bare
    d0 committee created witnesses=%log

    body-field (a member in upper case)
    d0 committee changecommittee ~"ed25519:~"ED25519:

    body-field (a key with a second colon)
    d0 committee changecommittee ~"ed25519:~"ed25519::

    body-field (a number with a fraction)
    d0 @alice enrol ~"units":8~"units":true

    payload-json (a number with a fraction)
    d0 @alice enrol ~"units":8~"units":8.0

    payload-json (a number with an exponent)
    d0 @alice enrol ~"units":8~"units":8e0

    payload-json (minus zero)
    d0 @alice enrol ~"units":8~"units":-0

    payload-json (an idle zero)
    d0 @alice enrol ~"units":8~"units":08

    payload-json (half a surrogate)
    d0 committee unknown !critical=false ~clear~\\ud800

    payload-json (a control character)
    d0 committee unknown !critical=false ~clear~\u{7}

    payload-spelling (a payload followed by a line)
    d0 committee withdrawblob ~"body":{~"body":_{

    payload-field (an author that looks like the committee)
    d0 committee withdrawblob !author=c\u{43e}mmittee

    payload-field (the committee in upper case)
    d0 committee withdrawblob !author=COMMITTEE

    body-field (an account in upper case)
    d0 @bob payee payee=AKASH1QQQQQQ

    signature-missing (one member signs twice)
    d0 committee changecommittee threshold=2
    d0 committee withdrawblob ^%m1,%m1
    """
}
