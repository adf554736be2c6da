"""What the window shows, as plain observable objects. No Qt, no VTK."""
