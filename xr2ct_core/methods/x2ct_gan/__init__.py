"""X2CT-GAN: dense encoders of one or two radiographs, lifted to 3D, with a conditional patch discriminator."""
