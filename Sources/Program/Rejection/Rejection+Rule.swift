extension Rejection {
  /// The rule broken.
  public var rule: RejectionRule {
    switch self {
    case .payloadSize, .payloadJSON, .payloadField, .payloadVersion, .kindUnknown, .bodyField,
      .payloadSpelling:
      ruleOfShape
    case .unitsUnchanged, .amendmentInsideEpoch, .scheduleInsideEpoch, .enrolmentNotInForce,
      .afterEnd, .exchangeWithinEpoch, .participationUnknown, .participationOverlaps,
      .relationSelf, .relationUnchanged, .relationDecided:
      ruleOfClaims
    case .signerUnexpected, .keyRevoked, .signatureMissing, .keyInvalid, .committeeThreshold,
      .committeeMemberTwice, .committeeUnchanged, .committeeLocked, .administratorUnchanged,
      .operatorUnchanged, .operatorPresent, .witnessThreshold, .witnessTwice, .witnessesUnchanged,
      .keyTaken, .noticeTooShort, .lineBeyond, .rulesUnknown, .rulesUnchanged,
      .amendmentBreaks, .rulesInsideEpoch:
      ruleOfKeys
    case .programClosed, .admissionsHalted, .inputWithdrawn, .claimUnknown, .adoptedAlready,
      .haltedAlready, .notHalted,
      .disputeOpen, .acceptanceTaken, .epochUnknown, .evidenceUnknown, .probeUnknown,
      .disputeUnknown, .freezeUnknown, .versionOther, .epochUnstated, .statementUnknown,
      .freezeTooEarly, .disputeTooLate, .evidenceDelivered, .probeTaken, .probeOverlap, .probeSeed,
      .probeTooEarly, .probeRevealed, .freezeLines, .freezeEvidence, .statementTaken,
      .statementUnbalanced, .statementBeyondPool, .disputeAmount, .disputeResolved, .baselineTaken,
      .baselineAfterEnrolment, .exceptionRule, .exceptionUnbounded, .priceInFuture,
      .priceOutOfRange, .evidenceTaken, .evidenceInFuture, .evidenceTooLong, .blobComputedInput,
      .reviewTaken, .correctionSame, .correctionTaken, .correctionNotStanding:
      ruleOfRecords
    case .createdMissing, .programOther, .timeBack, .basisBeyond, .demonstrationDiffers, .duplicate,
      .addressInvalid, .role:
      ruleOfHeader
    case .treasury(let refusal): refusal.rule
    case .createdAgain: .createdAgain
    case .policyOther: .policyOther
    case .catalogueOther: .catalogueOther
    case .policyDiffers: .policyDiffers
    case .poolUnknown: .poolUnknown
    case .poolKind: .poolKind
    case .enrolmentUnknown: .enrolmentUnknown
    case .contractUnknown: .contractUnknown
    case .campaignUnknown: .campaignUnknown
    case .idTaken: .idTaken
    case .idTooLong: .idTooLong
    case .payeeUnchanged: .payeeUnchanged
    case .beneficiaryUnchanged: .beneficiaryUnchanged
    case .campaignClosed: .campaignClosed
    case .lineUnknown: .lineUnknown
    case .classOutsideLine: .classOutsideLine
    case .classOutsideCampaign: .classOutsideCampaign
    case .rateAboveLine: .rateAboveLine
    case .unitsOutOfRange: .unitsOutOfRange
    case .startsBeforeAdmission: .startsBeforeAdmission
    case .takesEffectBeforeAdmission: .takesEffectBeforeAdmission
    case .spanEmpty: .spanEmpty
    case .outsideSpan: .outsideSpan
    case .outsideCampaign: .outsideCampaign
    case .maintenanceTooLong: .maintenanceTooLong
    case .secondOfDay: .secondOfDay
    case .observerAppointed: .observerAppointed
    case .observerNotAppointed: .observerNotAppointed
    case .classUnknown: .classUnknown
    case .notEligible: .notEligible
    case .termTooShort: .termTooShort
    case .tierTooLow: .tierTooLow
    case .tierEvidenceMissing: .tierEvidenceMissing
    case .lineUnitsExceeded: .lineUnitsExceeded
    case .poolExceeded: .poolExceeded
    case .lineExceeded: .lineExceeded
    case .campaignCapsExceeded: .campaignCapsExceeded
    }
  }

  private var ruleOfShape: RejectionRule {
    switch self {
    case .payloadSize: .payloadSize
    case .payloadJSON: .payloadJSON
    case .payloadField: .payloadField
    case .payloadVersion: .payloadVersion
    case .kindUnknown: .kindUnknown
    case .bodyField: .bodyField
    case .payloadSpelling: .payloadSpelling
    default: preconditionFailure("Only rules of shape are named here.")
    }
  }

  private var ruleOfClaims: RejectionRule {
    switch self {
    case .unitsUnchanged: .unitsUnchanged
    case .amendmentInsideEpoch: .amendmentInsideEpoch
    case .scheduleInsideEpoch: .scheduleInsideEpoch
    case .enrolmentNotInForce: .enrolmentNotInForce
    case .afterEnd: .afterEnd
    case .exchangeWithinEpoch: .exchangeWithinEpoch
    case .participationUnknown: .participationUnknown
    case .participationOverlaps: .participationOverlaps
    case .relationSelf: .relationSelf
    case .relationUnchanged: .relationUnchanged
    case .relationDecided: .relationDecided
    default: preconditionFailure("Only rules of when claims change are named here.")
    }
  }

  private var ruleOfKeys: RejectionRule {
    switch self {
    case .signerUnexpected: .signerUnexpected
    case .keyRevoked: .keyRevoked
    case .signatureMissing: .signatureMissing
    case .keyInvalid: .keyInvalid
    case .committeeThreshold: .committeeThreshold
    case .committeeMemberTwice: .committeeMemberTwice
    case .committeeUnchanged: .committeeUnchanged
    case .committeeLocked: .committeeLocked
    case .administratorUnchanged: .administratorUnchanged
    case .operatorUnchanged: .operatorUnchanged
    case .operatorPresent: .operatorPresent
    case .witnessThreshold: .witnessThreshold
    case .witnessTwice: .witnessTwice
    case .witnessesUnchanged: .witnessesUnchanged
    case .keyTaken: .keyTaken
    case .noticeTooShort: .noticeTooShort
    case .lineBeyond: .lineBeyond
    case .rulesUnknown: .rulesUnknown
    case .rulesUnchanged: .rulesUnchanged
    case .amendmentBreaks: .amendmentBreaks
    case .rulesInsideEpoch: .rulesInsideEpoch
    default: preconditionFailure("Only rules of keys, roles and amendments are named here.")
    }
  }

  private var ruleOfRecords: RejectionRule {
    switch self {
    case .programClosed: .programClosed
    case .admissionsHalted: .admissionsHalted
    case .inputWithdrawn: .inputWithdrawn
    case .adoptedAlready: .adoptedAlready
    case .haltedAlready: .haltedAlready
    case .notHalted: .notHalted
    case .disputeOpen: .disputeOpen
    case .acceptanceTaken: .acceptanceTaken
    case .epochUnknown: .epochUnknown
    case .evidenceUnknown: .evidenceUnknown
    case .probeUnknown: .probeUnknown
    case .disputeUnknown: .disputeUnknown
    case .freezeUnknown: .freezeUnknown
    case .versionOther: .versionOther
    case .epochUnstated: .epochUnstated
    case .statementUnknown: .statementUnknown
    case .claimUnknown: .claimUnknown
    case .freezeTooEarly: .freezeTooEarly
    case .disputeTooLate: .disputeTooLate
    case .evidenceDelivered: .evidenceDelivered
    case .probeTaken: .probeTaken
    case .probeOverlap: .probeOverlap
    case .probeSeed: .probeSeed
    case .probeTooEarly: .probeTooEarly
    case .probeRevealed: .probeRevealed
    case .freezeLines: .freezeLines
    case .freezeEvidence: .freezeEvidence
    case .statementTaken: .statementTaken
    case .statementUnbalanced: .statementUnbalanced
    case .statementBeyondPool: .statementBeyondPool
    case .disputeAmount: .disputeAmount
    case .disputeResolved: .disputeResolved
    case .baselineTaken: .baselineTaken
    case .baselineAfterEnrolment: .baselineAfterEnrolment
    case .exceptionRule: .exceptionRule
    case .exceptionUnbounded: .exceptionUnbounded
    case .priceInFuture: .priceInFuture
    case .priceOutOfRange: .priceOutOfRange
    case .evidenceTaken: .evidenceTaken
    case .evidenceInFuture: .evidenceInFuture
    case .evidenceTooLong: .evidenceTooLong
    case .blobComputedInput: .blobComputedInput
    case .reviewTaken: .reviewTaken
    case .correctionSame: .correctionSame
    case .correctionTaken: .correctionTaken
    case .correctionNotStanding: .correctionNotStanding
    default: preconditionFailure("Only rules of records are named here.")
    }
  }

  private var ruleOfHeader: RejectionRule {
    switch self {
    case .createdMissing: .createdMissing
    case .programOther: .programOther
    case .timeBack: .timeBack
    case .basisBeyond: .basisBeyond
    case .demonstrationDiffers: .demonstrationDiffers
    case .duplicate: .duplicate
    case .addressInvalid: .addressInvalid
    case .role: .role
    default: preconditionFailure("Only rules of headers and authors are named here.")
    }
  }

  /// The rule's stable code.
  public var code: String { rule.rawValue }
}
