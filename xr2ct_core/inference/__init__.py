"""Running a method on a pair and packing its result."""
