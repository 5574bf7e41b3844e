"""Blocks of Training reach."""
