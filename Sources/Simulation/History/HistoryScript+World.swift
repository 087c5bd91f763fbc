import Evidence
import Policy
import Program
import Quantities

extension HistoryScript {
  /// Line 1 and the observers, one of whom may come late or leave.
  mutating func createProgram() {
    // Early enough for an amendment's notice before the first pool begins.
    let created = span.start.later(-9 * 86_400)
    builder.world.observers = (0..<observerCount).map { ObserverScript("observer \(seed) \($0)") }
    let excluded =
      chance.chance(percent: 25) ? [Invented.address("provider \(seed) 0")] : []
    let members = (0..<chance.number(in: 1...5)).map { "member \(seed) \($0)" }
    builder.create(
      at: created, committee: members, threshold: chance.number(in: 1...members.count),
      administratorProviders: excluded)
    for observer in builder.world.observers { appoint(observer, after: created) }
  }

  private mutating func appoint(_ observer: ObserverScript, after created: Timestamp) {
    let isLate = chance.chance(percent: 8)
    let from = isLate ? time(in: span) : created.later(3_600)
    let term = chance.number(in: 3_600...(span.seconds + 86_400))
    let until = chance.chance(percent: 10) ? max(from, span.start).later(term) : nil
    builder.line(
      ObserverAppointed(observer: observer.key, from: from, until: until), by: .committee,
      at: isLate ? created.later(1_800) : created.later(60))
    if chance.chance(percent: 8) {
      let at = time(in: span)
      attempt(
        ObserverRetired(observer: observer.key, at: at), by: .committee,
        at: at.later(-chance.number(in: 0...7_200)))
    }
  }

  /// Providers with their machines, and what happens to them.
  mutating func peopleWorld() {
    let watched = TimeSpan(span.start.later(-86_400), span.end.later(86_400))
    for number in 0..<chance.number(in: 2...7) {
      var nodes: [NodeScript] = []
      var held: [(gpuClass: GPUClass, count: Int)] = []
      let owned = chance.shuffled(classes).prefix(chance.number(in: 1...3))
      for gpuClass in owned {
        let group = DeviceGroup(descriptor(gpuClass), counts(of: chance.number(in: 0...10)))
        held.append((gpuClass, Int(group.counts.allocatable)))
        if chance.chance(percent: 25), !nodes.isEmpty {
          nodes[0].groups.append(group)
        } else {
          nodes.append(NodeScript(UInt16(nodes.count), [group]))
        }
      }
      if chance.chance(percent: 15) {
        let odd = chance.pick([ReportedDevice.unknown, ReportedDevice.ambiguous])
        nodes[0].groups.append(DeviceGroup(odd, DeviceCounts(1)))
      }
      builder.world.providers.append(
        ProviderScript("provider \(seed) \(number)", watched: watched, nodes: nodes))
      holdings.append(held)
      trouble(number)
    }
    lease()
    prove()
  }

  private func descriptor(_ gpuClass: GPUClass) -> DeviceDescriptor {
    ReportedDevice.descriptor(of: gpuClass, in: builder.documents.catalogue)
  }

  private mutating func counts(of number: Int) -> DeviceCounts {
    let count = UInt64(number)
    return switch chance.number(in: 0...5) {
    case 0: DeviceCounts(capacity: 0, allocatable: count)
    case 1: DeviceCounts(capacity: count + 1, allocatable: count, allocated: count / 2)
    default: DeviceCounts(count)
    }
  }

  private mutating func trouble(_ provider: Int) {
    for _ in 0..<chance.number(in: 0...7) {
      let when = part(of: span, atMost: chance.pick([slot, slot * 4, 14_400, 86_400]))
      let sight = sight(at: provider)
      let observers: [Int]? =
        chance.chance(percent: 60)
        ? nil : [chance.number(in: 0...(builder.world.observers.count - 1))]
      builder.world.providers[provider].spells.append(Spell(sight, when, observers: observers))
    }
  }

  private mutating func sight(at provider: Int) -> Spell.Sight {
    let node = chance.pick(builder.world.providers[provider].nodes)
    let group = chance.number(in: 0...(node.groups.count - 1))
    switch chance.number(in: 0...9) {
    case 0...2: return .down(chance.pick(DownReason.allCases))
    case 3: return .unseen
    case 4: return .up
    case 5: return .inventoryNull(node: chance.chance(percent: 50) ? node.number : nil)
    case 6: return .inventoryAbsent
    case 7:
      let odd = [
        .underflow, DeviceCounts(4_000), DeviceCounts(17), DeviceCounts(16),
        DeviceCounts(capacity: 4, allocatable: 5),
        DeviceCounts(capacity: 8, allocatable: 4, allocated: 5),
      ]
      return .counts(node: node.number, group: group, chance.pick(odd))
    default:
      let count = chance.number(in: 0...12)
      return .counts(node: node.number, group: group, DeviceCounts(UInt64(count)))
    }
  }
}
