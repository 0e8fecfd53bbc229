"""The pages of a desk with sheets: writing, review and history. The address says which desk (see `paths`)."""
