"""Marking passages of cases, and looking after them."""
