"""Exports: the facts of screens as files and as JSON that others script against."""
