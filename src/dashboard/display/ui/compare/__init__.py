"""Blocks of Compare."""
