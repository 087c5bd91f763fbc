import Quantities

extension Rejection {
  /// The words for rules about records; every rule that no other list words is here.
  var recordWording: RejectionWording {
    observationWording ?? decisionWording
      ?? RejectionWording("The rule \(code) refuses the entry.", "See docs/reference/errors.md.")
  }

  private var observationWording: RejectionWording? {
    switch self {
    case .baselineTaken(let provider, let gpuClass, let line):
      RejectionWording(
        "The baseline of \(provider) for \(gpuClass) was taken in line \(line).",
        "Leave the entry out; a baseline is taken once.")
    case .baselineAfterEnrolment(let provider, let gpuClass, let line):
      RejectionWording(
        "\(provider) enrolled \(gpuClass) in line \(line), before this baseline.",
        "Take baselines before the first enrolment of the class.")
    case .priceInFuture(let at, let admittedAt):
      RejectionWording(
        "The price is of \(at), after its admission at \(admittedAt).",
        "Publish prices after they were seen; check the observer's clock.")
    case .priceOutOfRange(let scaled):
      RejectionWording(
        "A price of \(scaled) / 10^18 USD per AKT is out of range.",
        "Write USD per AKT × 10^18, from 1 to 10^24.")
    case .evidenceTaken(let digest, let line):
      RejectionWording(
        "The segment \(digest) was published in line \(line).", "Leave the entry out.")
    case .evidenceInFuture(let end, let admittedAt):
      RejectionWording(
        "The segment ends at \(end), after its admission at \(admittedAt).",
        "Publish segments after they end; check the observer's clock.")
    case .evidenceTooLong(let bytes, let limit):
      RejectionWording(
        "The segment has \(bytes) bytes; at most \(limit) are admitted.",
        "Cut the evidence into more segments.")
    default: nil
    }
  }

  private var decisionWording: RejectionWording? {
    switch self {
    case .exceptionRule(let rule):
      RejectionWording(
        "\(rule) is no rule that can be set aside.",
        "Name eligibility, one of its reason codes, price-above-guidance or"
          + " administrator-excluded.")
    case .exceptionUnbounded:
      RejectionWording(
        "The exception names neither a provider nor a class.",
        "Name one or both; what holds for everyone is a change of the policy.")
    case .blobComputedInput(let digest, let input):
      RejectionWording(
        "\(digest) is an input that statements are computed from (\(input.rawValue)).",
        "It stays: without it nobody could recompute what was paid.")
    case .reviewTaken(let pool, let epoch, let line):
      RejectionWording(
        "What \(pool)/\(epoch) holds of the provider was decided in line \(line).",
        "A decision stands; a mistake is mended by a correction.")
    case .correctionSame(let statement):
      RejectionWording(
        "\(statement) would take its own place.", "Name the statement that was wrong.")
    case .correctionTaken(let line):
      RejectionWording(
        "The same correction was posted in line \(line).", "Leave the entry out.")
    case .correctionNotStanding(let statement):
      RejectionWording(
        "\(statement) was never put in the place of version 1, on which payment rests.",
        "Let the first correction of an epoch replace version 1.")
    default: nil
    }
  }
}
