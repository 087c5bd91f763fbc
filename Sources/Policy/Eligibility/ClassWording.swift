import Quantities

/// What a class match means in plain English.
public enum ClassWording {
  /// Why no class is known, with what to do.
  public static func sentence(_ reason: UnknownClassReason) -> String {
    "Not known, so it needs review (this is no refusal): " + cause(reason)
  }

  private static func cause(_ reason: UnknownClassReason) -> String {
    switch reason {
    case .nothingSaid:
      "nothing says which GPU it is; name vendor, model, memory and interface."
    case .textTooLong(let limit):
      "the text is longer than \(limit) bytes; name one GPU."
    case .vendorUnknown(let vendor):
      "the catalogue has no GPU of the vendor \"\(vendor)\"; check the spelling or ask for a"
        + " review."
    case .vendorDisagrees(let said, let known):
      "the vendor is given as \(said), but the model is \(known); correct one of them."
    case .modelUnknown(let text):
      "the catalogue has no GPU named \"\(text)\"; check the spelling, or ask for it to be added"
        + " with a source for its memory and launch date."
    case .variantUnknown(let word, let gpuClass):
      "\"\(word)\" makes it another card than \(gpuClass), and the catalogue lacks that one; ask"
        + " for it to be added."
    case .memoryUnreadable, .memoryUnknown, .memoryContradicts, .interfaceUnreadable,
      .interfaceUnknown:
      variant(reason)
    case .partition:
      "a slice of a GPU (MIG) is not a GPU; enrol whole GPUs."
    case .identifierDisagrees(let identifier, let named, let identified):
      "it is named as \(named), but its device id \(identifier) is that of \(identified); one of"
        + " the two reports is wrong."
    case .attributeNotTrue(let value):
      "the attribute's value is \"\(value)\", and only \"true\" offers the GPU."
    case .notDescribed:
      "the node counts more GPUs than it describes; restart its inventory service."
    }
  }

  private static func variant(_ reason: UnknownClassReason) -> String {
    switch reason {
    case .memoryUnreadable(let text):
      return "\"\(text)\" is no amount of memory; write it as 80Gi or 80 GB."
    case .memoryUnknown(let reported, let known):
      let memories = EligibilityWording.list(known.map { "\($0) GB" })
      return "\(reported) MiB fits no variant of this model (known: \(memories)); check the amount."
    case .memoryContradicts(let said):
      let memories = EligibilityWording.list(said.map { "\($0) GB" })
      return "the text contradicts itself: it says \(memories); keep the one that is meant."
    case .interfaceUnreadable(let text):
      return "\"\(text)\" is no interface; write pcie, sxm or oam."
    case .interfaceUnknown(let label, let known):
      let interfaces = EligibilityWording.list(known.map(\.text))
      return "this model is not known with the interface \(label) (known: \(interfaces))."
    default:
      preconditionFailure("Only reasons about variants are worded here.")
    }
  }

  /// Which classes it can mean, and what to add.
  public static func sentence(ambiguous classes: [GPUClass], missing: [ClassField]) -> String {
    let shown = classes.prefix(8).map(\.text)
    let more = classes.count - shown.count
    let names = EligibilityWording.list(more > 0 ? shown + ["\(more) more"] : shown, "or")
    let fields = EligibilityWording.list(missing.map(\.rawValue))
    return "Ambiguous: this can be \(names); say its \(fields)."
  }

  /// What a finding about a device says, with what to do.
  public static func sentence(_ finding: ResolutionFinding) -> String {
    switch finding {
    case .identifierUnlisted(let identifier):
      return
        "The catalogue does not list the device id \(identifier), so that it confirmed nothing."
    case .identifierUnreadable(let text):
      return "\"\(text)\" is no device id; four hexadecimal digits are."
    case .identifierDisagrees(let identifier, let named, let identified):
      return sentence(
        UnknownClassReason.identifierDisagrees(identifier, named: named, identified: identified))
    case .completedFromIdentifier(let identifier):
      return "What was not reported was completed from the device id \(identifier)."
    }
  }
}
