"""The chain: a delta followed back, path by path, from the loss through every layer."""
