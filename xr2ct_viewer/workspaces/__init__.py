"""The two workspaces of the window: Read and Train."""
