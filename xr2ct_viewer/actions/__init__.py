"""Actions as data: commands, menus, shortcuts."""
