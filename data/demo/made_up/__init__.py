"""Makes the demonstration extracts from the stated truth in truth.toml: nothing in them is real."""
