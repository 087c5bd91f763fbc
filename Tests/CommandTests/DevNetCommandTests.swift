import Encoding
import Foundation
import Testing

/// `stipend devnet` as far as it ends; what it serves is tested where it is made.
@Suite struct DevNetCommandTests {
  private func plan(_ arguments: String...) throws -> StipendProcess.Result {
    try StipendProcess.run(
      ["devnet", "--dry-run", "--json", "--providers", "4", "--start", "2026-01-01"] + arguments)
  }

  @Test func sameSeedPrintsTheSameNetwork() throws {
    let first = try plan("--seed", "4")
    #expect(first.code == 0)
    #expect(first.output == (try plan("--seed", "4")).output)
    #expect(first.output != (try plan("--seed", "5")).output)
    let tree = try JSONReader.read(Array(first.output.utf8), limitBytes: 1 << 20)
    guard case .array(let providers)? = tree["providers"] else {
      Issue.record("no providers: \(first.output)")
      return
    }
    #expect(providers.count == 4)
    #expect(providers.allSatisfy { $0["owner"] != nil && $0["devices"] != nil })
  }

  @Test func defectIsNamedByOwnerOrByPosition() throws {
    let tree = try JSONReader.read(Array(try plan().output.utf8), limitBytes: 1 << 20)
    guard case .array(let providers)? = tree["providers"],
      case .string(let owner)? = providers[2]["owner"]
    else {
      Issue.record("no owner")
      return
    }
    let byOwner = try plan("--defect", "\(owner)=flapping")
    #expect(byOwner.output == (try plan("--defect", "3=flapping")).output)
    #expect(byOwner.output.contains("\"defects\":[\"flapping\"]"))
  }

  @Test func whatNamesNothingIsUsage() throws {
    for defect in ["3", "3=rust", "9=flapping", "0=flapping", "1=shared-host", "x=underflow"] {
      let result = try plan("--defect", defect)
      #expect(result.code == 2, "\(defect)")
      #expect(result.output.contains("\"option-value\""), "\(defect)")
    }
    #expect(try plan("--providers", "0").code == 2)
    #expect(try plan("--start", "yesterday").code == 2)
  }

  @Test func takenAddressIsSaid() throws {
    // Whoever listens there is no part of the network.
    let holder = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(holder) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        _ = bind(holder, plain, length)
        _ = listen(holder, 1)
        _ = getsockname(holder, plain, &length)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    let result = try StipendProcess.run(
      "devnet", "--json", "--providers", "1", "--network", "84", "--port", "\(port)")
    #expect(result.code == 3)
    #expect(result.output.contains("\"listen-failed\""))
  }
}
