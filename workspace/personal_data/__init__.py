"""What looks like personal data in the texts of a case, so that a person decides before others read it."""
