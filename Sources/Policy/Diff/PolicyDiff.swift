import Encoding
import Quantities

/// What differs between two policies: key by key, and in what the money then means.
public struct PolicyDiff: Hashable, Sendable {
  /// Keys, in the order of the reference.
  public let changes: [PolicyChange]
  /// Figures of the plan, in reading order.
  public let effects: [PolicyEffect]

  /// Compares two policies; equal ones have neither changes nor effects.
  public static func between(
    _ old: ProgramPolicy, _ new: ProgramPolicy, participation: [Participation] = []
  ) -> PolicyDiff {
    var walker = PolicyDiffWalker()
    walker.compare(tree(old), tree(new), at: .root, context: PolicyValueText())
    return PolicyDiff(
      changes: walker.changes,
      effects: effects(
        PolicyPlan(old, participation: participation).sections,
        PolicyPlan(new, participation: participation).sections))
  }

  /// Whether the policies are the same.
  public var isEmpty: Bool { changes.isEmpty && effects.isEmpty }

  private static func tree(_ policy: ProgramPolicy) -> JSONValue {
    do {
      return try JSONReader.read(PolicyJSON.encode(policy), limitBytes: .max, limitDepth: .max)
    } catch {
      preconditionFailure("Canonical JSON is JSON.")
    }
  }

  private static func effects(_ old: [PlanSection], _ new: [PlanSection]) -> [PolicyEffect] {
    let before = figures(old)
    let after = figures(new)
    var result: [PolicyEffect] = []
    for entry in after {
      let was = before.first { $0.section == entry.section && $0.figure == entry.figure }
      guard was?.text != entry.text else { continue }
      result.append(
        PolicyEffect(
          section: entry.section, figure: entry.figure, old: was?.text, new: entry.text))
    }
    for entry in before
    where !after.contains(where: { $0.section == entry.section && $0.figure == entry.figure }) {
      result.append(
        PolicyEffect(section: entry.section, figure: entry.figure, old: entry.text, new: nil))
    }
    return result
  }

  private struct Figure {
    let section: String
    let figure: String
    let text: String
  }

  private static func figures(_ sections: [PlanSection]) -> [Figure] {
    sections.flatMap { section -> [Figure] in
      let single = section.figures.entries.map {
        Figure(section: section.title, figure: Finding.words($0.name), text: $0.value.text)
      }
      let rows = section.rows.flatMap { row -> [Figure] in
        guard let first = row.entries.first else { return [] }
        let head = "\(Finding.words(first.name)) \(first.value.text)"
        return row.entries.dropFirst().map {
          Figure(
            section: section.title, figure: "\(head): \(Finding.words($0.name))",
            text: $0.value.text)
        }
      }
      return single + rows
    }
  }
}

extension PolicyDiff {
  /// The difference as lines for people.
  public var lines: [String] {
    if isEmpty { return ["No difference."] }
    var lines = changes.map { change in
      "\(change.path): \(change.old ?? "absent") → \(change.new ?? "absent")"
    }
    if changes.isEmpty { lines.append("No key differs.") }
    var section: String?
    for effect in effects {
      if effect.section != section {
        lines += ["", "\(effect.section):"]
        section = effect.section
      }
      lines.append("  \(effect.figure): \(effect.old ?? "absent") → \(effect.new ?? "absent")")
    }
    return lines
  }

  /// The difference as canonical JSON.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("changes", changes) { writer, change in
        writer.object { writer in
          writer.field("path", change.path.description)
          writer.optional("old", change.old) { $0.string($1) }
          writer.optional("new", change.new) { $0.string($1) }
        }
      }
      writer.array("effects", effects) { writer, effect in
        writer.object { writer in
          writer.field("section", effect.section)
          writer.field("figure", effect.figure)
          writer.optional("old", effect.old) { $0.string($1) }
          writer.optional("new", effect.new) { $0.string($1) }
        }
      }
    }
    return writer.finish()
  }
}
