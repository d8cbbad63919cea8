"""When something is owed, and getting it there; knows no Telegram and no words."""
