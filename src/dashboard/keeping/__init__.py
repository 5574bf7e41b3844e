"""What is held, and taking it out."""
