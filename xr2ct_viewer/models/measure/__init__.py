"""Measurements of a study: what was drawn, what it measures, and how sure that is. No toolkit.

`measurement` is what a person drew (and what a session stores), `collection` the list a study keeps, with undo;
`reading` is what comes out of it on the volume or radiograph shown, worked out by `evaluate` from the modules beside
it. A reading is always an estimate and says its 90 % interval where one is known.
"""
