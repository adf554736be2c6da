"""X-ray projection of volumes: the differentiable projector (torch) and its numpy twin."""
