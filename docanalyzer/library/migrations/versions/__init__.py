"""One module for each version of the tables; an existing one is never changed."""
