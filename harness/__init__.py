"""Harness: what tests and benchmarks both use: servers, a browser, a pen."""
