"""Blocks that several pages use: a figure over time, its parts, its notes, its downloads."""
