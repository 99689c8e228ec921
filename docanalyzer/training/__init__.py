"""Training of the models in ``models/``; nothing that analyses a document imports it."""
