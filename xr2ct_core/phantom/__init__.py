"""A procedural, random, seeded thorax."""
