extension EntryKind {
  /// The members of its bodies in the order in which they are written.
  ///
  /// A test builds a body of each kind from this list and reads and writes it by the kind's own
  /// decoder, so that the two cannot drift apart.
  public var fields: [EntryField] {
    switch self {
    case .programCreated, .programAdopted, .programAmended, .programHalted, .programResumed,
      .programClosed, .acceptanceRecorded:
      programFields
    case .committeeChanged, .administratorAppointed, .operatorSucceeded, .witnessesChanged,
      .keyRotated, .keyRevoked, .observerAppointed, .observerRetired:
      roleFields
    case .providerEnrolled, .providerAmended, .providerWithdrawn, .payeeSet, .beneficiarySet,
      .scheduleDeclared, .maintenanceAnnounced, .baselineTaken:
      providerFields
    case .contractSigned, .contractEnded, .campaignOpened, .campaignJoined, .campaignClosed,
      .exceptionAllowed:
      commitmentFields
    case .activityJoined, .activityLeft, .relationDeclared, .relationDecided: activityFields
    case .priceObserved, .evidencePublished, .evidenceDelivered, .probeCommitted, .probeRevealed:
      observationFields
    case .epochFrozen, .statementPublished: closeFields
    case .walletOpened, .fundingRequested, .fundingReceived, .payoutPrepared, .payoutSigned,
      .payoutConfirmed, .payoutFailed, .payoutExpired, .saleMade, .revenueAgreed, .revenueEarned,
      .revenueReceived, .transferExplained:
      treasuryFields
    case .blobWithdrawn, .reviewDecided, .correctionPosted, .disputeOpened, .disputeResolved,
      .noteAdded:
      aftermathFields
    }
  }

  private var programFields: [EntryField] {
    let policy = EntryField("policy", .policy)
    let catalogue = EntryField("catalogue", .file)
    let halt = EntryField("what", .choice(["payouts", "admissions"]))
    return switch self {
    case .programCreated:
      [
        EntryField("name", .label), EntryField("network", .label), policy, catalogue,
        EntryField("log.origin", .origin), EntryField("log.key", .key),
        EntryField("committee.threshold", .count(of: "members who must sign")),
        EntryField("committee.members", .keys), EntryField("witnesses", .keys),
        EntryField("administrator", .address), EntryField("administratorProviders", .addresses),
      ]
    case .programAdopted:
      [policy, EntryField("source", .text), EntryField("reference", .label, isOptional: true)]
    case .programAmended:
      [policy, catalogue, EntryField("source", .text, isOptional: true), EntryField("from", .time)]
    case .programHalted: [halt, EntryField("reason", .label)]
    case .programResumed: [halt]
    case .programClosed: [EntryField("reason", .label)]
    default:
      [EntryField("rule", .label), EntryField("figures", .digest), EntryField("why", .text)]
    }
  }

  private var roleFields: [EntryField] {
    switch self {
    case .committeeChanged:
      [EntryField("threshold", .count(of: "members who must sign")), EntryField("members", .keys)]
    case .administratorAppointed:
      [
        EntryField("administrator", .address), EntryField("providers", .addresses),
        EntryField("from", .time),
      ]
    case .operatorSucceeded:
      [
        EntryField("origin", .origin), EntryField("key", .key),
        EntryField("from", .time, isOptional: true),
      ]
    case .witnessesChanged:
      [
        EntryField("threshold", .count(of: "witnesses wanted")),
        EntryField("witnesses", .keys),
      ]
    case .keyRotated: [EntryField("successor", .ed25519Key)]
    case .keyRevoked:
      [
        EntryField("key", .key),
        EntryField("compromisedFrom", .count(of: "line, from 1"), isOptional: true),
      ]
    case .observerAppointed:
      [
        EntryField("observer", .ed25519Key), EntryField("from", .time),
        EntryField("until", .time, isOptional: true),
      ]
    default: [EntryField("observer", .ed25519Key), EntryField("at", .time)]
    }
  }

  private var providerFields: [EntryField] {
    let provider = EntryField("provider", .address)
    let from = EntryField("from", .time)
    return switch self {
    case .providerEnrolled:
      [EntryField("enrolment", .label), EntryField("pool", .label), provider]
        + Self.offer + [
          EntryField("tier", .count(of: "tier, 1…4"), isOptional: true),
          EntryField("tierEvidence", .text, isOptional: true),
        ]
    case .providerAmended:
      [EntryField("enrolment", .label), Self.units, EntryField("at", .time)]
    case .providerWithdrawn: [EntryField("enrolment", .label), EntryField("at", .time)]
    case .payeeSet: [provider, EntryField("payee", .address)]
    case .beneficiarySet: [provider, EntryField("beneficiary", .party)]
    case .scheduleDeclared:
      [
        provider, EntryField("pool", .label), from, EntryField("until", .time, isOptional: true),
        EntryField("open", .secondOfDay), EntryField("close", .secondOfDay),
      ]
    case .maintenanceAnnounced: [provider, from, EntryField("to", .time)]
    default:
      [
        provider, EntryField("class", .gpuClass), Self.units,
        EntryField("height", .count(of: "block height")),
      ]
    }
  }

  private static let units = EntryField("units", .count(of: "GPUs"))

  /// What is offered, and for how long.
  private static let offer = [
    EntryField("class", .gpuClass), units, EntryField("from", .time),
    EntryField("until", .time, isOptional: true),
  ]

  private var commitmentFields: [EntryField] {
    let pool = EntryField("pool", .label)
    let span = [EntryField("from", .time), EntryField("to", .time)]
    return switch self {
    case .contractSigned:
      [
        EntryField("contract", .label), pool, EntryField("line", .label),
        EntryField("provider", .address), EntryField("class", .gpuClass), Self.units,
        EntryField("rate", .amount),
      ] + span
    case .contractEnded: [EntryField("contract", .label), EntryField("at", .time)]
    case .campaignOpened:
      [
        EntryField("campaign", .label), pool, EntryField("purpose", .label),
        EntryField("class", .classPattern), EntryField("rate", .amount),
        EntryField("cap", .amount),
      ] + span
    case .campaignJoined:
      [
        EntryField("participation", .label), EntryField("campaign", .label),
        EntryField("provider", .address),
      ] + Self.offer
    case .campaignClosed: [EntryField("campaign", .label), EntryField("at", .time)]
    default:
      [
        EntryField("exception", .label), EntryField("rule", .label), pool,
        EntryField("provider", .address, isOptional: true),
        EntryField("class", .gpuClass, isOptional: true), EntryField("from", .time),
        EntryField("until", .time, isOptional: true), EntryField("why", .text),
      ]
    }
  }

  private var activityFields: [EntryField] {
    let wallet = EntryField("wallet", .address)
    let relative = EntryField("relative", .address)
    return switch self {
    case .activityJoined:
      [
        EntryField("participation", .label), EntryField("pool", .label), wallet,
        EntryField("role", .choice(["provider", "deployer"])), EntryField("from", .time),
        EntryField("until", .time, isOptional: true),
      ]
    case .activityLeft: [EntryField("participation", .label), EntryField("at", .time)]
    case .relationDeclared: [wallet, relative]
    default:
      [
        wallet, relative, EntryField("decision", .choice(["related", "unrelated"])),
        EntryField("why", .text),
      ]
    }
  }

  private var observationFields: [EntryField] {
    switch self {
    case .priceObserved:
      [EntryField("source", .label), EntryField("at", .time), EntryField("price", .price)]
    case .evidencePublished:
      [
        EntryField(
          "type", .choice(["presence", "proof", "lease", "price", "closing", "activity"])),
        EntryField("sequence", .count(of: "the observer's own number, from 0")),
        EntryField("start", .time), EntryField("end", .time), EntryField("digest", .digest),
        EntryField("length", .count(of: "bytes")),
      ]
    case .evidenceDelivered: [EntryField("digest", .file)]
    case .probeCommitted:
      [EntryField("from", .time), EntryField("until", .time), EntryField("commitment", .digest)]
    default: [EntryField("commitment", .digest), EntryField("seed", .seed)]
    }
  }

  /// The pool, and the epoch's number.
  private static let epoch = [
    EntryField("pool", .label), EntryField("epoch", .count(of: "number, from 1")),
  ]

  private var closeFields: [EntryField] {
    let version = [EntryField("version", .count(of: "number, from 1"))]
    let freeze = EntryField("freeze", .file)
    guard self == .statementPublished else {
      return Self.epoch + version + [
        freeze, EntryField("lines", .count(of: "lines")), EntryField("evidence", .digest),
        EntryField("counted", .count(of: "segments")),
        EntryField("leftOut", .count(of: "segments")),
      ]
    }
    let sums = [
      "base", "carriedIn", "earned", "unallocated", "carriedOut", "returned", "accrued", "vested",
      "unvested", "held", "takenBack",
    ]
    return Self.epoch + version
      + [
        freeze, EntryField("statement", .file), EntryField("table", .file),
        EntryField("lines", .digest),
      ] + sums.map { EntryField($0, .signedAmount) } + [
        EntryField("price", .price, isOptional: true), EntryField("uaktToDate", .uakt),
        EntryField("waiting", .signedAmount),
      ]
  }

  private var aftermathFields: [EntryField] {
    switch self {
    case .blobWithdrawn: [EntryField("digest", .digest), EntryField("reason", .label)]
    case .reviewDecided:
      Self.epoch + [
        EntryField("provider", .address),
        EntryField("decision", .choice(["release", "refuse"])),
      ]
    case .correctionPosted:
      Self.epoch + [EntryField("replaces", .digest), EntryField("statement", .digest)]
    case .disputeOpened:
      [EntryField("dispute", .label)] + Self.epoch + [
        EntryField("provider", .address), EntryField("micros", .amount), EntryField("why", .text),
      ]
    case .disputeResolved:
      [
        EntryField("dispute", .label), EntryField("outcome", .choice(["upheld", "dismissed"])),
        EntryField("why", .text),
      ]
    default: [EntryField("topic", .label), EntryField("text", .text)]
    }
  }
}
