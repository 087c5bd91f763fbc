/// DSSE v1's pre-authentication encoding: the bytes that an envelope's signatures are over.
///
///     PAE = "DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload,   LEN in decimal digits
public enum PreAuthentication {
  /// The encoding of a payload of a type.
  public static func bytes(payloadType: String, payload: [UInt8]) -> [UInt8] {
    Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload
  }

  /// The encoding of an entry's payload.
  public static func bytes(payload: [UInt8]) -> [UInt8] {
    bytes(payloadType: Envelope.payloadType, payload: payload)
  }
}
