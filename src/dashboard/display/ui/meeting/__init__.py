"""Blocks of Meeting."""
