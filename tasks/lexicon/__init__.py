"""What the languages and the field know, as YAML, and the loader that reads it."""

from tasks.lexicon.loader import LANGUAGES, LexiconError, Phrase, entries, forms, phrases

__all__ = ["LANGUAGES", "LexiconError", "Phrase", "entries", "forms", "phrases"]
