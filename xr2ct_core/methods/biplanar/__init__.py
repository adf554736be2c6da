"""`biplanar`: exact back-projection of shared 2D features, physics channels, a 3D U-Net, data consistency."""
