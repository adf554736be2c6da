"""What X2CT-GAN compares; shared with the networks built on its frame."""

from xr2ct_core.methods.blocks.window_losses import from_window, projection_loss, reconstruction_loss, to_window

__all__ = ["from_window", "projection_loss", "reconstruction_loss", "to_window"]
