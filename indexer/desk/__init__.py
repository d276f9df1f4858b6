"""Looking after an archive: what in it is not as its keepers would want it."""
