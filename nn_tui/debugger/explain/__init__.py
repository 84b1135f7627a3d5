"""Where a number comes from: its formula, the same with numbers, and whether it is right."""
