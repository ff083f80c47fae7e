"""Measurements, each beside its own floor from the same run on the same machine: `python -m bench`."""
