import Application
import BlobFiles
import Encoding
import Evidence
import Journal
import Keys
import Policy
import PolicyYAML
import Program
import Quantities
import Rewards

/// A reader of bytes from outside, with samples to begin from.
public struct Reader {
  /// What it is called by.
  public let name: String
  /// What makes its input.
  public let mutator: Mutator
  /// Must return, whatever the bytes are.
  public let read: ([UInt8]) -> Void
}

extension Corpus {
  /// Every reader of outside bytes.
  public func readers() -> [Reader] {
    texts() + segmentReaders() + journalReaders() + fileReaders() + programReaders()
      + networkReaders() + transactionReaders() + [
        Reader(name: "json", mutator: mutator(lines + freezes + policies)) { bytes in
          guard let value = try? JSONReader.read(bytes, limitBytes: 1 << 20) else { return }
          var writer = JSONWriter()
          writer.value(value)
          precondition(
            (try? JSONReader.read(writer.finish(), limitBytes: 8 << 20)) == value,
            "What was read is written and read again as the same.")
        },
        Reader(name: "payload", mutator: mutator(payloads())) { bytes in
          guard let payload = try? Payload(bytes: bytes) else { return }
          precondition(payload.bytes == bytes, "A payload keeps its bytes.")
        },
        Reader(name: "facts", mutator: mutator(facts)) { [rules] bytes in
          guard let rules else { return }
          _ = try? FactsLog.creation(in: bytes)
          _ = try? FactsLog(reading: bytes, rules: rules)
        },
        Reader(name: "policy-json", mutator: mutator(policies)) { [catalogue] bytes in
          guard let policy = try? PolicyJSON.decode(bytes) else { return }
          precondition(PolicyJSON.encode(policy) == bytes, "A policy has one spelling.")
          _ = PolicyCheck.findings(policy, catalogue: catalogue) { Sha256.digest(of: $0) }
          _ = PolicyPlan(policy, catalogue: catalogue).json
        },
        Reader(name: "policy-yaml", mutator: mutator(written)) { bytes in
          guard let document = try? PolicyDocument.read(bytes) else { return }
          let canonical = PolicyJSON.encode(document.policy)
          precondition(
            (try? PolicyJSON.decode(canonical)) == document.policy,
            "A policy that was read is written and read again as the same.")
        },
        Reader(name: "catalogue", mutator: mutator([shortCatalogue()])) { bytes in
          _ = try? GPUCatalogue.decode(bytes)
        },
        Reader(name: "freeze", mutator: mutator(Self.small(freezes))) { bytes in
          guard let freeze = try? Freeze(bytes: bytes) else { return }
          precondition(freeze.bytes == bytes, "A freeze has one spelling.")
        },
        Reader(name: "statement", mutator: mutator(Self.small(statements))) { bytes in
          let hash: MerkleTree.Hash = { Sha256.digest(of: $0) }
          guard let reading = try? StatementReader.read(bytes, hash: hash) else { return }
          precondition(
            StatementWriter.write(reading.statement, hash: hash).bytes == bytes,
            "A statement has one spelling.")
        },
        Reader(name: "csv", mutator: mutator(Self.small(tables))) { bytes in
          _ = try? CSVReader.read(bytes, limitBytes: 1 << 20)
        },
        inflate(),
      ]
  }

  func mutator(_ samples: [[UInt8]], words: [String] = []) -> Mutator {
    Mutator(samples: samples, words: words)
  }

  func payloads() -> [[UInt8]] {
    lines.compactMap { line in
      guard case .object(let members) = try? JSONReader.read(line, limitBytes: 1 << 16) else {
        return nil
      }
      var writer = JSONWriter()
      writer.value(members[1].value)
      return writer.finish()
    }
  }

  /// The first classes only: mutations of a short file reach further.
  private func shortCatalogue() -> [UInt8] {
    guard let tree = try? JSONReader.read(catalogueBytes, limitBytes: 4 << 20),
      case .object(let members) = tree
    else { return catalogueBytes }
    var writer = JSONWriter()
    writer.object { writer in
      for member in members {
        writer.key(text: member.key)
        if member.key == "classes", case .array(let classes) = member.value {
          writer.value(.array(Array(classes.prefix(6))))
        } else {
          writer.value(member.value)
        }
      }
    }
    return writer.finish()
  }

  private func segmentReaders() -> [Reader] {
    SegmentType.allCases.map { type in
      Reader(name: "segment-\(type)", mutator: mutator(Self.small(segments[type] ?? []))) {
        [catalogue] bytes in
        guard let segment = try? Segment(bytes: bytes, type: type) else { return }
        let header = segment.header
        guard header.slotCount <= 4_096, header.rosterSize <= 100_000 else { return }
        // What the strict reader lets through, the tally must bear.
        _ = try? Tally.compute(
          TallyInput(
            span: header.span, slotSeconds: header.slotSeconds,
            quorum: QuorumRule(state: 1, count: 1, lease: 1, proof: 1),
            rosterSize: header.rosterSize,
            segments: [NamedSegment(digest: Sha256.digest(of: bytes), segment: segment)],
            tracks: [CountTrack(level: .challenged, homogeneous: true)],
            classify: { catalogue.resolve($0).match }))
      }
    }
  }

  /// A stored blob whose compressed bytes are not what they should be.
  private func inflate() -> Reader {
    let files = OneFile()
    for blob in blobs {
      _ = try? FileBlobs(folder: "blob", mark: "fuzz", on: files).put(blob)
    }
    let name = Sha256.digest(of: [])
    let store = FileBlobs(folder: "blob", mark: "fuzz", on: files)
    return Reader(name: "inflate", mutator: mutator(files.written)) { bytes in
      files.set(bytes)
      _ = try? store.get(name, lengthBytes: nil)
      _ = try? store.get(name, lengthBytes: Int64(bytes.count) * 3)
    }
  }

  private func texts() -> [Reader] {
    let queries = [
      "8x NVIDIA A100-SXM4-80GB", "RTX 6000 Ada", "h100 80 pcie",
      "capabilities/gpu/vendor/nvidia/model/a100/ram/80Gi/interface/sxm=true",
      "nvidia.com/gpu.product=NVIDIA-H100-PCIe", "4x rtx4090 24gb", "MI300X", "GeForce GTX 1080 Ti",
    ]
    let quantities = [
      "100m", "1.5Gi", "2e3", "12E6", "0.5", "-1", "17179869184", "128974848", "129e6", "1Ei", "9P",
    ]
    return [
      Reader(
        name: "gpu-query",
        mutator: mutator(queries.map { Array($0.utf8) }, words: ["gpu/", "ram/", "*", "=", "ti"])
      ) { [catalogue] bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        _ = GPUQuery.parse(text, in: catalogue)
        _ = catalogue.resolve(
          DeviceDescriptor(
            vendor: "nvidia", name: text, modelID: text, interface: text, memorySize: text))
      },
      Reader(
        name: "quantity",
        mutator: mutator(quantities.map { Array($0.utf8) }, words: ["Ki", "e-", "E", "n", "u"])
      ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? KubernetesQuantity(text)
        _ = try? DecimalText.integer(text, scale: 18)
        _ = try? Money(text)
        _ = try? Ratio(text)
        _ = try? Price18(text)
      },
      Reader(
        name: "texts",
        mutator: mutator(
          [
            "2024-02-09T00:00:00Z", "P1Y2M3DT4H5M6S", "liquidity/12", "2024-Q2", "80 GiB",
            "nvidia/a100/80/*", "aGVsbG8=", "deadbeef",
            "akash19rl4cm2hmr8afy4kldpxz3fka4jguq0a3mq6x0",
          ].map { Array($0.utf8) }, words: ["-", ":", "T", "Z", "PT", "="])
      ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? Timestamp(text)
        _ = try? CivilDate(text)
        _ = try? CalendarDuration(text)
        _ = try? Digest(hex: text)
        _ = Author(text)
        _ = KindName(text)
        _ = ObserverKey(text)
        _ = EligibilityException.Rule(text)
        _ = UploadProof(key: text, signature: text)
        _ = EpochID(text)
        _ = CatalogueDate(text)
        _ = ReportedMemory(text)
        _ = ClassPattern(text)
        _ = GPUClass(text)
        _ = try? Base64.bytes(text)
        _ = try? Hex.bytes(text)
        _ = try? Bech32.decode(bytes)
      },
    ]
  }
}
