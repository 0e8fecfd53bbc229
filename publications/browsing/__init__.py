"""The list of publications: what it is browsed by, what it answers, and what can be taken along of it."""
