"""Somebody else's arrays against ours: where they part first, and by which fault."""
