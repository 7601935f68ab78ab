"""Evaluation: how often answers are right, and what their confidence is worth."""
