"""Questions to a person about a run's numbers, and what may have gone wrong in an answer."""
