"""What the views show, asked of an archive: typed records, without a request and without a page."""
