"""The VTK scene, its two hosts and its presets."""
