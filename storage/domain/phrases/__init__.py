"""Phrases: what people write in the column «Срок», read as a term."""

from storage.domain.phrases.reading import read

__all__ = ["read"]
