"""Blocks of Area profile."""
