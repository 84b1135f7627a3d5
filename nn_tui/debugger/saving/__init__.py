"""Sessions written as plain values, and made of them again."""
