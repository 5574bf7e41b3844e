"""Blocks of Geography."""
