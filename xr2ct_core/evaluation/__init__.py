"""Metrics, baselines and tables of the evaluation protocol."""
