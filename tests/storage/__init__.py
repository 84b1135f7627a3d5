"""Tests of saved sessions on disk."""
