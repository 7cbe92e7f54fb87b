"""The one way in which ingest sets something aside."""


class Refused(Exception):
    """A file, manifest row or bulk record can't be taken. `str()` of it is the reason, written for the person who
    keeps the manifest; whoever catches it adds where it was."""
