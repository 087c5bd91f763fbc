public import Quantities

/// What a corrected statement of an earlier epoch adds to the lines of this one (O-54).
public struct Correction: Hashable, Sendable {
  /// The epoch corrected.
  public let epoch: Int
  /// The digest of the statement replaced.
  public let replaces: Digest
  /// The digest of the statement that replaces it.
  public let statement: Digest
  /// The differences that are not 0, ascending by payee and beneficiary.
  public let lines: [LineDifference]
  /// The differences per campaign that are not 0.
  public let campaigns: [CampaignDifference]

  /// One payee's difference, in micro-units of the pool's currency.
  public struct LineDifference: Hashable, Sendable {
    /// Whose line.
    public let key: LineKey
    /// Corrected minus replaced.
    public let micros: Int64

    /// Takes every field as it is.
    public init(key: LineKey, micros: Int64) {
      self.key = key
      self.micros = micros
    }
  }

  /// One campaign's difference, in micro-units of the pool's currency.
  public struct CampaignDifference: Hashable, Sendable {
    /// The campaign.
    public let campaign: Label
    /// Corrected minus replaced.
    public let micros: Int64

    /// Takes every field as it is.
    public init(campaign: Label, micros: Int64) {
      self.campaign = campaign
      self.micros = micros
    }
  }

  /// Takes every field as it is.
  public init(
    epoch: Int, replaces: Digest, statement: Digest, lines: [LineDifference],
    campaigns: [CampaignDifference]
  ) {
    self.epoch = epoch
    self.replaces = replaces
    self.statement = statement
    self.lines = lines
    self.campaigns = campaigns
  }

  /// Compares two statements of one epoch; nil when they are of different pools or epochs.
  ///
  ///     difference(line) = earned(line, corrected) − earned(line, replaced),  0 where one lacks it
  public init?(
    replacing replaced: Statement, named replaces: Digest, by corrected: Statement,
    named statement: Digest
  ) {
    guard replaced.pool == corrected.pool, replaced.epoch == corrected.epoch else { return nil }
    let earned =
      replaced.lines.map { ($0.key, -$0.earnedMicros) }
      + corrected.lines.map { ($0.key, $0.earnedMicros) }
    // Amounts are within ±10^18, so that two of them never overflow.
    let lines = SortedMap(earned) { $0 + $1 }
    let inCampaigns =
      replaced.campaigns.map { ($0.campaign, -$0.earnedMicros) }
      + corrected.campaigns.map { ($0.campaign, $0.earnedMicros) }
    let campaigns = SortedMap(inCampaigns) { $0 + $1 }
    self.init(
      epoch: replaced.epoch, replaces: replaces, statement: statement,
      lines: lines.compactMap { key, micros in
        micros == 0 ? nil : LineDifference(key: key, micros: micros)
      },
      campaigns: campaigns.compactMap { campaign, micros in
        micros == 0 ? nil : CampaignDifference(campaign: campaign, micros: micros)
      })
  }
}
