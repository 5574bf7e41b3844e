"""The checker at a sender's desk: one web page that checks files with this installation's formats and lists.

Python runs inside the page (Pyodide), which everything stands in and which may connect to nothing. ``parts``
names what is fetched from package registries, ``fetching`` fetches it, ``bundling`` packs what checking needs
of ours, ``page`` puts the page together, and ``desk`` is what runs in it.
"""
