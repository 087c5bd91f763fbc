extension GPUClass: Comparable {
  /// Orders by vendor, model, memory and interface, which is the order of a catalogue.
  public static func < (left: GPUClass, right: GPUClass) -> Bool {
    if left.vendor != right.vendor { return left.vendor < right.vendor }
    if left.model != right.model { return left.model < right.model }
    if left.memoryGB != right.memoryGB { return left.memoryGB < right.memoryGB }
    return left.interface < right.interface
  }

  /// The nominal memory in MiB; a GB of GPU memory is 1,024 MiB, as the trade uses the word.
  public var memoryMiB: UInt64 { UInt64(memoryGB) * 1_024 }
}
