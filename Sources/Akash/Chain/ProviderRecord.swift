public import CosmosClient
public import Encoding
public import Quantities

/// A provider as the chain has it.
public struct ProviderRecord: Hashable, Sendable {
  /// The owner.
  public let owner: String
  /// Where it says that it can be reached, as written.
  public let hostURI: String
  /// What it says it offers.
  public let attributes: [ChainAttribute]

  /// Takes every field as it is.
  public init(owner: String, hostURI: String, attributes: [ChainAttribute]) {
    self.owner = owner
    self.hostURI = hostURI
    self.attributes = attributes
  }

  /// Where all are listed.
  public static let listPath = "/akash/provider/v1beta4/providers"

  /// Reads one element of the list.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    owner = try fields.required("owner").string(limitBytes: 90)
    hostURI = try fields.required("host_uri").string(limitBytes: 1_024)
    attributes = try ChainAttribute.list(fields.optionalOrNull("attributes"))
  }
}

/// A key and a value that somebody put on the chain.
public struct ChainAttribute: Hashable, Sendable {
  /// The key: `capabilities/gpu/vendor/nvidia/model/h100`.
  public let key: String
  /// The value: `true`.
  public let value: String

  /// Wraps both.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  /// The most attributes of one list.
  public static let limit = 4_096

  static func list(_ node: JSONNode?) throws(JSONFieldError) -> [ChainAttribute] {
    guard let node else { return [] }
    return try node.array(limit: limit) { element throws(JSONFieldError) in
      var fields = try element.fields()
      return ChainAttribute(
        key: try fields.required("key").string(limitBytes: 1_024),
        value: try fields.required("value").string(limitBytes: 4_096))
    }
  }
}

/// What an auditor signed of a provider: a copy of the attributes as they were at that moment.
public struct AuditRecord: Hashable, Sendable {
  /// The provider's owner.
  public let owner: String
  /// Who signed.
  public let auditor: String
  /// What was signed.
  public let attributes: [ChainAttribute]

  /// Takes every field as it is.
  public init(owner: String, auditor: String, attributes: [ChainAttribute]) {
    self.owner = owner
    self.auditor = auditor
    self.attributes = attributes
  }

  /// Reads one element of a list.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    owner = try fields.required("owner").string(limitBytes: 90)
    auditor = try fields.required("auditor").string(limitBytes: 90)
    attributes = try ChainAttribute.list(fields.optionalOrNull("attributes"))
  }

  /// How the signed copy stands to the provider's current attributes, value by value.
  ///
  /// A signature outlives every change of what it was given for.
  public func comparison(with current: [ChainAttribute]) -> AuditComparison {
    func value(_ attributes: [ChainAttribute], _ key: String) -> String? {
      attributes.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }
    var comparison = AuditComparison()
    for attribute in attributes {
      switch value(current, attribute.key) {
      case nil: comparison.withdrawn.append(attribute)
      case let now? where now.utf8.elementsEqual(attribute.value.utf8):
        comparison.agreeing.append(attribute)
      case .some: comparison.changed.append(attribute)
      }
    }
    comparison.unsigned = current.filter { value(attributes, $0.key) == nil }
    return comparison
  }
}

/// A signed copy of attributes beside the current ones.
public struct AuditComparison: Hashable, Sendable {
  /// Signed, and said today with the same value.
  public var agreeing: [ChainAttribute] = []
  /// Signed with another value than is said today.
  public var changed: [ChainAttribute] = []
  /// Signed, and no longer said.
  public var withdrawn: [ChainAttribute] = []
  /// Said today and not signed.
  public var unsigned: [ChainAttribute] = []
}

extension ChainClient {
  /// Every provider that ever registered: nobody can unregister, and anybody can register.
  public func providers(
    height: Int64? = nil
  ) async throws(ChainFailure) -> ChainList<ProviderRecord> {
    try await getEachOfThisRelease(
      ProviderRecord.listPath, entries: "providers", height: height, ProviderRecord.init)
  }

  /// One provider; nil where the owner registered none.
  public func provider(
    _ owner: Address, height: Int64? = nil
  ) async throws(ChainFailure) -> ProviderRecord? {
    do {
      return try await get("\(ProviderRecord.listPath)/\(owner)", height: height) {
        root throws(JSONFieldError) in try ProviderRecord(try root.member("provider"))
      }
    } catch .notFound {
      return nil
    }
  }

  /// What auditors signed of a provider; a node answers "not found" where nobody did.
  public func audits(
    of owner: Address, height: Int64? = nil
  ) async throws(ChainFailure) -> [AuditRecord] {
    let path = "/akash/audit/v1/audit/attributes/\(owner)/list"
    do {
      return try await get(path, height: height) { root throws(JSONFieldError) in
        var fields = try root.fields()
        return try fields.optionalOrNull("providers")?.array(limit: 4_096, of: AuditRecord.init)
          ?? []
      }
    } catch .notFound {
      return []
    } catch .nodeError(_, _, let message) where message.contains("not found") {
      return []
    }
  }

  /// The certificates that an owner registered, revoked ones too.
  public func certificates(
    of owner: Address, serial: String? = nil, height: Int64? = nil
  ) async throws(ChainFailure) -> [OwnerCertificate] {
    var filters = [("filter.owner", "\(owner)")]
    if let serial { filters.append(("filter.serial", serial)) }
    return try await getAll(
      "/akash/cert/v1/certificates/list", filters: filters, entries: "certificates",
      height: height, OwnerCertificate.init)
  }

  /// What can be said of an owner's certificates, for the proof of identity.
  public func ownerCertificates(
    _ owner: Address, serial: String? = nil, height: Int64? = nil
  ) async -> OwnerCertificates {
    do {
      return .known(try await certificates(of: owner, serial: serial, height: height))
    } catch {
      return .unavailable(error.code)
    }
  }
}

extension OwnerCertificate {
  /// Reads one element of the list; one that is no PEM has no bytes, and so equals none.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    let serial = try fields.required("serial").string(limitBytes: 64)
    var inside = try fields.required("certificate").fields()
    let state = try inside.required("state").string(limitBytes: 32)
    let pem = try inside.required("cert").parse { text throws(Base64Error) in
      try Base64.bytes(text)
    }
    self.init(serial: serial, isValid: state == "valid", der: OwnerCertificate.der(pem: pem) ?? [])
  }
}
