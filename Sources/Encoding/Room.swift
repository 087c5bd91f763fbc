// Encoding: see ARCHITECTURE.md.
