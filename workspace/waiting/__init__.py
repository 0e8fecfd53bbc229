"""Knowing what waits: the start of the workspace, for each person their own."""
