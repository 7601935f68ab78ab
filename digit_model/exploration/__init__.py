"""Exploration: what lies near what, and what is strange, in the data."""
