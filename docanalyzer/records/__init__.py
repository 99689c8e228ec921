"""Records of a document: measures, goals without a number, provisions, deadlines, and the numbers left over."""
