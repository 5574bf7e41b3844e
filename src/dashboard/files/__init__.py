"""Reading and writing files safely: bounded text, whole writes, chained lines, no formula in a cell."""
