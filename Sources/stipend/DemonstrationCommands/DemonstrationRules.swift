import ArgumentParser

/// What a demonstration goes by: a policy that may be adopted, and a catalogue of GPUs.
struct DemonstrationRules: ParsableArguments {
  @Option(help: "The policy; default: the demonstration's own under policies/ of the repository.")
  var policy: String?

  @Option(help: "The GPU catalogue; default: policies/catalogue/gpus-1.json of the repository.")
  var catalogue: String?

  /// Reads both, or ends; a policy with open findings is refused.
  func load(_ own: BundledFile) throws -> (rules: PolicyFile, catalogue: CatalogueFile) {
    let path = try own.path(named: policy, option: "--policy")
    let rules = try PolicyFile.load(path)
    try PolicyGate.admit(rules, named: path)
    let catalogue = try CatalogueFile.load(
      try BundledFile.catalogue.path(named: catalogue, option: "--catalogue"))
    return (rules, catalogue)
  }
}
