<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>xr2ct</name>
  <message>
   <source> Open X-rays…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> Try the sample</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>+ and -</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 thing was assumed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>100 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>110 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>125 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>128³ fine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>128³, 2.5 mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>150 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>175 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>200 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>64³ quick</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>64³, 5 mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>80 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>90 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A drawn chest with known truth, no patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A real case with its true CT, bundled with the program</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A reconstruction is running. Stop it and close?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About xr2ct</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About {total}: {steps:,} steps of {one}. {millions:.1f} million weights.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add computed thoraxes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All keys and gestures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All of these explain the two X-rays about equally well. What differs between them is not in the X-rays.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All states</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alternatives</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alternatives: volumes that fit as well</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Angle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Appearance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arrow keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the system</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask before work is stopped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask how sure it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Auto</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Automatic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Automatic takes the graphics card where there is one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to the page before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to the page before (Alt+Left)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to the views</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Beam</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>By seed · split file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CPU</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CTs, prepared cubes, X2CT HDF5 files, the Indiana collection, or pair files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cases that cannot be used</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change keys…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the X-rays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checkpoint now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Chest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a command to give it other keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a command, then press the new keys in the field.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a file that says which patients are held out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a folder with a CT series or a pair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a method and press Reconstruct (Ctrl+R). You can go on looking while it runs, and cancel at any time. Try it now if you like: the next steps show more with a volume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a run or a folder with runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a split file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose other keys in the preferences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the folder for the prepared cases</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click or drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clinic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close the sheet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour the slices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour the slices by how far each voxel may be off, and let uncertain voxels fade in 3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colours say by how many HU a voxel may be off: one standard deviation. Clear means certain.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Command</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Command line copied</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Commands</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Commands and their keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare {count} runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare: X-rays and re-projections</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Comparing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cone beam (X-ray tube)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Contents</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copied</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the lines shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the log</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the message and its details</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the picture of the preview</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the views with their banner</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Counts from the next start on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Crosshair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ctrl + arrow keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ctrl + wheel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Curve of all runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Curve to compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Curves</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Curves to draw</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Custom</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark for the reading room, light for the desk; more themes are in the preferences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark suits a reading room. High contrast has white on black with yellow accents.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Details</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Deutsch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Device</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Device to train on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Difference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Distances and pixel sizes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Do not start it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Double click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag to the right to take away what the X-rays do not determine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw the preview in 3D beside the slices; the camera stays as training goes on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drawn chests with known truth, made while learning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop an image file here to replace only this X-ray</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ellipse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>English</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything chosen is kept already</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Evidence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Evidence: from the whole volume to only what the X-rays determine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Evidence: what the X-rays determine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Exchange black and white of the {side} X-ray</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Explain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export the volume or a picture. Everything that leaves the program says that it is synthetic and never a diagnosis.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>F1 opens the manual at what you work on, ? shows all keys, Ctrl+Shift+P finds any command. The tour can be taken again from the Help menu.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fade in 3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Filter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Filter the log</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find a command</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find a command…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find the rest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>First steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fit all plots</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fit the image</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fit the images</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fit {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder for the prepared cases</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Four ways to lay out the views</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From a file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From two chest X-rays to a 3D volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>GPU</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>General</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Geometry and held-out patients</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Geometry of the X-rays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the command the keys it had at first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give these keys to this command; the other is left without</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Glossary</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on from the newest checkpoint, to the same result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on with training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the newest preview and follow it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Graphics card (CUDA)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>High contrast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Higher is better.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hold M</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hold out by the seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How many cases the program remembers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much each point leans on those before it; the values themselves stay behind it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How sure is it?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How sure?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Images</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Inspect</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Invert</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It can go on without the window, which finds it again when it is next opened.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keyboard and mouse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keys and mouse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keys and what they do</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keys in images</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language of menus, panels and help.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learns from {needs}. {paper}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave the split file out and deal the patients out by the seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave the tour (Esc); it can be taken again from the Help menu</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave these data out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Letters of its words are enough; arrow keys choose, Enter runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Level of the lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lines of the log</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loaded {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Log</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Log of the training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Log scale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look at earlier previews; at the right end new ones are followed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for other volumes that fit as well</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lower is better.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lung</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>MIP</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>MPR</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>MPR: three slices and 3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Magnifier</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make X-ray pair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make X-ray pair from this CT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Makes the two X-rays this CT would give, to reconstruct them and compare with it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Manual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measure the result beside the baselines on these X-rays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measuring</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measuring the result beside the baselines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Menu</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Menu key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Menu of the view</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Menu of the view, with window presets</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Method to train</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Middle drag, Shift + drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>MinIP</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mirror</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mirror the {side} X-ray left to right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More to do with the run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mouse in 3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mouse in images</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the crosshair by a pixel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the image</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the keyboard to the next part of the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the keyboard to the part of the window before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name of the preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name of the run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name of the run and of its folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Newest preview</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next and previous slice</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next pane</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next slice; zoom on X-rays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No command has these letters.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No curve is checked. Check some in the list on the left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No curves yet. Start a training, or choose a run in the table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No longer offered, because the checkpoint is gone: {names}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No preview yet. What the training makes of one held-out case appears here as it learns.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No run fits the filter.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No run is followed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No runs yet. Trainings started here appear in this table; “Add folder…” shows runs from elsewhere.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No setting has these words.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not measured</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not now: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing chosen yet. Add a folder of CTs, prepared cubes or X-ray pairs, or computed thoraxes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing here has these words.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was said yet. Warnings and notes of the training that is followed appear here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Number of computed thoraxes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On top of the scale of the system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only what the X-rays determine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open DICOM folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open X-rays or CT…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a bundled real case</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a frontal and a lateral X-ray of one person, reconstruct, look, export.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a saved session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open session…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the computed thorax</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open two X-rays, a pair file or a CT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opening {name}…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Options</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Options · {count} changed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overview</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overview, MPR (three slices), Compare (X-rays against re-projections) and 3D: keys 1 to 4. Double-click fits an image, the arrows in its corner enlarge it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overview: X-rays, 3D and axial</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Page</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages of the manual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages of the preferences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages with all of these words</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Parallel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Parallel beam</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>PgUp, PgDn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Phantoms</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Picture as PNG…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Plot: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Point at a voxel to read value ± standard deviation.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preferences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preferences…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prepare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prepare data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prepared {cases} cases in {out}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prepare…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Press</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Press the keys the command shall have</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preview</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preview by step</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Previews of the training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Previous pane</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Print the sheet, or save it as a PDF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Print…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Probe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Processor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress of the training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put the CTs on the working cube once, so that every training starts at once</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put the crosshair there, in every view</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Puts every case of {name} on the working cube once. Trainings then start at once and read little.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>R</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Range of Hounsfield units a new window starts with. Right-drag in a slice for your own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Range of Hounsfield units from black to white; drag with the right button for your own</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Read the data again: how many cases, which cannot be used, how the X-rays look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Read workspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading a case</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the runs…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Real radiographs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recent cases</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recent cases kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recent data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reconstruct</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reconstruct X-rays and look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reconstruction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rectangle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Redo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove {source}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Report card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Report card · {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Research notice</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset this page</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Result shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Results and settings of the runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Results of other methods on the same X-rays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Runs in the trash</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save all open studies with their corrections, results and measurements</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save session as…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the volume or a picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the volume or a picture (Ctrl+E)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save these settings…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved the preset {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search keys and commands</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search name, method, note</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search preferences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search the manual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sessions and batches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set everything on this page back to what it was at first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings of a training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings of this network that may be changed without training it again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shift + arrow keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show a run, or the runs in a folder, from elsewhere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show all of every image again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show all points and follow new ones again (R)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show in 3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show one after the other, slowly; what moves is what the X-rays leave open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show other volumes that explain the two X-rays equally well</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show starred runs only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the CT the X-rays were made from (T)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the crosshair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the reconstruction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the result as the method made it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the tour at the next start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the training that runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the true CT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the volume again (Esc)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show what every setting means</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shows only lines with these words</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shows only settings with these words</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side by side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Single slice</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Size of text and controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Skip</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slices (MPR)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smaller: {smaller}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smoothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Soft tissue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Space checks a curve, or all of a plot</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Splitting the volume into evidence and prior</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starred runs only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start after it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start again with smaller settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start again with {smaller}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starting {name}…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>State of the runs shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Step {at} of {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Step {number}: {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Steps done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop and show the result as it is (Esc)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop with a checkpoint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped reading the data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopping…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strength of the colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strength of the colours over the slices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Swap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Swap frontal and lateral</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Swipe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Switch dark and light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Table of runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away everything that the method added from what it knows of other chests</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away what the method added, step by step, until only what the two X-rays determine is left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take back all corrections</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take back the last step: a correction, a measurement, an appearance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take it along</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take over</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Taking results along</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Teach a method from data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The 3D view</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The X-rays were corrected after this result was made. Reconstruct again to use the corrections.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The best of these</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The crosshair is the same point in every view. Right-drag for window and level, wheel for the next slice, Ctrl+wheel to zoom, middle-drag to move. Turn the volume by dragging in 3D.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The first points of this run appear after a few steps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The frontal is the lateral and the other way round</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The next step (right arrow, Enter)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The page about what you are working on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The page of the manual about training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The same point of the patient in every view.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The settings of {name} are in the form.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The step before (left arrow)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The trash is empty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The volume, its agreement with the X-rays and the export appear here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Theme</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Theme, language, size, keys and what a case starts with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is the sample, already opened. Swap, mirror or invert what lies the wrong way, and drop a file on one of the two images to replace only that side. Wrong distances make a wrong volume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>To</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tour of the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Train</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Train workspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Training a method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trash</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>True CT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try the sample</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn the volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn to the Train workspace and follow it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turn, shift, stretch and bend every case anew each time it is seen, with fresh noise</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two X-rays do not determine a CT. After a reconstruction, a row above the views shows where the volume may be wrong (U), what the X-rays really determine (E), other volumes that fit as well (A) and a report card (C).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two chest X-rays of one person become a 3D volume you can look through. The tour takes two minutes and uses the bundled sample. Everything stays usable meanwhile; Esc leaves.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two minutes through the window, on the sample</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two minutes through the window, on the sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two trainings at once slow each other down and share the memory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type some letters of a command</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type some letters of any command</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Uncertainty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Uncertainty: where the volume may be wrong</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo all corrections</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use smaller settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Usual keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Values as CSV…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Vary the cases while learning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Version, licence, and what this program is not</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>View of the {side} X-ray</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Views</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Voxels along each side of the volume. The finer grid takes about eight times as long.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Voxels with a standard deviation above {fade_hu:.0f} HU fade; from {gone_hu:.0f} HU on they are gone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting for its turn: {names}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Welcome to xr2ct</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the files do not say; correct it above where you know better</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the folder holds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wheel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wheel or right-drag zoom · drag pan · double-click or R fit · arrow keys move the crosshair and zoom</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wheel, right drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>When a case or the window is closed while a reconstruction runs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where source and detector stand, and which patients are held out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where the X-ray tube stood, and the size of a pixel on the detector</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where to compute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whole volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Window (left, right) and level (up, down)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Window and level</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Window of the slices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Workspaces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>X2CT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom at the mouse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a reconstruction is running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choose data first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>computed thoraxes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>frontal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lateral</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>needs a CT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>needs two X-rays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no training is paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no training runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no true CT is known for this case</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not possible at the moment</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing is running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing to redo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing to undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing was corrected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>only in the Read workspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>only in the Train workspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>open a case first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>or drop two X-ray images, a pair.json or a CT anywhere on this window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>reconstruct first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>show a reconstruction first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>step {step:,} of {total_steps:,}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the training is paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{counted} cannot be used</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} pages found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} things were assumed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} trainings run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{geometry} geometry · held out by {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{keys} belongs to “{title}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{keys} is used by the views themselves. Choose other keys.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} in all views (arrow keys go on)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is learning.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} of the truth</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{run} can now be used to reconstruct.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{run} is training · Show</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{sentence} That does not mean that it is certain.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{side} X-ray</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size} voxels of {voxel_mm:g} mm along each edge</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size}³, voxels of {voxel_mm:g} mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title} (this result)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title} settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title}: reconstructed in {seconds:.1f} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{view} X-ray of case {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{whom}after step {step:,}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{x} × {y} × {z} voxels of {dx:.3g} × {dy:.3g} × {dz:.3g} mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{title}” is still being worked on. Stop and close it?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>↑ higher is better · ↓ lower is better · bars start at zero</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
