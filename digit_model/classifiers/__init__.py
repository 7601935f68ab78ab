"""Classifiers: the models, untrained."""
