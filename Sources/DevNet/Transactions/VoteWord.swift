/// The votes' words by number.
enum VoteWord {
  static let all = [
    "VOTE_OPTION_UNSPECIFIED", "VOTE_OPTION_YES", "VOTE_OPTION_ABSTAIN", "VOTE_OPTION_NO",
    "VOTE_OPTION_NO_WITH_VETO",
  ]
}
