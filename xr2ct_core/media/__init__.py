"""Pictures and movies of volumes with the banner in their pixels: numpy and pillow, no screen, no torch."""
