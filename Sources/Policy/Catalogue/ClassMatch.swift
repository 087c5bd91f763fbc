public import Quantities

/// Which class a device or a text means.
public enum ClassMatch: Hashable, Sendable {
  /// Exactly one class.
  case known(ClassIndex)
  /// One of several classes, ascending; `missing` would tell them apart.
  case ambiguous([ClassIndex], missing: [ClassField])
  /// No class of the catalogue: needs review, which is not a refusal.
  case unknown(UnknownClassReason)

  /// The classes that it can mean, ascending.
  public var candidates: [ClassIndex] {
    switch self {
    case .known(let index): [index]
    case .ambiguous(let indices, _): indices
    case .unknown: []
    }
  }

  /// The class where it is known.
  public var index: ClassIndex? {
    if case .known(let index) = self { index } else { nil }
  }
}

/// A part of a class.
public enum ClassField: String, Hashable, Sendable, CaseIterable {
  case vendor, model, memory, interface
}

/// Why a device or a text means no class of the catalogue, one case per rule.
public enum UnknownClassReason: Hashable, Sendable {
  /// Nothing was said.
  case nothingSaid
  /// The text is longer than the reader takes.
  case textTooLong(limitBytes: Int)
  /// The catalogue has no class of this vendor.
  case vendorUnknown(String)
  /// The model named is another vendor's.
  case vendorDisagrees(said: String, known: GPUClass)
  /// The catalogue has no model of this name.
  case modelUnknown(String)
  /// A word next to the model makes it another one, which the catalogue lacks.
  case variantUnknown(word: String, of: GPUClass)
  /// The memory given is no amount.
  case memoryUnreadable(String)
  /// The model is not known with this much memory.
  case memoryUnknown(reportedMiB: UInt64, knownGB: [Int])
  /// Two amounts of memory were given, and the model is known with each.
  case memoryContradicts([Int])
  /// The interface given is no interface.
  case interfaceUnreadable(String)
  /// The model is not known with this interface.
  case interfaceUnknown(Label, known: [Label])
  /// A slice of a GPU is not a GPU.
  case partition
  /// The device id belongs to another class than the name.
  case identifierDisagrees(DeviceIdentifier, named: GPUClass, identified: GPUClass)
  /// An attribute whose value is not `true` offers nothing.
  case attributeNotTrue(String)
  /// The node counts more devices than it describes.
  case notDescribed
}
