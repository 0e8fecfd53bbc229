"""Managing cases: giving several to somebody, and reminding those who work on them."""
