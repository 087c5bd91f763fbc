import Encoding

/// What a server, or whoever stands before it, answers without the log's signature.
///
/// It ends nothing: a proxy that finds a file too long or a request suspicious cannot make an
/// observer give its evidence up, nor believe that it is logged. Only what is signed by the log's
/// key does that.
public enum ServerAnswer {
  /// Too many, too busy and too full concern everything; any other concerns what was sent.
  public static func read(_ status: Int, _ json: [UInt8]) -> ObserverLogAnswer {
    var code = "server-refused"
    if let value = try? JSONReader.read(json, limitBytes: 1 << 16),
      case .string(let text)? = value["code"], text.utf8.count <= 64
    {
      code = text
    }
    return [429, 503, 507].contains(status) ? .unavailable(code) : .turnedAway(code: code)
  }
}
