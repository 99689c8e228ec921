"""How documents differ: records matched like for like, and a verdict with its reason for each pair."""
