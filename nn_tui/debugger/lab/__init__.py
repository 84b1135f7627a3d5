"""The bug lab: faults and decoys offered for a run, drawn as a mystery, named by a person."""
