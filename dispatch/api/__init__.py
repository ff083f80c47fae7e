"""The HTTP API. Names are fixed by the design: other programs call them. None of these views writes a board row."""
