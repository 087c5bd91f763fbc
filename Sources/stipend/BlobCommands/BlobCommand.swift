import ArgumentParser

/// `stipend blob`: files that entries name.
struct BlobCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blob",
    abstract: "Uploads and fetches files that entries name.",
    discussion:
      "Example: stipend blob put note.bin --to https://program.example/log --key keys/me.json",
    subcommands: [BlobPutCommand.self, BlobGetCommand.self])
}
