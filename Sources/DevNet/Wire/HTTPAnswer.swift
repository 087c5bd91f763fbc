/// What is answered to a GET.
struct HTTPAnswer: Sendable {
  var status = 200
  var body: [UInt8]
}
