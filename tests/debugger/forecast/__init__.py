"""Tests of the forecast of a step."""
