"""One module for each view: from a request to its page or its data."""
