"""Evaluation of pairs whose CT nobody knows: agreement, plausibility and doubt, never accuracy."""
