"""Filling an empty installation with the demonstration city. Never touches one that holds real incidents."""
