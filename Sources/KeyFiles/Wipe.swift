import Glibc

/// Overwriting of bytes that were secret, in a way that no optimiser leaves out.
public enum Wipe {
  /// Fills the array's memory with zeros; copies made earlier are not reached.
  public static func overwrite(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { buffer in
      if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
    }
  }
}
