"""What is true, and keeping it: the domain, documents, the schema and its queries."""
