"""Analysis: what is counted, how it runs over time, and the network of who acts on whom."""
