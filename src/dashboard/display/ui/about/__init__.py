"""Blocks of About the data."""
