"""TRCT-GAN: the frame of X2CT-GAN with a transformer over both views and dynamic attention."""
