"""Closed-form and algebraic two-view inverses."""
