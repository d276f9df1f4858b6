"""A folder of posts becomes stories."""
