import Encoding
import Quantities

extension PolicyChecker {
  /// O-34 and law 3: half-open ranges without overlap or gap, and never less for one more GPU.
  mutating func checkSizes(_ context: PoolContext) {
    let path = context.at("sizeClasses")
    var ranges: [(index: Int, size: SizeClass)] = []
    for (index, size) in context.pool.sizeClasses.enumerated() {
      if let below = size.below, below <= size.from {
        add(
          .sizeEmpty, at: .element(path, index),
          ["pool": context.name, "from": .count(size.from), "below": .count(below)])
      } else {
        ranges.append((index, size))
      }
    }
    // Equal starts keep the file's order, so that the report does not depend on the sort.
    ranges.sort { ($0.size.from, $0.index) < ($1.size.from, $1.index) }
    guard let first = ranges.first, let last = ranges.last else { return }
    if first.size.from > 1 {
      add(
        .sizeStartsLate, at: .element(path, first.index),
        ["pool": context.name, "from": .count(first.size.from)])
    }
    for (before, next) in zip(ranges, ranges.dropFirst()) {
      checkBoundary(context, before.size, next.size, at: .element(path, next.index))
    }
    if let below = last.size.below {
      add(
        .sizeOpenEnd, at: .element(path, last.index),
        ["pool": context.name, "from": .count(below)])
    }
  }

  private mutating func checkBoundary(
    _ context: PoolContext, _ before: SizeClass, _ next: SizeClass, at path: JSONPath
  ) {
    if before.below == nil || before.below ?? 0 > next.from {
      add(.sizeOverlap, at: path, ["pool": context.name, "size": .count(next.from)])
      return
    }
    if let below = before.below, below < next.from {
      add(
        .sizeGap, at: path,
        ["pool": context.name, "from": .count(below), "below": .count(next.from)])
      return
    }
    let weight = Int128(next.from) * Int128(next.factor.ppm)
    let weightBefore = Int128(next.from - 1) * Int128(before.factor.ppm)
    if weight < weightBefore {
      add(
        .sizeNotMonotone, at: path,
        [
          "pool": context.name, "size": .count(next.from), "weight": .ratio(weight),
          "before": .count(next.from - 1), "weightBefore": .ratio(weightBefore),
        ])
    } else if next.factor < before.factor {
      add(
        .sizeRewardsSplitting, at: path,
        [
          "pool": context.name, "size": .count(next.from), "before": .ratio(before.factor),
          "factor": .ratio(next.factor),
        ])
    }
  }
}
