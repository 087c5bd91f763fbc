// Policy: see ARCHITECTURE.md.
