"""Setting type: from a value of plain JSON and a template to PDF and pictures, with our own fonts alone."""
