"""A believable small Los Angeles as data, for demonstration.

Areas: LAPD's 21 geographic areas with their bureaus and stations; positions (WGS 84) are unverified and good to
a few hundred metres. Programmes and the areas they serve: City and County publications of 2021 to 2026. Which
units exist, their call signs and who rides them is invented.
"""
