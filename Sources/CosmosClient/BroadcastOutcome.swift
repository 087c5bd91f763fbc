import Encoding
public import Quantities

/// What a node answered to a transaction that was sent to it; none of it says what becomes of it.
public enum BroadcastOutcome: Hashable, Sendable {
  /// It passed the node's check, or was there already.
  case accepted
  /// It did not pass; another node, or the same one later, may take it.
  case refused(codespace: String, code: UInt32, log: String)
  /// No usable answer: it may have been taken.
  case lost(ChainFailure)
}

extension ChainClient {
  /// The code of `sdk` for a transaction that waits in the node already.
  private static let knownCode: UInt32 = 19

  /// Sends signed bytes and waits for the node's check alone.
  ///
  /// `hash` is theirs: an answer about another transaction is none.
  public func broadcast(_ bytes: [UInt8], hash: Digest) async -> BroadcastOutcome {
    let body = #"{"tx_bytes":"\#(Base64.text(bytes))","mode":"BROADCAST_MODE_SYNC"}"#
    do {
      return try await post("/cosmos/tx/v1beta1/txs", body: Array(body.utf8)) {
        root throws(JSONFieldError) in
        var fields = try root.member("tx_response").fields()
        let named = try fields.required("txhash")
        guard try named.transactionHash() == hash else {
          throw named.error(.refused("the hash of another transaction"))
        }
        let code: UInt32 = try fields.optionalOrNull("code")?.integer() ?? 0
        let codespace = try fields.optionalOrNull("codespace")?.string(limitBytes: 256) ?? ""
        let log = try fields.optionalOrNull("raw_log")?.string() ?? ""
        let isKnown = code == Self.knownCode && codespace.utf8.elementsEqual("sdk".utf8)
        return code == 0 || isKnown
          ? .accepted : .refused(codespace: codespace, code: code, log: log)
      }
    } catch {
      return .lost(error)
    }
  }

  /// The gas that a transaction would use now; its signatures are not looked at.
  public func simulatedGas(_ bytes: [UInt8]) async throws(ChainFailure) -> UInt64 {
    let body = #"{"tx_bytes":"\#(Base64.text(bytes))"}"#
    return try await post("/cosmos/tx/v1beta1/simulate", body: Array(body.utf8)) {
      root throws(JSONFieldError) in
      try root.member("gas_info").member("gas_used").textNumber()
    }
  }
}
