public import Encoding
public import Quantities

/// `campaign.closed/1`: the administrator closes a campaign early.
public struct CampaignClosed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.campaignClosed
  /// The campaign.
  public var campaign: Label
  /// The first second after it.
  public var at: Timestamp

  /// Takes every field as it is.
  public init(campaign: Label, at: Timestamp) {
    self.campaign = campaign
    self.at = at
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    campaign = try fields.required("campaign").label()
    at = try fields.required("at").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("campaign", campaign)
    writer.field("at", at)
  }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses an unknown campaign, the past, and a time that is not before its end.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let campaign = state.campaigns.campaign(campaign) else {
      throw .campaignUnknown(campaign)
    }
    try frame.requireEffect(at)
    guard at < campaign.until else { throw .afterEnd(at: at, end: campaign.until) }
  }

  /// Closes it.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.campaigns.close(campaign, at: at)
  }
}
