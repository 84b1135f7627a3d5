"""Tests of who moved a weight."""
