import Application
import Keys
import Quantities
import Testing

/// What every blob store must do, whatever it stores on.
struct BlobStoreContract {
  /// A new, empty store.
  let make: () throws -> any BlobStore
  /// Puts other stored bytes in a name's place.
  let damage: (any BlobStore, Digest) throws -> Void

  static let samples: [[UInt8]] = [
    [], [0], Array("roster\n".utf8), [UInt8](repeating: 0, count: 100_000),
    random(seed: 7, count: 300_000), Array(random(seed: 8, count: 1 << 18)),
    Array(random(seed: 9, count: 1_000).flatMap { [$0, $0, $0, $0] }),
  ]

  static func random(seed: UInt64, count: Int) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
  }

  func run() throws {
    try whatIsStoredComesBack()
    try whatIsAbsentIsNil()
    try namesAreListedAscending()
    try otherLengthsAreAltered()
    try damagedBytesAreAlteredAndMendedByStoringAgain()
  }

  private func whatIsStoredComesBack() throws {
    let store = try make()
    for bytes in Self.samples {
      let digest = try store.put(bytes)
      #expect(digest == Sha256.digest(of: bytes))
      #expect(try store.put(bytes) == digest, "storing again changes nothing")
      #expect(try store.get(digest) == bytes)
      #expect(try store.get(digest, lengthBytes: Int64(bytes.count)) == bytes)
      #expect(try store.has(digest))
    }
  }

  private func whatIsAbsentIsNil() throws {
    let store = try make()
    let digest = Sha256.digest(of: [1, 2, 3])
    #expect(try store.get(digest) == nil)
    #expect(try store.get(digest, lengthBytes: 3) == nil)
    #expect(try !store.has(digest))
    #expect(try store.list().isEmpty)
  }

  private func namesAreListedAscending() throws {
    let store = try make()
    var digests: [Digest] = []
    for index in 0..<40 as Range<UInt8> { digests.append(try store.put([index, 1])) }
    #expect(try store.list() == digests.sorted())
  }

  private func otherLengthsAreAltered() throws {
    let store = try make()
    for bytes in Self.samples {
      let digest = try store.put(bytes)
      for length in [bytes.count + 1, bytes.count - 1, 0, 1 << 29] where length != bytes.count {
        #expect(throws: BlobFailure.altered(digest)) {
          try store.get(digest, lengthBytes: Int64(length))
        }
      }
    }
  }

  private func damagedBytesAreAlteredAndMendedByStoringAgain() throws {
    let store = try make()
    for bytes in Self.samples {
      let digest = try store.put(bytes)
      try damage(store, digest)
      #expect(throws: BlobFailure.altered(digest)) { try store.get(digest) }
      #expect(throws: BlobFailure.altered(digest)) {
        try store.get(digest, lengthBytes: Int64(bytes.count))
      }
      #expect(try store.put(bytes) == digest)
      #expect(try store.get(digest) == bytes)
    }
  }
}
