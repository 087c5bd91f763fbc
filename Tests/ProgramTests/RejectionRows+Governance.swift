// Refusals of who signed, of who holds which role, and of keys.
//
// `^` lists the keys whose signatures were verified: `%name` an Ed25519 key, `@name` a wallet's.
extension RejectionRows {
  static let governance = """
    role (an administrator to be)
    d0 committee appointadmin
    d0 @ann beneficiary

    role (an administrator that was followed)
    d0 committee appointadmin
    d8 admin beneficiary

    role (a stranger's key revokes itself)
    d0 %zoe revoke key=%zoe

    role (one key revokes another)
    d0 %m1 revoke key=%m2

    role (an account has no key to rotate)
    d0 @alice rotate

    role (a witness rotates by a change of the program)
    d0 %m9 rotate

    role (a key that was rotated away)
    d0 %m1 rotate successor=%m3
    d0 %m1 rotate successor=%m4

    signer-unexpected
    d0 committee withdrawblob ^%m1,%m3

    signer-unexpected (an observer for the committee)
    d0 committee withdrawblob ^%o1

    signer-unexpected (a member of the committee before)
    d0 committee changecommittee members=%m1,%m3 ^%m1
    d0 committee withdrawblob ^%m2

    signer-unexpected (another account)
    d0 @alice payee ^@bob

    signer-unexpected (more than the author)
    d0 %o1 price ^%o1,%m1

    signer-unexpected (an account that signs for a key)
    d0 %o1 price ^@o1

    key-invalid (an observer that nobody can be)
    d0 committee appoint observer=%nobody ^%m1

    key-invalid (a member that can never vote)
    d0 committee changecommittee members=%m1,%nobody ^%m1

    key-invalid (a witness that can never cosign)
    d0 committee witnesses witnesses=%nobody ^%m1

    key-revoked
    d0 committee revoke key=%o1
    d0 %o1 price

    key-revoked (by itself)
    d0 %o1 revoke key=%o1 ^%o1
    d0 %o1 price ^%o1

    key-revoked (a wallet's)
    d0 committee revoke key=@alice
    d0 @alice payee ^@alice

    key-revoked (one of the signers)
    d0 committee changecommittee members=%m1,%m2,%m3
    d0 committee revoke key=%m3
    d0 committee withdrawblob ^%m1,%m3

    key-revoked (again)
    d0 committee revoke key=%o1
    d0 committee revoke key=%o1

    key-revoked (as a member)
    d0 committee revoke key=%o1
    d0 committee changecommittee members=%m1,%o1 threshold=3

    key-revoked (as an observer)
    d0 committee revoke key=%o9
    d0 committee appoint observer=%o9 from=d-5

    key-revoked (as a successor)
    d0 committee revoke key=%m3
    d0 %m1 rotate successor=%m3

    key-revoked (as the log's)
    d0 committee revoke key=%log
    d0 committee succeed key=%log

    signature-missing
    d0 committee changecommittee threshold=2
    d0 committee withdrawblob ^%m2

    signature-missing (one key counts once)
    d0 committee changecommittee threshold=2
    d0 committee withdrawblob ^%m2,%m2

    signature-missing (nobody)
    d0 @alice payee payee=@alice ^

    signature-missing (of line 1) bare
    d0 committee created threshold=2 ^%m1

    committee-threshold (a change)
    d0 committee changecommittee threshold=3

    committee-member-twice (a change)
    d0 committee changecommittee members=%m1,%m1

    committee-unchanged
    d0 committee changecommittee members=%m2,%m1 threshold=1

    committee-locked
    d0 committee changecommittee threshold=2
    d0 committee revoke key=%m1 compromisedFrom=99

    administrator-unchanged
    d0 committee appointadmin administrator=@admin providers=@own from=d-3

    operator-unchanged
    d0 committee succeed key=%log

    operator-unchanged (the announced one's time has come)
    d0 committee succeed from=d7
    d7 committee succeed from=d14

    operator-present
    d0 committee succeed

    operator-present (30 days since another line)
    d29 admin beneficiary
    d58+86399 committee succeed

    operator-present (of an operator whose time has come)
    d0 committee succeed from=d7
    d8 committee succeed key=%log3

    witness-threshold
    d0 committee witnesses threshold=3

    witness-twice
    d0 committee witnesses witnesses=%w1,%w1

    witnesses-unchanged
    d0 committee witnesses
    d0 committee witnesses witnesses=%w2,%w1

    key-revoked (a witness's)
    d0 committee revoke key=%w1
    d0 committee witnesses

    body-field (a witness's key is Ed25519)
    d0 committee witnesses witnesses=@alice

    key-taken
    d0 %m1 rotate successor=%m2

    key-taken (an observer's)
    d0 %m1 rotate successor=%o1

    key-taken (of a member that left)
    d0 committee changecommittee members=%m1,%m3
    d0 %m1 rotate successor=%m2

    starts-before-admission (operator)
    d40 committee succeed from=d39

    notice-too-short (operator)
    d0 committee succeed from=d6

    starts-before-admission (administrator)
    d40 committee appointadmin from=d39

    notice-too-short
    d0 committee appointadmin from=d6

    notice-too-short (an administrator that was seen)
    d20 admin beneficiary
    d45 committee appointadmin from=d45

    line-beyond
    d0 committee revoke key=%o1 compromisedFrom=4
    """
}
