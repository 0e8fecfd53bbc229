"""A bundle that a reader makes of a collection of their own: in its order, with a foreword, of what is public."""
