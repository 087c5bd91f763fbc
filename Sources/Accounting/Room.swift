// Accounting: see ARCHITECTURE.md.
