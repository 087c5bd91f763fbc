// Quantities: see ARCHITECTURE.md.
