"""Calls, incidents, assignments and the log; also the Django project itself.

The one rule: only a command changes anything, and each command adds exactly one line to the log.
"""
