"""What ails a run: rules that look at a moment of it, each with a number and a threshold."""
