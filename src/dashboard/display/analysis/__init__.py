"""What is worked out from published cells: series, limits, shares, comparisons."""
