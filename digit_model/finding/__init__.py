"""Finding: where in a picture digits are, which row they stand in, in which order."""
