"""Blocks of Outcomes."""
