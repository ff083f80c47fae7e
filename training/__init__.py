"""Fitting the scores to the working part of the labelled corpus. Needed by nobody who only runs the product.

`python -m training` (with the dependency group `train`) writes `triage/weights/los_angeles.json.gz` anew; the same
corpus and code give the same file.
"""
