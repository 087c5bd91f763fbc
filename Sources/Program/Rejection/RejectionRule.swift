/// The rules of admission by their stable codes, in the order in which they are applied.
///
/// A line is refused by the first rule that it breaks; in every kind the rules stand in this order.
public enum RejectionRule: String, Hashable, Sendable, CaseIterable {
  // Shape.
  case payloadSize = "payload-size"
  case payloadJSON = "payload-json"
  case payloadField = "payload-field"
  case payloadVersion = "payload-version"
  case kindUnknown = "kind-unknown"
  case bodyField = "body-field"
  case payloadSpelling = "payload-spelling"

  // The same for all kinds.
  case createdMissing = "created-missing"
  case programOther = "program-other"
  case timeBack = "time-back"
  case basisBeyond = "basis-beyond"
  case demonstrationDiffers = "demonstration-differs"
  case duplicate = "duplicate"
  case addressInvalid = "address-invalid"
  case role = "role"
  case signerUnexpected = "signer-unexpected"
  case keyRevoked = "key-revoked"
  case signatureMissing = "signature-missing"

  // The program.
  case createdAgain = "created-again"
  case policyOther = "policy-other"
  case catalogueOther = "catalogue-other"
  case policyDiffers = "policy-differs"
  case committeeThreshold = "committee-threshold"
  case committeeMemberTwice = "committee-member-twice"
  case committeeUnchanged = "committee-unchanged"
  case committeeLocked = "committee-locked"
  case administratorUnchanged = "administrator-unchanged"
  case operatorUnchanged = "operator-unchanged"
  case keyTaken = "key-taken"

  // What is named must be there, or must be new.
  case poolUnknown = "pool-unknown"
  case poolKind = "pool-kind"
  case enrolmentUnknown = "enrolment-unknown"
  case contractUnknown = "contract-unknown"
  case campaignUnknown = "campaign-unknown"
  case idTaken = "id-taken"
  case idTooLong = "id-too-long"
  case payeeUnchanged = "payee-unchanged"
  case beneficiaryUnchanged = "beneficiary-unchanged"

  // Planned lines and campaigns.
  case campaignClosed = "campaign-closed"
  case lineUnknown = "line-unknown"
  case classOutsideLine = "class-outside-line"
  case classOutsideCampaign = "class-outside-campaign"
  case rateAboveLine = "rate-above-line"

  // Sizes and times.
  case unitsOutOfRange = "units-out-of-range"
  case unitsUnchanged = "units-unchanged"
  case startsBeforeAdmission = "starts-before-admission"
  case noticeTooShort = "notice-too-short"
  case takesEffectBeforeAdmission = "takes-effect-before-admission"
  case spanEmpty = "span-empty"
  case outsideSpan = "outside-span"
  case outsideCampaign = "outside-campaign"
  case amendmentInsideEpoch = "amendment-inside-epoch"
  case scheduleInsideEpoch = "schedule-inside-epoch"
  case enrolmentNotInForce = "enrolment-not-in-force"
  case afterEnd = "after-end"
  case maintenanceTooLong = "maintenance-too-long"
  case secondOfDay = "second-of-day"
  case observerAppointed = "observer-appointed"
  case observerNotAppointed = "observer-not-appointed"
  case lineBeyond = "line-beyond"

  // May it be admitted to the pool.
  case classUnknown = "class-unknown"
  case notEligible = "not-eligible"
  case termTooShort = "term-too-short"
  case tierTooLow = "tier-too-low"
  case tierEvidenceMissing = "tier-evidence-missing"
  case exchangeWithinEpoch = "exchange-within-epoch"

  // Money.
  case lineUnitsExceeded = "line-units-exceeded"
  case poolExceeded = "pool-exceeded"
  case lineExceeded = "line-exceeded"
  case campaignCapsExceeded = "campaign-caps-exceeded"

  // Baselines, exceptions, prices, evidence, blobs, reviews, corrections.
  case baselineTaken = "baseline-taken"
  case baselineAfterEnrolment = "baseline-after-enrolment"
  case exceptionRule = "exception-rule"
  case exceptionUnbounded = "exception-unbounded"
  case priceInFuture = "price-in-future"
  case priceOutOfRange = "price-out-of-range"
  case evidenceTaken = "evidence-taken"
  case evidenceInFuture = "evidence-in-future"
  case evidenceTooLong = "evidence-too-long"
  case blobComputedInput = "blob-computed-input"
  case reviewTaken = "review-taken"
  case correctionSame = "correction-same"
  case correctionTaken = "correction-taken"
}
