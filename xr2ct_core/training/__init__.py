"""The loop that trains every learned method, and what it keeps on disk. Imports torch."""
