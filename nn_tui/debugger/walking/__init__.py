"""Going along a stretch of a run in a second machine, stopping where something is to be read."""
