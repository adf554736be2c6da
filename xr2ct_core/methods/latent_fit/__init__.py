"""Latent fit: a variational autoencoder of volumes, whose latent, pose and gains are fitted to the radiographs."""
