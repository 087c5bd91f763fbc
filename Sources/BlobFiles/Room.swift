// BlobFiles: see ARCHITECTURE.md.
