"""What the languages and the field know, as YAML, and the loader that reads it."""

from tasks.lexicon.loader import LANGUAGES, WITH_VERBS, LexiconError, Phrase, entries, forms, phrases

__all__ = ["LANGUAGES", "WITH_VERBS", "LexiconError", "Phrase", "entries", "forms", "phrases"]
