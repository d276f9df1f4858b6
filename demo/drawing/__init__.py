"""Flat, seeded illustrations for the photos of the demo archive."""
