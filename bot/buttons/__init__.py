"""Buttons: values that travel to Telegram and back as callback data, a module per topic."""
