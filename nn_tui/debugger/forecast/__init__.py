"""The forecast of a step: what the loss will do along it, and what it did."""
