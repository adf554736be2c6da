<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>xr2ct</name>
  <message>
   <source>+ and -</source>
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
   <source>A reconstruction is running. Stop it and close?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About xr2ct</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All keys and gestures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alternatives: volumes that fit as well</source>
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
   <source>Back to {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
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
   <source>Choose a method and press Reconstruct (Ctrl+R). You can go on looking while it runs, and cancel at any time. Try it now if you like: the next steps show more with a volume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose other keys in the preferences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click or drag</source>
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
   <source>Colour the slices by how far each voxel may be off, and let uncertain voxels fade in 3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Command</source>
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
   <source>Contents</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy picture</source>
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
   <source>Deutsch</source>
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
   <source>Drop an image file here to replace only this X-ray</source>
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
   <source>Evidence: what the X-rays determine</source>
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
   <source>Fit the image</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fit the images</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Four ways to lay out the views</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>General</source>
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
   <source>Go on with training</source>
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
   <source>Hold M</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How many the welcome page and the menu list.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How sure is it?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Images</source>
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
   <source>Leave the tour (Esc); it can be taken again from the Help menu</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Letters of its words are enough; arrow keys choose, Enter runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lung</source>
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
   <source>Make X-ray pair from this CT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Manual</source>
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
   <source>Middle drag, Shift + drag</source>
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
   <source>New keys</source>
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
   <source>No setting has these words.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not now: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing here has these words.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On top of the scale of the system.</source>
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
   <source>Open the computed thorax</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open two X-rays, a pair file or a CT</source>
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
   <source>Pause training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>PgUp, PgDn</source>
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
   <source>Press</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Press the keys the command shall have</source>
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
   <source>Processor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put the crosshair there, in every view</source>
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
   <source>Read workspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading a case</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Real radiographs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recent cases kept</source>
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
   <source>Redo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Report card</source>
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
   <source>Right click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the volume or a picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search keys and commands</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search preferences</source>
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
   <source>Shift + arrow keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show all of every image again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show other volumes that explain the two X-rays equally well</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the crosshair</source>
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
   <source>Shows only lines with these words</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shows only settings with these words</source>
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
   <source>Soft tissue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Step {at} of {count}</source>
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
   <source>Swap frontal and lateral</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Switch dark and light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away what the method added, step by step, until only what the two X-rays determine is left</source>
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
   <source>The crosshair is the same point in every view. Right-drag for window and level, wheel for the next slice, Ctrl+wheel to zoom, middle-drag to move. Turn the volume by dragging in 3D.</source>
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
   <source>The step before (left arrow)</source>
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
   <source>Two X-rays do not determine a CT. After a reconstruction, this row shows where the volume may be wrong (U), what the X-rays really determine (E), other volumes that fit as well (A) and a report card (C).</source>
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
   <source>Type some letters of a command</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type some letters of any command</source>
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
   <source>Usual keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Version, licence, and what this program is not</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Voxels along each side of the volume. The finer grid takes about eight times as long.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Welcome to xr2ct</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wheel</source>
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
   <source>reconstruct first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>show a reconstruction first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the training is paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} pages found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} trainings run</source>
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
   <source>{run} can now be used to reconstruct.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{run} is training · Show</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{title}” is still being worked on. Stop and close it?</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
