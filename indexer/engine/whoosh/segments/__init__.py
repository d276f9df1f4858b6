"""What an index is made of: immutable segments of memory-mapped arrays."""
