"""What is trained and how, as one value: dataset, hyperparameters, seed."""
