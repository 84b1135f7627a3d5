"""The gradient check of any iteration of a run, as a person asks for it."""
