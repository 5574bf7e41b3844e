"""What a page is made of: frame, choices, one module for each kind of block. No figure is worked out here."""
