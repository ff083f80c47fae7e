"""Where a caller says they are: typed text in, candidate places out.

The one rule: pure. Standard library only, no Django, no clock, no I/O; what is known of a city comes in as
`Entry` rows, so that a million guesses can be tested without a database.
"""
