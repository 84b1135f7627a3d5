"""Breakpoints: what stops a run, looked for on the way forward and back; and watches."""
