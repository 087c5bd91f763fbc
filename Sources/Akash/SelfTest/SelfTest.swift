public import Policy
public import Quantities

/// What is in order at a provider and what is not: claimed against seen, with what to do.
public struct SelfTest: Sendable {
  /// How old a status may be before it counts as frozen.
  public static let freshSeconds: Int64 = 900

  let visit: ProviderVisit
  let catalogue: GPUCatalogue
  let pools: [(name: Label, rule: EligibilityRule)]
  let now: Timestamp

  /// Every check in its order.
  public static func lines(
    _ visit: ProviderVisit, catalogue: GPUCatalogue, pools: [(name: Label, rule: EligibilityRule)],
    at now: Timestamp
  ) -> [SelfTestLine] {
    let test = SelfTest(visit: visit, catalogue: catalogue, pools: pools, now: now)
    return [test.registration(), test.address()] + test.endpoints() + [test.software()]
      + test.identities() + [test.ownerAnswer()] + test.freshness() + test.inventory()
      + test.capabilities() + [test.bothForms()] + test.audits() + test.eligibility()
  }

  private func registration() -> SelfTestLine {
    let check = "provider_registered_on_chain"
    guard visit.owner != nil else {
      return SelfTestLine(check, .notEvaluated, "A host was named and no owner.")
    }
    if let record = visit.record {
      return SelfTestLine(
        check, .pass, "The chain has the provider at \(PrintableText.excerpt(record.hostURI)).")
    }
    if let failure = visit.chainFailure {
      return SelfTestLine(
        check, .notEvaluated, "The chain could not be asked: \(failure).",
        advice: "Try again later, or name another node.")
    }
    return SelfTestLine(
      check, .fail, "The chain has no provider of this owner.", advice: "Register it first.")
  }

  private func address() -> SelfTestLine {
    let check = "registered_address"
    switch visit.endpoint {
    case nil: return SelfTestLine(check, .notEvaluated, "No address is known.")
    case .failure(let refusal):
      return SelfTestLine(
        check, .fail, "The registered address names no endpoint (\(refusal.code)).",
        advice: "Register https://HOST:8443.")
    case .success(let endpoint):
      let oddities = endpoint.oddities.filter { visit.owner != nil || $0 != .schemeMissing }
      guard visit.owner == nil || oddities.isEmpty else {
        return SelfTestLine(
          check, .fail,
          "\(endpoint.host) is read, though the address is odd:"
            + " \(oddities.map(\.rawValue).joined(separator: ", ")).",
          advice: "Register https://\(endpoint.host):\(endpoint.restPort).")
      }
      return SelfTestLine(
        check, .pass, "\(endpoint.host), ports \(endpoint.restPort) and \(endpoint.messagePort).")
    }
  }

  private func endpoints() -> [SelfTestLine] {
    ProviderQuestion.allCases.map { question in
      let check = "endpoint_" + question.rawValue.replacing("-", with: "_")
      guard let exchange = visit.exchanges[question] else {
        return SelfTestLine(check, .notEvaluated, "It was not asked.")
      }
      let port = question.port(of: exchange.endpoint)
      switch exchange.result {
      case .success(let body):
        return SelfTestLine(check, .pass, "Port \(port) answered with \(body.count) bytes.")
      case .failure(let failure):
        return SelfTestLine(
          check, .fail, "Port \(port): \(failure).", advice: Self.advice(failure))
      }
    }
  }

  private static func advice(_ failure: ProviderFailure) -> String {
    switch failure {
    case .nameUnknown: "Mend the DNS record."
    case .addressNotPublic: "Register a name that leads to a public address."
    case .refused: "Start the provider, and open the port to the internet."
    case .late: "Look at the provider's load, and at firewalls that drop packets."
    case .tls: "Serve the provider's own certificate by TLS 1.3, with nothing in front of it."
    case .redirected, .protocolViolation: "Let no proxy stand before the provider."
    case .tooLong: "Restart the inventory service."
    case .brokenOff, .httpStatus, .callStatus: "Look at the provider's log."
    case .notRecorded: "Record again."
    }
  }

  private func software() -> SelfTestLine {
    let check = "software_identity_recorded"
    guard case .success(let body)? = visit.exchanges[.version]?.result else {
      return SelfTestLine(check, .notEvaluated, "No version was answered.")
    }
    do throws(StatusRefusal) {
      let version = try ProviderVersion(body)
      let text =
        "Provider \(PrintableText.excerpt(version.text)), cluster"
        + " \(PrintableText.excerpt(version.cluster ?? "unknown"))."
      guard version.answersMessages != false else {
        return SelfTestLine(
          check, .fail, text + " This version does not describe its cards.",
          advice: "Update the provider.")
      }
      return SelfTestLine(check, version.numbers == nil ? .notEvaluated : .pass, text)
    } catch {
      return SelfTestLine(check, .fail, "\(error).", advice: "Update the provider.")
    }
  }

  private func identities() -> [SelfTestLine] {
    [ProviderQuestion.statusMessage, .version].map { question in
      let port = question == .statusMessage ? "status" : "gateway"
      let check = "certificate_matches_chain_" + port
      guard let exchange = visit.exchanges[question] else {
        return SelfTestLine(check, .notEvaluated, "It was not asked.")
      }
      guard let owner = visit.owner else {
        let name = exchange.presented.flatMap { try? CertificateFacts($0) }?.commonName
        return SelfTestLine(
          check, .notEvaluated,
          "The certificate names \(PrintableText.excerpt(name ?? "nobody")); no owner was given.")
      }
      let proof = IdentityProof.judge(
        presented: exchange.presented, owner: owner, registered: visit.certificates, at: now)
      let sentence = IdentityWording.sentence(proof)
      switch proof {
      case .proven: return SelfTestLine(check, .pass, sentence)
      case .notProven(.chainUnavailable): return SelfTestLine(check, .notEvaluated, sentence)
      case .notProven: return SelfTestLine(check, .fail, sentence)
      }
    }
  }

  private func ownerAnswer() -> SelfTestLine {
    let check = "owner_address_agrees"
    guard case .success(let body)? = visit.exchanges[.address]?.result,
      let named = try? ProviderAddressAnswer.read(body)
    else { return SelfTestLine(check, .notEvaluated, "The endpoint names no owner.") }
    let shown = PrintableText.excerpt(named)
    guard let owner = visit.owner else {
      return SelfTestLine(check, .notEvaluated, "The endpoint says that it is \(shown)'s.")
    }
    guard named.utf8.elementsEqual(owner.bytes) else {
      return SelfTestLine(
        check, .fail, "The endpoint says that it is \(shown)'s, and not \(owner)'s.",
        advice: "Several owners can register one host; only the one who runs it is observed there.")
    }
    return SelfTestLine(check, .pass, "The endpoint says that it is the owner's.")
  }

  private func freshness() -> [SelfTestLine] {
    let check = "status_current"
    guard case .success(let status) = visit.status(.message) else {
      return [SelfTestLine(check, .notEvaluated, "There is no status message.")]
    }
    var lines: [SelfTestLine] = []
    if let at = status.reportedAt {
      let age = now.seconds(since: at)
      lines.append(
        age.magnitude <= UInt64(Self.freshSeconds)
          ? SelfTestLine(check, .pass, "The status is of \(at).")
          : SelfTestLine(
            check, .fail, "The status is of \(at), \(age) seconds from now.",
            advice: "Restart the inventory service, and set the clock."))
    } else {
      lines.append(SelfTestLine(check, .notEvaluated, "The status says no time."))
    }
    for error in status.errors.prefix(8) {
      lines.append(
        SelfTestLine(
          check, .fail, "The provider reports an error: \(PrintableText.excerpt(error)).",
          advice: "Look at the provider's log."))
    }
    return lines
  }
}
