// Rewards: see ARCHITECTURE.md.
