"""Computing: long work side by side, with its progress."""
