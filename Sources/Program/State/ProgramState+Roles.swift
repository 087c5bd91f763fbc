import Quantities

extension ProgramState {
  /// The role that an author lacks at this entry, or nil where it holds it (DESIGN law 9).
  func missingRole(_ authority: Authority, of frame: EntryFrame) -> NeededRole? {
    let author = frame.author
    switch authority {
    case .committee: return author == .committee ? nil : .committee
    case .administrator: return isAdministrator(author, of: frame) ? nil : .administrator
    case .provider(let provider):
      guard let provider else { return nil }
      return author == .account(provider) ? nil : .provider(provider)
    case .observer(let time):
      guard case .key(let key) = author,
        observers.isAppointed(key, at: frame.admittedAt) || observers.isAppointed(key, at: time)
      else { return .observer }
      return nil
    case .holder:
      guard case .key(let key) = author,
        committee?.members.contains(PublicKeyText(key)) == true
          || observers.isAppointed(key, atOrAfter: frame.admittedAt)
      else { return .holder }
      return nil
    case .committeeOrKey(let key):
      if author == .committee { return nil }
      guard case .key(let own) = author, PublicKeyText(own) == key, keys.isKnown(key)
      else { return .committeeOrKey(key) }
      return nil
    case .keeper(let publisher):
      guard let publisher else { return nil }
      guard case .key(let key) = author,
        keys.stands(PublicKeyText(key), for: PublicKeyText(publisher))
      else { return .keeper(publisher) }
      return nil
    case .party(let provider):
      let isParty =
        author == .account(provider) || author == .account(payee(of: provider))
        || isAdministrator(author, of: frame)
      return isParty ? nil : .party(provider)
    case .participant:
      return isParticipant(author, of: frame) ? nil : .participant
    }
  }

  private func isParticipant(_ author: Author, of frame: EntryFrame) -> Bool {
    switch author {
    case .committee: true
    case .account(let account):
      roster.index(of: account) != nil || isAdministrator(author, of: frame)
    case .key(let key): observers.isAppointed(key, at: frame.admittedAt)
    }
  }

  /// Whether it is the administrator in force when the entry is admitted, or the committee.
  func isAdministrator(_ author: Author, of frame: EntryFrame) -> Bool {
    switch author {
    case .committee: true
    case .account(let account): administrators.isAdministrator(account, at: frame.admittedAt)
    case .key: false
    }
  }
}
