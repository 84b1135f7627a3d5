"""Studies on the screen: what each asks for, and its page in the Explain panel."""
