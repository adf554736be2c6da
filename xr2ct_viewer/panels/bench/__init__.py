"""The parts of the virtual X-ray bench."""
