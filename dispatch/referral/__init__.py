"""Referring a suspected bias-motivated call: the record as it was when flagged, and the file that is handed out.

The one rule: what is in here is copied, never summarised, and every copy can be held against the log.
"""

from dispatch.referral.export import Exporting, made
from dispatch.referral.record import digest, frozen

__all__ = ["Exporting", "digest", "frozen", "made"]
