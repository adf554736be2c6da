"""DDNM: a diffusion prior of axial slices, held to both radiographs at each step of the sampling."""
