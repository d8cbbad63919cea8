"""Benchmarks: run by hand, `python -m tests.bench.<name>`; they measure and assert nothing."""
