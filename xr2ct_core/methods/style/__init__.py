"""Structure-preserving CycleGAN between real and simulated radiographs; used in front of any reconstruction method."""
