"""cGAN-128: two 2D U-Nets whose output channels are depth slices, with a conditional discriminator."""
