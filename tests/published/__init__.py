"""Worked examples that others published, typed in as facts with their citation."""
