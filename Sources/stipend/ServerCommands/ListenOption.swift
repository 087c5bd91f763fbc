import ArgumentParser
import LogServer

/// Where a server listens.
struct ListenOption: ParsableArguments {
  @Option(help: "HOST:PORT to listen on; port 0: one that the system chooses.")
  var listen = "127.0.0.1:8448"

  /// The settings with that address.
  func settings() throws -> ServerSettings {
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]),
      (0...65_535).contains(port), colon != listen.startIndex
    else {
      throw Ending.unreadable(
        .optionValue, "--listen \(listen) is not HOST:PORT.", "Write it like 127.0.0.1:8448.")
    }
    var settings = ServerSettings()
    settings.host = String(listen[..<colon].filter { $0 != "[" && $0 != "]" })
    settings.port = port
    return settings
  }
}
