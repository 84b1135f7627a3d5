"""Tests of a delta followed back from the loss."""
