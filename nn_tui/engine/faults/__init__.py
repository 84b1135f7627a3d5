"""The bug lab: what people do wrong in backpropagation, to be switched on in a run."""
