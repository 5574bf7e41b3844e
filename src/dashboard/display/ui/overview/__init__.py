"""Blocks of the Overview."""
