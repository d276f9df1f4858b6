"""Which documents are copies of one another, and which stories are related."""
