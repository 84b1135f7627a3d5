"""The screen: the only layer that knows Textual."""
