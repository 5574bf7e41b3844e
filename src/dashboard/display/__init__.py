"""The display room: what a release shows, as words, charts, maps, pages, slides and files."""
