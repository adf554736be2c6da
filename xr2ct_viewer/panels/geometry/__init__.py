"""The geometry of a pair in the sidebar: distances, the pose of the lateral, and what a calibration proposes."""
