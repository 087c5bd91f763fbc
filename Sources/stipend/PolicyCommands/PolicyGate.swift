import Keys
import Policy

/// Lets only a policy without errors and without open acceptances go on to pay.
enum PolicyGate {
  /// Ends with code 1 and the open findings, if there are any.
  static func admit(_ file: PolicyFile, named path: String) throws {
    let report = report(file, named: path)
    guard report.isClean else {
      throw Ending.refused(
        .policyOpen, report.lines(withNotes: false).joined(separator: "\n"),
        "\nThe policy is not used until these are corrected or accepted.")
    }
  }

  /// The findings in a policy.
  static func report(_ file: PolicyFile, named path: String) -> PolicyReport {
    PolicyReport(
      file: path, findings: PolicyCheck.findings(file.policy) { Sha256.digest(of: $0) },
      source: file.source)
  }
}
