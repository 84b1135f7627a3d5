"""The engine: a training run as a program of numpy calls. It imports numpy and nothing else."""
