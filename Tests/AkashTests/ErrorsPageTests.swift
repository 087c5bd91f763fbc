import Akash
import CosmosClient
import Encoding
import Evidence
import Foundation
import Quantities
import Testing

/// The section of `docs/reference/errors.md` about providers and the chain lists every code.
@Suite struct ErrorsPageTests {
  private let providers: [ProviderFailure] = [
    .nameUnknown("x"), .addressNotPublic("x"), .refused("x"), .late(seconds: 1), .tls("x"),
    .brokenOff("x"), .tooLong(limitBytes: 1), .redirected, .httpStatus(500),
    .callStatus(code: 12, message: "x"), .protocolViolation("x"), .notRecorded,
  ]

  private func codes() throws -> [String] {
    let place = JSONFieldError(path: .root, what: .missing)
    let json = JSONError(offset: 0, line: 1, column: 1, what: .unexpectedEnd)
    let statuses: [StatusRefusal] = [
      .tooLong(limitBytes: 1), .notAMessage, .tooManyNodes(limit: 1), .tooManyFields(limit: 1),
      .notJSON(json),
      .field(place),
    ]
    let endpoints: [ProviderEndpoint.Refusal] = [
      .length(0), .unexpandedVariable, .otherScheme("x"), .notAHost, .notAPort,
    ]
    let doubts: [IdentityProof.Doubt] = [
      .nothingPresented, .unreadable(.malformed), .otherName(nil),
      .outsideItsTime(notBefore: .earliest, notAfter: .latest), .notOnChain(serial: "1"),
      .revoked(serial: "1"), .differs(serial: "1"), .chainUnavailable("x"),
    ]
    for doubt in doubts {
      #expect(IdentityWording.sentence(.notProven(doubt)).hasSuffix("."))
    }
    return providers.map(\.code) + statuses.map(\.code) + endpoints.map(\.code)
      + doubts.map(\.code)
  }

  private func chainCodes() throws -> [String] {
    let place = JSONFieldError(path: .root, what: .missing)
    let json = JSONError(offset: 0, line: 1, column: 1, what: .unexpectedEnd)
    let failures: [ChainFailure] = [
      .unavailable(node: "n", "x"), .late(node: "n", seconds: 1),
      .tooLong(node: "n", limitBytes: 1), .redirected(node: "n"), .notJSON(node: "n", json),
      .field(node: "n", path: "/", place), .unknownVersion(node: "n", path: "/"),
      .notFound(node: "n", message: "x"), .heightNotThere(node: "n", height: 1, message: "x"),
      .withoutIndex(node: "n"), .nodeError(node: "n", status: 500, message: "x"),
      .otherChain(node: "n", expected: "a", found: "b"),
      .behind(node: "n", seconds: 2, limitSeconds: 1),
      .disagreement(path: "/", height: 1, ["a", "b"]), .endless(path: "/"),
      .tooFewNodes(needed: 2), .everyNodeFailed([]),
    ]
    for failure in failures { #expect(!"\(failure)".isEmpty) }
    return failures.map(\.code)
  }

  private func leaseCodes() -> [String] {
    let id = LeaseID(owner: "t", deployment: 1, group: 1, order: 1, provider: "p", bid: 0)
    let findings: [LeaseFinding] = [
      .chainReset(from: 2, to: 1), .denominationUnknown(id, "x"), .leaseGone(id),
      .hardwareUnknown(id),
    ]
    for finding in findings { #expect(!"\(finding)".isEmpty) }
    return findings.map(\.code)
  }

  @Test func pageListsEveryCodeAndNoOther() throws {
    let page = String(
      decoding: try Data(
        contentsOf: AkashFixture.root.appendingPathComponent("docs/reference/errors.md")),
      as: UTF8.self)
    let section = try #require(
      page.components(separatedBy: "<!-- akash: begin -->").last?
        .components(separatedBy: "<!-- akash: end -->").first)
    let listed = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
      $0.split(separator: "`").dropFirst().first.map(String.init)
    }
    #expect(try (codes() + chainCodes() + leaseCodes()).sorted() == listed.sorted())
  }

  @Test func everyFailureHasWordsAndAReasonForEvidence() {
    for failure in providers {
      #expect(!"\(failure)".isEmpty)
      #expect(!failure.downReason.name.isEmpty)
    }
  }
}
