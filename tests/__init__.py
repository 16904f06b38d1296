"""Tests of the product, of the sandbox and of the house they stand in."""
