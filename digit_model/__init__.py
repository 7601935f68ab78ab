"""Digit Lab: preparing, reading and explaining drawn digits."""

__version__ = "1.0.0"
