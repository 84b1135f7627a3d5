"""The ops: one small class for each kind of line that a training program has."""
