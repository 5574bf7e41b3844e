"""Tests of maps and of the Geography page."""
