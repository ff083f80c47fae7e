"""How long a unit needs to a place: a built-in estimate, or a routing server that the operator runs."""
