"""What panels draw, as pure functions: values and a size in, lines out."""
