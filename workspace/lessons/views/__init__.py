"""The pages of lessons in the workspace."""
