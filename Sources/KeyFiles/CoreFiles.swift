import Glibc

/// Memory images that the system writes of a process that crashes.
public enum CoreFiles {
  /// Has none written of this process from now on, nor of those that it starts: secrets stand in
  /// its memory. Where the system pipes images to a program, that program is asked, not forced.
  public static func forbid() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
