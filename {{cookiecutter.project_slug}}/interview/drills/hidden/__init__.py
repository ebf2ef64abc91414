"""Tests that are not shown: random data against a library, and your own rows."""
