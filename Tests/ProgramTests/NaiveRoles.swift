/// Who may write what, told from the whole history again at every question.
///
/// It keeps what was admitted and nothing derived from it; times are days.
struct NaiveRoles {
  enum Change {
    case committee(threshold: Int, members: [String])
    case administrator(String, from: Int)
    case appointed(String, from: Int)
    case retired(String, at: Int)
    case rotated(String, to: String, at: Int)
    case revoked(String)
    case other
  }

  enum Kind: CaseIterable {
    case committee, administrator, provider, observer, rotation, revocation
  }

  var changes: [Change] = []

  var members: [String] { committee.members }

  private var committee: (threshold: Int, members: [String]) {
    var committee = (threshold: 1, members: ["%m1", "%m2"])
    for change in changes {
      switch change {
      case .committee(let threshold, let members): committee = (threshold, members)
      case .rotated(let old, let new, _):
        committee.members = committee.members.map { $0 == old ? new : $0 }
      default: break
      }
    }
    return committee
  }

  /// The last line whose time has come.
  func administrator(day: Int) -> String {
    var administrator = "@admin"
    for case .administrator(let name, let from) in changes where from <= day {
      administrator = name
    }
    return administrator
  }

  /// Whether a key observes on a day.
  private func observes(_ key: String, day: Int) -> Bool {
    terms.contains { $0.key == key && $0.from <= day && day < $0.until }
  }

  private var terms: [(key: String, from: Int, until: Int)] {
    var terms = [(key: "%o1", from: -1, until: Int.max)]
    for change in changes {
      switch change {
      case .appointed(let key, let from): terms.append((key, from, Int.max))
      case .retired(let key, let at):
        terms = terms.map { term in
          let isIt = term.key == key && term.from <= at && at < term.until
          return isIt ? (term.key, term.from, at) : term
        }
      case .rotated(let old, let new, let day):
        terms = terms.flatMap { term in
          guard term.key == old, day < term.until, term.from < term.until else { return [term] }
          let cut = max(day, term.from)
          return [(old, term.from, cut), (new, cut, term.until)]
        }
      default: break
      }
    }
    return terms
  }

  func isRevoked(_ key: String) -> Bool {
    changes.contains { if case .revoked(key) = $0 { true } else { false } }
  }

  /// The rule by which an entry is refused for its author or signers; nil where it is not.
  ///
  /// `subject` is the provider named, or the key that is revoked.
  func refusal(
    _ kind: Kind, by author: String, subject: String, signers: [String]?, day: Int
  ) -> String? {
    guard holds(kind, author, subject, day: day) else { return "role" }
    let allowed = author == "committee" ? committee.members : [author]
    let unique = Set(signers ?? [])
    if !unique.isSubset(of: allowed) { return "signer-unexpected" }
    if isRevoked(author) || unique.contains(where: isRevoked) { return "key-revoked" }
    guard signers != nil else { return nil }
    let needed = author == "committee" ? committee.threshold : 1
    return unique.count < needed ? "signature-missing" : nil
  }

  private func holds(_ kind: Kind, _ author: String, _ subject: String, day: Int) -> Bool {
    switch kind {
    case .committee: author == "committee"
    case .administrator: author == "committee" || author == administrator(day: day)
    case .provider: author == subject
    case .observer: observes(author, day: day)
    case .rotation:
      committee.members.contains(author)
        || terms.contains { $0.key == author && day < $0.until && $0.from < $0.until }
    case .revocation:
      author == "committee" || author == subject && author.hasPrefix("%") && isKnown(author)
    }
  }

  private func isKnown(_ key: String) -> Bool {
    if ["%m1", "%m2", "%o1", "%log"].contains(key) { return true }
    return changes.contains { change in
      switch change {
      case .committee(_, let members): members.contains(key)
      case .appointed(let observer, _): observer == key
      case .rotated(_, let new, _): new == key
      case .revoked(let revoked): revoked == key
      default: false
      }
    }
  }
}
