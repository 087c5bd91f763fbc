/// Lets so many in at once; the others wait in the order in which they came.
actor ConnectionGate {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var next = 0

  init(limit: Int) { free = limit }

  func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    guard next < waiting.count else {
      free += 1
      return
    }
    waiting[next].resume()
    next += 1
    if next > 1_024 {
      waiting.removeFirst(next)
      next = 0
    }
  }
}
