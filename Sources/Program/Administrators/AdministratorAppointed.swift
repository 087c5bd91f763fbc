public import Encoding
public import Quantities

/// `administrator.appointed/1`: the committee says who runs the program from then on.
public struct AdministratorAppointed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.administratorAppointed
  /// The administrator's account.
  public var administrator: Address
  /// Its own providers, excluded from pay unless the committee excepts them.
  public var providers: [Address]
  /// The first second.
  public var from: Timestamp

  /// Takes every field as it is.
  public init(administrator: Address, providers: [Address], from: Timestamp) {
    self.administrator = administrator
    self.providers = providers
    self.from = from
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    administrator = try fields.required("administrator").address()
    providers = try fields.required("providers")
      .array(limit: ProgramCreated.limitKeys) { node throws(JSONFieldError) in
        try node.address()
      }
    from = try fields.required("from").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("administrator", administrator)
    writer.array("providers", providers) { $0.ascii($1.bytes) }
    writer.field("from", from)
  }

  /// The administrator and its own providers.
  public var addresses: [Address] { [administrator] + providers }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses what holds already, the past, and too short a notice while the administrator is there.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    if let term = state.administrators.term(at: from), term.administrator == administrator,
      Set(term.providers) == Set(providers)
    {
      throw .administratorUnchanged(administrator)
    }
    try frame.requireStart(from)
    let absentFrom = state.administrators.absentFrom(at: frame.admittedAt)
    if let absentFrom, frame.admittedAt >= absentFrom { return }
    try frame.requireNotice(from, seconds: AdministratorRoll.noticeSeconds)
  }

  /// Adds the term.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.administrators.appoint(
      AdministratorRoll.Term(
        administrator: administrator, providers: providers, from: from, line: frame.line))
  }
}
