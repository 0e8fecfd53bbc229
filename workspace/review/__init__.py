"""Review: who has taken a version up, what is remarked on it, and how it is published, now or at a moment."""
