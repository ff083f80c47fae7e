"""Measurements, published in the README with the machine's size. Nothing here is a test; no test is timed."""
