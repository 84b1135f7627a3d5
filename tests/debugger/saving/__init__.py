"""Tests of saved sessions."""
