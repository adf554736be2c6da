"""CycleGAN between radiographs and volumes: learned from X-rays and volumes that do not belong together."""
