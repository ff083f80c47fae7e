"""Who and what can be sent: agencies, units, members, shifts, duty.

The one rule of this package: it knows nothing of calls, incidents or dispatch.
"""
