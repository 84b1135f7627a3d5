"""A recipe written as a program that stands on its own."""
