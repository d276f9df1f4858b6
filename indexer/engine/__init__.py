"""Engines: what keeps an index and answers queries, behind one contract (``base``)."""
