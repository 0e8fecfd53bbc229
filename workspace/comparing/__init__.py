"""Comparing any two versions of a case: all that differs, part by part."""
