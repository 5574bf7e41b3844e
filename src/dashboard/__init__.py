"""The Northamptonshire partnership dashboard on modern slavery and exploitation."""
