/// What is answered to a GET, and how fast.
struct HTTPAnswer: Sendable {
  var status = 200
  var body: [UInt8]
  /// Whether the body goes out one byte a second.
  var drips = false
}
