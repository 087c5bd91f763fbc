// Evidence: see ARCHITECTURE.md.
