/// The sign modes' words by number; most numbers have none.
enum SignModeWord {
  static let direct = 1
  static let aminoJSON = 127
  static let all: [String] = (0...191).map {
    switch $0 {
    case 0: "SIGN_MODE_UNSPECIFIED"
    case direct: "SIGN_MODE_DIRECT"
    case 2: "SIGN_MODE_TEXTUAL"
    case 3: "SIGN_MODE_DIRECT_AUX"
    case aminoJSON: "SIGN_MODE_LEGACY_AMINO_JSON"
    case 191: "SIGN_MODE_EIP_191"
    default: ""
    }
  }
}
