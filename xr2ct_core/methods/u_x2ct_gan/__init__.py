"""u-X2CT-GAN: learns from pairs of radiographs, without CTs."""
