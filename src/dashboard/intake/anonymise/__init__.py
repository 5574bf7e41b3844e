"""The door to the store: who the people are is taken away here.

``keys`` makes pseudonyms, ``places`` turns postcodes into districts, ``treatments`` does to each
column what the contract says, and ``k_anonymity`` counts how alike the rows are that remain.
"""
