"""Sessions on disk: what a saved one holds, its file, and the folder where they are kept."""
