"""How a pair was really taken, found from the pair itself before it is reconstructed."""
