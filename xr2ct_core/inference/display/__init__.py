"""From display images to line integrals: what was learned from CTs, and what CTs laid over the images say."""
