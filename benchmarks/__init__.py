"""Measurements, side by side with a stated floor; run by ``make bench``."""
