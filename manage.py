#!/usr/bin/env python3
"""Django's command line. Beside a running ./run it works on that product; elsewhere on DATABASE_URL."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispatch.settings")
    if "DATABASE_URL" not in os.environ:
        from dispatch.embedded import attach

        attach.attach()
    execute_from_command_line(sys.argv)
