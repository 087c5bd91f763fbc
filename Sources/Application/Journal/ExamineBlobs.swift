import Quantities

/// Reads and hashes every blob.
public struct ExamineBlobs {
  private let blobs: any BlobStore

  /// Takes the store.
  public init(_ blobs: any BlobStore) {
    self.blobs = blobs
  }

  /// The blobs that are not what their names say.
  public func run(progress: (Int, Int) -> Void = { _, _ in }) -> [DoctorFinding] {
    let names: [Digest]
    do {
      names = try blobs.list()
    } catch {
      return [.unseen("The blobs cannot be listed: \(error).")]
    }
    var findings: [DoctorFinding] = []
    for (number, name) in names.enumerated() {
      do {
        _ = try blobs.get(name)
      } catch {
        switch error {
        case .altered, .tooLarge: findings.append(.blobAltered(name))
        case .unavailable(let message): findings.append(.unseen(message))
        }
      }
      progress(number + 1, names.count)
    }
    return findings
  }
}
