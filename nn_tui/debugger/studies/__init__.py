"""Studies: what can be found out about a moment, beyond where a single number comes from."""
