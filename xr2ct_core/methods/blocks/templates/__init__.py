"""Real CTs of other people, warped until their projections match two radiographs."""
