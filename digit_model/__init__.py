"""Digit Lab: preparing, reading and explaining drawn digits."""
