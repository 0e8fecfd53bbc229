"""What other programs are told of a page: a preview for who shares it, and what it is about for who searches."""
