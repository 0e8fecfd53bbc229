"""What the pages of cases, lessons and publications have in common in the workspace."""
