"""Bundles in the workspace: composed of cases and lessons, seen before they are published, and renewed."""
