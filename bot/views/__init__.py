"""Views: facts and words in, a screen out. No database, no clock, no network."""
