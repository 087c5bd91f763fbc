import Application
import ArgumentParser
import Foundation
import Journal
import Keys
import Policy
import Program
import Quantities
import StoreSQLite

/// `stipend journal init`: begins a program.
struct JournalInitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes the data folder, drafts entry 0, and begins the journal once it is signed.",
    discussion: """
      Entry 0 is the committee's: it names policy, catalogue, log, committee, witnesses and \
      administrator, and as many of the members as the threshold says must sign it. So it takes \
      two runs: the first keeps policy and catalogue, makes the log's key where there is none, and \
      writes the draft to --out; the second takes the signed envelope and begins the log. With \
      enough --key files one run does both. Prints the program's id, which is to be published \
      where the log is not.

      Example: stipend journal init --data var/program --policy policy.yaml --origin \
      program.example/log --member ed25519:… --member ed25519:… --threshold 2 --administrator \
      akash1… --out entry-0.json
      Example: stipend journal init --data var/program --entry entry-0.signed.json
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var log: LogKeyOptions

  @Flag(help: "Writes a log's key that is made here unencrypted.")
  var noPassphrase = false

  @Option(help: "Entry 0, signed by the committee: begins the journal.")
  var entry: String?

  @Option(help: "The policy, as YAML or canonical JSON.")
  var policy: String?

  @Option(help: "The GPU catalogue; default: policies/catalogue/gpus-1.json of the repository.")
  var catalogue: String?

  @Option(help: "The log's name, mostly its address without https://.")
  var origin: String?

  @Option(help: "A committee member's key, or @FILE; once for each.")
  var member: [String] = []

  @Option(help: "How many members must sign for the committee.")
  var threshold = 1

  @Option(help: "A witness's key, or @FILE; once for each.")
  var witness: [String] = []

  @Option(help: "The administrator's account, or @FILE of its wallet.")
  var administrator: String?

  @Option(help: "A provider of the administrator's own; once for each.")
  var administratorProvider: [String] = []

  @Option(help: "A member's key file that signs entry 0; once for each.")
  var key: [String] = []

  @OptionGroup var passphrase: PassphraseOptions

  @Option(help: "The file for the draft of entry 0.")
  var out = "entry-0.json"

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Marks the program, and all its entries, as a demonstration.")
  var demonstration = false

  @OptionGroup var clock: ClockOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    guard try isEmpty() else {
      throw Ending(
        1, "journal-exists", "\(data.folder) holds a journal already.",
        "Name another folder; a journal is begun once.")
    }
    guard !FileManager.default.fileExists(atPath: "\(data.folder)/facts.jsonl") else {
      throw Ending(
        1, "journal-exists", "\(data.folder) holds a program's facts without signatures.",
        "Name another folder.")
    }
    let paper = try entry.map { try EntryWording.paper($0, prefix: prefix) } ?? drafted()
    guard let created = paper.payload.body as? ProgramCreated else {
      throw Ending(
        1, "created-missing", "The entry is no program.created/1.", "Name the signed entry 0.")
    }
    guard clock.text == nil || paper.payload.header.demonstration else {
      throw JournalAppending.clockSet
    }
    guard entry != nil || paper.signatures.count >= created.threshold else {
      return try write(paper, created)
    }
    try begin(paper, created)
  }

  private func isEmpty() throws -> Bool {
    guard DataFolder.isJournal(data.folder) else { return true }
    do {
      return try DataFolder.journal(data.folder, for: .reading).size() == 0
    } catch let failure as JournalStoreFailure {
      throw ServerWording.ending(failure, data.folder)
    }
  }

  // MARK: - Drafting

  private func drafted() throws -> EntryPaper {
    guard let policy, let origin, let administrator, !member.isEmpty else {
      throw Ending(
        2, "journal-init-incomplete",
        "A program needs --policy, --origin, --member and --administrator.",
        "Or name the signed entry 0 with --entry.")
    }
    let file = try PolicyFile.load(policy)
    try PolicyGate.admit(file, named: policy)
    let catalogue = try CatalogueFile.load(
      try BundledFile.catalogue.path(named: catalogue, option: "--catalogue"))
    let policyBytes = PolicyJSON.encode(file.policy)
    let key = try log.openOrMake(in: data.folder, noPassphrase: noPassphrase)
    let fields: [(String, String)] = [
      ("name", file.policy.name.text), ("network", file.policy.network.text),
      ("log.origin", origin), ("log.key", key.publicKey.text),
      ("committee.threshold", String(threshold)), ("committee.members", try keys(member)),
      ("witnesses", try keys(witness)),
      ("administrator", try IdentityArgument.address(administrator, prefix: prefix)),
      (
        "administratorProviders",
        try administratorProvider.map { try IdentityArgument.address($0, prefix: prefix) }
          .joined(separator: ",")
      ),
    ]
    do {
      var form = EntryForm(.programCreated)
      for (name, text) in fields { try form.set(name, text) }
      try form.set("policy", file: policyBytes, salt: Chance.bytes(16))
      try form.set("catalogue", file: catalogue.bytes, salt: Chance.bytes(16))
      let payload = try EntryBase(program: nil, basis: 0, isDemonstration: demonstration).payload(
        try form.body(), by: .committee, at: try clock.now(),
        nonce: Chance.bytes(16).reduce(0) { $0 << 8 | UInt128($1) })
      try EntryDesk.keep(form.blobs, in: data.blobs)
      var paper = EntryPaper(payload, prefix: prefix)
      for path in self.key {
        let member = try passphrase.open(path)
        try EntryWording.of(path) { () throws(EntryPaperRefusal) in try paper.sign(member) }
      }
      return paper
    } catch let refusal as EntryFormRefusal {
      throw EntryWording.ending(refusal)
    }
  }

  private func keys(_ texts: [String]) throws -> String {
    try texts.map { try IdentityArgument.publicKey($0) }.joined(separator: ",")
  }

  private func write(_ paper: EntryPaper, _ created: ProgramCreated) throws {
    let bytes = try EntryWording.of { () throws(EntryPaperRefusal) in try paper.bytes() }
    try Files.write(bytes, to: out)
    EntryReport.show([EntryDesk.Outcome(paper: paper, file: out)], json: json)
    guard !json else { return }
    print(
      "  \(created.threshold - paper.signatures.count) of \(created.members.count) members must "
        + "sign it: stipend entry sign \(out) --key … --out …")
    print("  then: stipend journal init --data \(data.folder) --entry …")
  }

  // MARK: - Beginning

  private func begin(_ paper: EntryPaper, _ created: ProgramCreated) throws {
    let envelope = try EntryWording.of(entry) { () throws(EntryPaperRefusal) in
      try paper.envelope()
    }
    let key = try log.open(in: data.folder)
    let signer: NoteSigner
    do {
      signer = try NoteSigner(name: NoteName(created.logOrigin), purpose: .note, key: key)
    } catch {
      throw Ending(
        1, error.code, "The log's key cannot sign as \(created.logOrigin): \(error).",
        "A log's key is an Ed25519 key.")
    }
    let now = try clock.now()
    let outcome: Submission
    do {
      // Judged before there is a journal: an entry 0 that is refused leaves none behind.
      let trial = try BeginJournal.trial(envelope, blobs: data.blobs, signer: signer, now: now)
      if let ending = EntryWording.ending(trial) { throw ending }
      let store = try DataFolder.journal(data.folder, for: .writing)
      outcome = try BeginJournal(store: store, blobs: data.blobs).begin(
        envelope, signer: signer, now: now)
      try store.close()
    } catch let failure as JournalFailure {
      throw ServerWording.ending(failure, data.folder)
    } catch let failure as JournalStoreFailure {
      throw ServerWording.ending(failure, data.folder)
    }
    if let ending = EntryWording.ending(outcome) { throw ending }
    EntryReport.show([EntryDesk.Outcome(paper: paper, index: 0)], json: json)
    guard !json else { return }
    print("  program   \(paper.payload.digest.hex)")
    print("  log       \(signer.verifier)")
  }
}
