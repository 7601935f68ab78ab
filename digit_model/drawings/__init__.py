"""Drawings: pen strokes, read from files or made up, as training data."""
