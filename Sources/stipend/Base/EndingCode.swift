/// The stable codes of what the command line itself refuses; `docs/reference/errors.md` lists them.
///
/// Refusals of facts and epochs bring codes of their own.
enum EndingCode: String {
  /// A journal whose own bytes do not hold together.
  case journalRefused = "journal-refused"
  /// A key that is not the log's.
  case logKeyOther = "log-key-other"
  /// No log where one was named.
  case logMissing = "log-missing"
  /// An answer longer than it can be.
  case logTooLong = "log-too-long"
  /// Arguments that no command takes.
  case usage = "usage"
  /// An option's value of another form, or out of its bounds.
  case optionValue = "option-value"
  /// Options that exclude or need each other.
  case optionConflict = "option-conflict"
  /// An epoch not written `POOL/NUMBER`.
  case epochMalformed = "epoch-malformed"
  /// No address where one is needed.
  case addressMissing = "address-missing"
  /// An address in capitals, wholly or in part.
  case addressCase = "address-case"
  /// An address with a wrong or missing letter.
  case addressChecksum = "address-checksum"
  /// Text that is no address.
  case addressMalformed = "address-malformed"
  /// A file that is not there or may not be read.
  case fileUnopened = "file-unopened"
  /// A folder where a file is needed.
  case fileIsFolder = "file-is-folder"
  /// A file that the system does not give.
  case fileUnreadable = "file-unreadable"
  /// A file longer than any of its kind.
  case fileTooLarge = "file-too-large"
  /// A file or folder that cannot be written.
  case fileUnwritten = "file-unwritten"
  /// Output over its own input.
  case outIsInput = "out-is-input"
  /// A folder for output that holds other files.
  case outHoldsFiles = "out-holds-files"
  /// A document of the repository that is not found and was not named.
  case defaultAbsent = "default-absent"
  /// A file that is no policy; every problem is listed with its own code.
  case policyUnreadable = "policy-unreadable"
  /// A policy with open findings.
  case policyOpen = "policy-open"
  /// A file that is no catalogue.
  case catalogueUnreadable = "catalogue-unreadable"
  /// A blob that is not there.
  case blobMissing = "blob-missing"
  /// A blob whose bytes are not those that its name promises.
  case blobAltered = "blob-altered"
  /// A data folder that cannot be read for a reason outside.
  case folderUnavailable = "folder-unavailable"
  /// Nothing to verify.
  case nothingFrozen = "nothing-frozen"
  /// A provider that takes no part.
  case providerUnknown = "provider-unknown"
  /// Bytes that are no segment.
  case segmentMalformed = "segment-malformed"
  /// A simulation that does not verify.
  case simulationDiffers = "simulation-differs"
  /// Standard output that cannot be written.
  case outputUnwritten = "output-unwritten"
  /// Findings that the command has reported already.
  case findings = "findings"
}
