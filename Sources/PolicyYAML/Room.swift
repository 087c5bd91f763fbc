// PolicyYAML: see ARCHITECTURE.md.
