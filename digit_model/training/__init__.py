"""Training: models trained, measured and searched for."""
