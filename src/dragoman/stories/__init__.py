"""Many reports together: copies of one text, reports of one story, and events that tell one happening."""
