extension ProgramState {
  /// Refuses what a closed program, or one whose admissions are halted, takes in no more.
  func checkStandstill(_ body: any EntryBody, of frame: EntryFrame) throws(Rejection) {
    if let closedLine, !type(of: body).kind.isAdmittedAfterClosing {
      throw .programClosed(line: closedLine)
    }
    guard let halt = halts.halt(of: .admissions) else { return }
    let isOfProviders =
      switch body.authority(in: self) {
      case .provider: true
      case .participant: !frame.author.isKey && !isAdministrator(frame.author, of: frame)
      // A dispute has a deadline: a halt must not let it pass.
      default: false
      }
    if isOfProviders { throw .admissionsHalted(line: halt.line) }
  }
}

extension Author {
  fileprivate var isKey: Bool {
    if case .key = self { true } else { false }
  }
}
