# Sourced by the scripts beside it: strict mode, the repository's root, and failing loudly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A crash report would cost minutes for each expected one, and change no outcome.
export SWIFT_BACKTRACE=enable=no

# The undeclared import of a sibling is an error; the tidy tests see those that pass transitively.
swift_flags=(--explicit-target-dependency-import-check error)

# What the formatter looks after.
format_paths() {
  local path
  for path in Package.swift Sources Tests Benchmarks Fuzz; do
    [[ -e $path ]] && printf '%s\n' "$path"
  done
  return 0
}

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || fail "$1 is not installed; run scripts/setup"
}
