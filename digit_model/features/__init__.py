"""Features: what classifiers see of an image."""
