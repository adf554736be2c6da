"""Continuity: three adjacent slices predict the next three; what they predict wrongly is not how CTs go on."""
