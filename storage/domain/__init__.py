"""Plain Python: the place to look for any rule."""
