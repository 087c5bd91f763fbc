// Program: see ARCHITECTURE.md.
