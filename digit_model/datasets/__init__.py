"""Data sets: MNIST, what is known of its labels, what was computed from it."""
