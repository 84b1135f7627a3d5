"""Conditions and watched expressions over what is on the screen, in Python's syntax."""
