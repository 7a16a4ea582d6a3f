"""审核意见 as Word and Excel."""
