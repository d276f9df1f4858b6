"""Comparisons with peers: both measured in one run, on the same documents."""
