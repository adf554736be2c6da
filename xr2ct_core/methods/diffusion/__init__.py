"""A diffusion model that refines a coarse reconstruction: schedule, network and sampler apart."""
