extension CatalogueError: CustomStringConvertible {
  /// The refusal as one sentence with what to do.
  public var description: String {
    switch self {
    case .json(let error):
      "The catalogue is not strict JSON: \(error)."
    case .field(let error):
      "The catalogue has a wrong field: \(error)."
    case .versionUnknown(let version):
      "The catalogue is of version \(version), and this reader knows version 1."
    case .sourceTwice(let id):
      "The source \(id) is listed twice; keep one."
    case .sourceUnknown(let source, let gpuClass):
      "\(gpuClass) names the source \(source), which is not listed; list it."
    case .partsDiffer(let gpuClass, let written):
      "The class is written \(written), and its parts say \(gpuClass); make them agree."
    case .notAscending(let gpuClass, let before):
      "\(gpuClass) stands after \(before); write each class once, in ascending order."
    case .memoryOverlaps(let left, let right):
      "\(left) and \(right) accept the same reported memory; narrow one of them."
    case .availableBeforeAnnounced(let gpuClass):
      "\(gpuClass) is available before it was announced; correct one of the dates."
    }
  }
}
