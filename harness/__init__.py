"""Harness: what tests and benchmarks use: servers, a browser, a pen, bad pictures."""
