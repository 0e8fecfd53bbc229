"""Infographics in the workspace: tiles laid on their grid, each written on a page of its own, and figures that aged."""
