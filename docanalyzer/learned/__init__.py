"""Models that are asked where the rules are in doubt; what they are made of loads when one is first asked."""
