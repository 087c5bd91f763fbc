"""The second, naive implementation of Stipend's rules, written from docs/reference/ alone."""
