"""Records that are written in one form and saved as a whole: lessons and publications."""
