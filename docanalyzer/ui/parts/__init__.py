"""What several screens are put together from: tables, filters, downloads, found places."""
