extension DeviceDescriptor {
  /// What a request's or provider's attribute names: `vendor/nvidia/model/h100/ram/80Gi`, in any of
  /// the forms that occur; nil where it names no single model.
  public init?(attribute key: String) {
    guard let key = AttributeKey(key), let model = key.model, model != "*", !model.isEmpty
    else { return nil }
    self.init(
      vendor: key.vendor, name: model, interface: key.interface, memorySize: key.memory)
  }
}
