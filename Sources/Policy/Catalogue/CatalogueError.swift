public import Encoding

/// Why a catalogue was refused, one case per rule.
public enum CatalogueError: Error, Hashable, Sendable {
  /// The bytes are not strict JSON.
  case json(JSONError)
  /// A field is missing, unknown, of another kind or outside its bounds.
  case field(JSONFieldError)
  /// The file is of a version that this reader does not know.
  case versionUnknown(Int)
  /// A source's id occurs twice.
  case sourceTwice(String)
  /// A date names a source that the list of sources lacks.
  case sourceUnknown(String, gpuClass: GPUClass)
  /// The class's text and its parts differ.
  case partsDiffer(GPUClass, written: String)
  /// The classes do not ascend by vendor, model, memory and interface, each once.
  case notAscending(GPUClass, after: GPUClass)
  /// Two variants of a model claim the same reported amount of memory.
  case memoryOverlaps(GPUClass, GPUClass)
  /// A class is available before it was announced.
  case availableBeforeAnnounced(GPUClass)
}
