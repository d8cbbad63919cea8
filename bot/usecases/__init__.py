"""What people can do: plain functions, each runs in one transaction."""
