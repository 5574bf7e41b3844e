"""Columns judged as a whole, before their cells are read."""
