<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>xr2ct</name>
  <message>
   <source> Open X-rays…</source>
   <translation> Röntgenbilder öffnen…</translation>
  </message>
  <message>
   <source> Try the sample</source>
   <translation> Beispiel ausprobieren</translation>
  </message>
  <message>
   <source> a second</source>
   <translation> pro Sekunde</translation>
  </message>
  <message>
   <source> and </source>
   <translation> und </translation>
  </message>
  <message>
   <source> or </source>
   <translation> oder </translation>
  </message>
  <message>
   <source>&amp;Compare</source>
   <translation>&amp;Vergleichen</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Reconstruct</source>
   <translation>&amp;Rekonstruieren</translation>
  </message>
  <message>
   <source>&amp;Slices</source>
   <translation>&amp;Schichten</translation>
  </message>
  <message>
   <source>&amp;Tools</source>
   <translation>&amp;Werkzeuge</translation>
  </message>
  <message>
   <source>&amp;Train</source>
   <translation>&amp;Trainieren</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>&amp;Window</source>
   <translation>&amp;Fensterung</translation>
  </message>
  <message>
   <source>+ and -</source>
   <translation>+ und -</translation>
  </message>
  <message>
   <source>, and by {count} network taught on simulated radiographs</source>
   <translation>, und von {count} Netz, das an simulierten Röntgenbildern gelernt hat</translation>
  </message>
  <message>
   <source>, and by {count} networks taught on simulated radiographs</source>
   <translation>, und von {count} Netzen, die an simulierten Röntgenbildern gelernt haben</translation>
  </message>
  <message>
   <source>1 X-ray</source>
   <translation>1 Röntgenbild</translation>
  </message>
  <message>
   <source>1 file</source>
   <translation>1 Datei</translation>
  </message>
  <message>
   <source>1 image written.</source>
   <translation>1 Bild geschrieben.</translation>
  </message>
  <message>
   <source>1 thing was assumed</source>
   <translation>1 Annahme wurde getroffen</translation>
  </message>
  <message>
   <source>100 %</source>
   <translation>100 %</translation>
  </message>
  <message>
   <source>110 %</source>
   <translation>110 %</translation>
  </message>
  <message>
   <source>125 %</source>
   <translation>125 %</translation>
  </message>
  <message>
   <source>128³ fine</source>
   <translation>128³ fein</translation>
  </message>
  <message>
   <source>128³, 2.5 mm</source>
   <translation>128³, 2.5 mm</translation>
  </message>
  <message>
   <source>150 %</source>
   <translation>150 %</translation>
  </message>
  <message>
   <source>175 %</source>
   <translation>175 %</translation>
  </message>
  <message>
   <source>200 %</source>
   <translation>200 %</translation>
  </message>
  <message>
   <source>3&amp;D</source>
   <translation>3&amp;D</translation>
  </message>
  <message>
   <source>32-true</source>
   <translation>32-true</translation>
  </message>
  <message>
   <source>3D</source>
   <translation>3D</translation>
  </message>
  <message>
   <source>3D CNN</source>
   <translation>3D-CNN</translation>
  </message>
  <message>
   <source>3D appearance</source>
   <translation>3D-Darstellung</translation>
  </message>
  <message>
   <source>3D drawn by: {name}</source>
   <translation>3D gezeichnet von: {name}</translation>
  </message>
  <message>
   <source>3D is not available here: {0}.</source>
   <translation>3D ist hier nicht verfügbar: {0}.</translation>
  </message>
  <message>
   <source>3D is not available here: {reason}</source>
   <translation>3D gibt es hier nicht: {reason}</translation>
  </message>
  <message>
   <source>3D is not available here: {reason}.
Slices, radiographs and export work without it; “xr2ct doctor” says what is missing.</source>
   <translation>3D ist hier nicht verfügbar: {reason}.
Schichten, Röntgenbilder und Export gehen ohne; „xr2ct doctor“ sagt, was fehlt.</translation>
  </message>
  <message>
   <source>3D needs VTK and OpenGL; `xr2ct doctor` says what is missing. Sweeps through slices work without.</source>
   <translation>3D braucht VTK und OpenGL; `xr2ct doctor` sagt, was fehlt. Fahrten durch die Schichten gehen ohne.</translation>
  </message>
  <message>
   <source>3D view</source>
   <translation>3D-Ansicht</translation>
  </message>
  <message>
   <source>64³ quick</source>
   <translation>64³ schnell</translation>
  </message>
  <message>
   <source>64³, 5 mm</source>
   <translation>64³, 5 mm</translation>
  </message>
  <message>
   <source>80 %</source>
   <translation>80 %</translation>
  </message>
  <message>
   <source>90 %</source>
   <translation>90 %</translation>
  </message>
  <message>
   <source>; the {length} mm that the file states for the patient end elsewhere</source>
   <translation>; die {length} mm, die die Datei für den Patienten angibt, enden anderswo</translation>
  </message>
  <message>
   <source>A CT has no X-rays to put right.</source>
   <translation>Ein CT hat keine Röntgenbilder, die zu korrigieren wären.</translation>
  </message>
  <message>
   <source>A CT series is many files, {0} is one.</source>
   <translation>Eine CT-Serie besteht aus vielen Dateien, {0} ist eine.</translation>
  </message>
  <message>
   <source>A batch is running. Close? It goes on where it is when you open it again.</source>
   <translation>Ein Stapel läuft. Schließen? Er geht dort weiter, wo er ist, wenn Sie ihn wieder öffnen.</translation>
  </message>
  <message>
   <source>A batch was interrupted: {done} of {count} cases are done.</source>
   <translation>Ein Stapel wurde unterbrochen: {done} von {count} Fällen sind fertig.</translation>
  </message>
  <message>
   <source>A case is a pair.json, or a folder with two X-ray images.</source>
   <translation>Ein Fall ist eine pair.json oder ein Ordner mit zwei Röntgenbildern.</translation>
  </message>
  <message>
   <source>A click in one X-ray draws in the other the line where that can be; wheel or drag on the line sets the depth</source>
   <translation>Ein Klick in ein Röntgenbild zeichnet im anderen die Linie, auf der das liegen kann; Mausrad oder Ziehen auf der Linie bestimmt die Tiefe</translation>
  </message>
  <message>
   <source>A coarse reconstruction under noise as large as its error, from which a trained 3D U-Net draws a finer one.</source>
   <translation>Eine grobe Rekonstruktion unter so viel Rauschen, wie sie falsch ist; daraus zieht ein trainiertes 3D-U-Net eine feinere.</translation>
  </message>
  <message>
   <source>A coarse reconstruction, made finer by a plain 3D network; a second one learns to tell what was put into it.</source>
   <translation>Eine grobe Rekonstruktion, von einem einfachen 3D-Netz verfeinert; ein zweites lernt zu erkennen, was eingefügt wurde.</translation>
  </message>
  <message>
   <source>A cube of {0} mm is not supported.</source>
   <translation>Ein Würfel von {0} mm ist nicht möglich.</translation>
  </message>
  <message>
   <source>A cube of {0}³ voxels does not fit a grid of {1}³.</source>
   <translation>Ein Würfel von {0}³ Voxeln passt nicht zu einem Gitter von {1}³.</translation>
  </message>
  <message>
   <source>A detector of {0} x {1} pixels is not supported.</source>
   <translation>Ein Detektor von {0} x {1} Pixeln ist nicht möglich.</translation>
  </message>
  <message>
   <source>A drawn chest with known truth, no patient</source>
   <translation>Ein gezeichneter Brustkorb mit bekannter Wahrheit, kein Patient</translation>
  </message>
  <message>
   <source>A face of the surface names a vertex that does not exist.</source>
   <translation>Ein Dreieck der Oberfläche nennt einen Eckpunkt, den es nicht gibt.</translation>
  </message>
  <message>
   <source>A file{0} cannot be read or written: {1}.</source>
   <translation>Eine Datei{0} kann nicht gelesen oder geschrieben werden: {1}.</translation>
  </message>
  <message>
   <source>A folder of plain files</source>
   <translation>Ein Ordner einfacher Dateien</translation>
  </message>
  <message>
   <source>A folder that does not exist yet, or is empty</source>
   <translation>Ein Ordner, den es noch nicht gibt oder der leer ist</translation>
  </message>
  <message>
   <source>A folder with X-ray pairs</source>
   <translation>Ein Ordner mit Röntgenpaaren</translation>
  </message>
  <message>
   <source>A folder with a CT series or a pair</source>
   <translation>Ein Ordner mit einer CT-Serie oder einem Paar</translation>
  </message>
  <message>
   <source>A grid of {0} voxels is not supported.</source>
   <translation>Ein Gitter von {0} Voxeln ist nicht möglich.</translation>
  </message>
  <message>
   <source>A length in the detector plane, divided by the magnification {magnification} at the isocentre. What lies {depth_cm} cm nearer to the detector or farther from it differs by {percent} %, and what lies at a slant is longer.</source>
   <translation>Eine Länge in der Detektorebene, geteilt durch die Vergrößerung {magnification} im Isozentrum. Was {depth_cm} cm näher am Detektor oder weiter von ihm weg liegt, weicht um {percent} % ab, und was schräg liegt, ist länger.</translation>
  </message>
  <message>
   <source>A library cannot be loaded: {0}.</source>
   <translation>Eine Bibliothek kann nicht geladen werden: {0}.</translation>
  </message>
  <message>
   <source>A line on the pipe holds halves of characters.</source>
   <translation>Eine Nachricht zwischen den Prozessen enthält halbe Zeichen.</translation>
  </message>
  <message>
   <source>A line on the pipe is longer than {0} bytes and was dropped.</source>
   <translation>Eine Nachricht zwischen den Prozessen ist länger als {0} Bytes und wurde verworfen.</translation>
  </message>
  <message>
   <source>A line on the pipe is not JSON text in UTF-8.</source>
   <translation>Eine Nachricht zwischen den Prozessen ist kein JSON-Text in UTF-8.</translation>
  </message>
  <message>
   <source>A line on the pipe is not JSON.</source>
   <translation>Eine Nachricht zwischen den Prozessen ist kein JSON.</translation>
  </message>
  <message>
   <source>A mesh for printing and CAD</source>
   <translation>Ein Netz für Druck und CAD</translation>
  </message>
  <message>
   <source>A message on the pipe is not understood: {0}.</source>
   <translation>Eine Nachricht zwischen den Prozessen ist nicht zu verstehen: {0}.</translation>
  </message>
  <message>
   <source>A movie of {0} s shows nothing.</source>
   <translation>Ein Film von {0} s zeigt nichts.</translation>
  </message>
  <message>
   <source>A movie of {0} s with {1} frames a second is too long.</source>
   <translation>Ein Film von {0} s mit {1} Bildern je Sekunde ist zu lang.</translation>
  </message>
  <message>
   <source>A network that knows where each ray went: 2D features laid back into the volume, held to both X-rays.</source>
   <translation>Ein Netz, das weiß, wo jeder Strahl verlief: 2D-Merkmale, ins Volumen zurückgelegt und an beide Röntgenbilder gebunden.</translation>
  </message>
  <message>
   <source>A number of photons is for line integrals; display images have the noise of their machine.</source>
   <translation>Eine Photonenzahl gilt für Linienintegrale; Anzeigebilder haben das Rauschen ihres Geräts.</translation>
  </message>
  <message>
   <source>A pair file is JSON and says it is xr2ct-pair.</source>
   <translation>Eine Paardatei ist JSON und sagt, dass sie xr2ct-pair ist.</translation>
  </message>
  <message>
   <source>A pair needs a frontal and a lateral view, not {0} and {1}.</source>
   <translation>Ein Paar braucht eine frontale und eine seitliche Ansicht, nicht {0} und {1}.</translation>
  </message>
  <message>
   <source>A pair needs one frontal and one lateral view.</source>
   <translation>Ein Paar braucht eine frontale und eine seitliche Ansicht.</translation>
  </message>
  <message>
   <source>A part of the lungs is</source>
   <translation>Ein Teil der Lunge ist</translation>
  </message>
  <message>
   <source>A picture of shape {0} and type {1} cannot be written as PNG.</source>
   <translation>Ein Bild der Form {0} und der Art {1} lässt sich nicht als PNG schreiben.</translation>
  </message>
  <message>
   <source>A picture of {0} x {1} pixels cannot be made.</source>
   <translation>Ein Bild von {0} x {1} Pixeln ist nicht möglich.</translation>
  </message>
  <message>
   <source>A prior of volumes learned from CTs alone; what it describes is fitted to the X-rays, pose and all.</source>
   <translation>Ein Prior von Volumina, nur aus CTs gelernt; was er beschreibt, wird den Röntgenbildern angepasst, auch in der Lage.</translation>
  </message>
  <message>
   <source>A radiograph in {0} is empty or no 8-bit image.</source>
   <translation>Ein Röntgenbild in {0} ist leer oder kein 8-Bit-Bild.</translation>
  </message>
  <message>
   <source>A radiograph is one grey image, this one has shape {0}.</source>
   <translation>Ein Röntgenbild ist ein einziges graues Bild; dieses hat die Form {0}.</translation>
  </message>
  <message>
   <source>A real case with its true CT, bundled with the program</source>
   <translation>Ein echter Fall mit seinem wahren CT, im Programm enthalten</translation>
  </message>
  <message>
   <source>A real chest CT with contrast. The two X-rays were computed from it, so the truth is known.</source>
   <translation>Ein echtes Thorax-CT mit Kontrastmittel. Die beiden Röntgenbilder wurden daraus berechnet, die Wahrheit ist also bekannt.</translation>
  </message>
  <message>
   <source>A reconstruction is running. Stop it and close?</source>
   <translation>Eine Rekonstruktion läuft. Anhalten und schließen?</translation>
  </message>
  <message>
   <source>A reconstruction is running. Stop it and open the session?</source>
   <translation>Eine Rekonstruktion läuft. Anhalten und die Sitzung öffnen?</translation>
  </message>
  <message>
   <source>A session keeps how its X-rays were put right.</source>
   <translation>Eine Sitzung enthält schon, wie ihre Röntgenbilder korrigiert wurden.</translation>
  </message>
  <message>
   <source>A setting is not right - {0}{1}.</source>
   <translation>Eine Einstellung stimmt nicht – {0}{1}.</translation>
  </message>
  <message>
   <source>A setting is not right; it is marked above.</source>
   <translation>Eine Einstellung stimmt nicht; sie ist oben markiert.</translation>
  </message>
  <message>
   <source>A setting of type {0} cannot be written as TOML.</source>
   <translation>Eine Einstellung der Art {0} lässt sich nicht als TOML schreiben.</translation>
  </message>
  <message>
   <source>A split file is given with --split.</source>
   <translation>Eine Aufteilungsdatei wird mit --split angegeben.</translation>
  </message>
  <message>
   <source>A thorax drawn by this program from a random seed, with its two X-rays. No patient.</source>
   <translation>Ein von diesem Programm aus einem Zufallswert gezeichneter Brustkorb mit seinen zwei Röntgenbildern. Kein Patient.</translation>
  </message>
  <message>
   <source>A trained network made the result. Whether it was trained on this patient is not known here; if it was, the numbers are too good.</source>
   <translation>Ein trainiertes Netz hat das Ergebnis gemacht. Ob es mit diesem Patienten trainiert wurde, ist hier nicht bekannt; wenn ja, sind die Zahlen zu gut.</translation>
  </message>
  <message>
   <source>A trained network of {0} comes with its settings: {1} {2} fixed.</source>
   <translation>Ein trainiertes Netz von {0} bringt seine Einstellungen mit: {1} {2} fest.</translation>
  </message>
  <message>
   <source>A training needs cases to learn from and cases held out.</source>
   <translation>Ein Training braucht Fälle zum Lernen und zurückgehaltene Fälle.</translation>
  </message>
  <message>
   <source>A turn of {0}° cannot be shown.</source>
   <translation>Eine Drehung um {0}° lässt sich nicht zeigen.</translation>
  </message>
  <message>
   <source>A turned view does not factor over the detector axes.</source>
   <translation>Eine gedrehte Ansicht lässt sich nicht nach den Achsen des Detektors zerlegen.</translation>
  </message>
  <message>
   <source>A volume has three axes, this one has {0}.</source>
   <translation>Ein Volumen hat drei Achsen, dieses hat {0}.</translation>
  </message>
  <message>
   <source>A volume has three: z, y, x.</source>
   <translation>Ein Volumen hat drei: z, y, x.</translation>
  </message>
  <message>
   <source>A volume holds float32 or int16 HU, not {0}.</source>
   <translation>Ein Volumen enthält HU als float32 oder int16, nicht {0}.</translation>
  </message>
  <message>
   <source>A volume that was compared cannot be read any more: {reason}</source>
   <translation>Ein Volumen, das verglichen wurde, ist nicht mehr lesbar: {reason}</translation>
  </message>
  <message>
   <source>A window needs a name.</source>
   <translation>Eine Fensterung braucht einen Namen.</translation>
  </message>
  <message>
   <source>A {0} message holds what cannot be sent.</source>
   <translation>Eine Nachricht der Art {0} enthält etwas, das sich nicht senden lässt.</translation>
  </message>
  <message>
   <source>A {0} message of {1} bytes is too long for the pipe.</source>
   <translation>Eine Nachricht der Art {0} von {1} Bytes ist zu lang, um gesendet zu werden.</translation>
  </message>
  <message>
   <source>About the patient's long axis: above zero, the tube of a left lateral stood further to the front</source>
   <translation>Um die Längsachse des Patienten: über null stand die Röhre bei linksseitlicher Aufnahme weiter vorn</translation>
  </message>
  <message>
   <source>About the patient's long axis; drag the tube in the plan</source>
   <translation>Um die Längsachse des Patienten; im Plan lässt sich die Röhre ziehen</translation>
  </message>
  <message>
   <source>About xr2ct</source>
   <translation>Über xr2ct</translation>
  </message>
  <message>
   <source>About {0} of the lungs seem to lie outside the {1} image (estimate).</source>
   <translation>Etwa {0} der Lunge scheinen außerhalb des {1} Bildes zu liegen (Schätzung).</translation>
  </message>
  <message>
   <source>About {total}: {steps:,} steps of {one}. {millions:.1f} million weights.</source>
   <translation>Etwa {total}: {steps:,} Schritte zu {one}. {millions:.1f} Millionen Gewichte.</translation>
  </message>
  <message>
   <source>Accumulate</source>
   <translation>Sammeln</translation>
  </message>
  <message>
   <source>Accuracy by the number of X-rays</source>
   <translation>Genauigkeit nach der Zahl der Röntgenbilder</translation>
  </message>
  <message>
   <source>Acquired CT</source>
   <translation>Aufgenommenes CT</translation>
  </message>
  <message>
   <source>Add a folder</source>
   <translation>Einen Ordner hinzufügen</translation>
  </message>
  <message>
   <source>Add a folder or phantoms.</source>
   <translation>Einen Ordner oder Phantome hinzufügen.</translation>
  </message>
  <message>
   <source>Add a folder with X-ray pairs</source>
   <translation>Einen Ordner mit Röntgenpaaren hinzufügen</translation>
  </message>
  <message>
   <source>Add a point (Insert, or double-click in the plot)</source>
   <translation>Einen Punkt hinzufügen (Einfg oder Doppelklick im Diagramm)</translation>
  </message>
  <message>
   <source>Add cases…</source>
   <translation>Fälle hinzufügen…</translation>
  </message>
  <message>
   <source>Add computed thoraxes</source>
   <translation>Berechnete Brustkörbe hinzufügen</translation>
  </message>
  <message>
   <source>Add files…</source>
   <translation>Dateien hinzufügen…</translation>
  </message>
  <message>
   <source>Add folder…</source>
   <translation>Ordner hinzufügen…</translation>
  </message>
  <message>
   <source>Add it to a new batch, or remove it here and add it again.</source>
   <translation>Zu einem neuen Stapel hinzufügen, oder hier entfernen und noch einmal hinzufügen.</translation>
  </message>
  <message>
   <source>Add open studies</source>
   <translation>Offene Fälle hinzufügen</translation>
  </message>
  <message>
   <source>Add patients or use fewer parts.</source>
   <translation>Patienten hinzufügen oder weniger Teile nehmen.</translation>
  </message>
  <message>
   <source>Add patients, or name a split.</source>
   <translation>Patienten hinzufügen oder eine Aufteilung nennen.</translation>
  </message>
  <message>
   <source>Add the X-rays that are open, with their corrections</source>
   <translation>Die offenen Röntgenbilder mit ihren Korrekturen hinzufügen</translation>
  </message>
  <message>
   <source>Add the two files again.</source>
   <translation>Die beiden Dateien noch einmal hinzufügen.</translation>
  </message>
  <message>
   <source>Add them to a batch in another folder.</source>
   <translation>Fügen Sie sie einem Stapel in einem anderen Ordner hinzu.</translation>
  </message>
  <message>
   <source>Add this appearance to your own, in the gallery</source>
   <translation>Diese Darstellung zu den eigenen in der Galerie hinzufügen</translation>
  </message>
  <message>
   <source>Adjust</source>
   <translation>Anpassen</translation>
  </message>
  <message>
   <source>Adjust the 3D view</source>
   <translation>3D-Ansicht anpassen</translation>
  </message>
  <message>
   <source>Advanced</source>
   <translation>Erweitert</translation>
  </message>
  <message>
   <source>Advanced · {count} changed</source>
   <translation>Erweitert · {count} geändert</translation>
  </message>
  <message>
   <source>Adversarial weight</source>
   <translation>Gewicht des Gegners</translation>
  </message>
  <message>
   <source>After a reconstruction, its re-projections appear here beside the X-rays.</source>
   <translation>Nach einer Rekonstruktion erscheinen hier ihre Reprojektionen neben den Röntgenbildern.</translation>
  </message>
  <message>
   <source>Agreeing with the X-rays</source>
   <translation>Angleichen an die Röntgenbilder</translation>
  </message>
  <message>
   <source>Agrees with the two X-rays to {frontal} dB (frontal) and {lateral} dB (lateral)</source>
   <translation>Stimmt mit den beiden Röntgenbildern auf {frontal} dB (frontal) und {lateral} dB (seitlich) überein</translation>
  </message>
  <message>
   <source>Air below</source>
   <translation>Luft unter</translation>
  </message>
  <message>
   <source>Air-filled lung with its vessels, 10 mm and more below the skin; the main airways count.</source>
   <translation>Luftgefüllte Lunge mit ihren Gefäßen, 10 mm und mehr unter der Haut; die großen Atemwege zählen mit.</translation>
  </message>
  <message>
   <source>Airways</source>
   <translation>Atemwege</translation>
  </message>
  <message>
   <source>Algorithm</source>
   <translation>Algorithmus</translation>
  </message>
  <message>
   <source>All files</source>
   <translation>Alle Dateien</translation>
  </message>
  <message>
   <source>All keys and gestures</source>
   <translation>Alle Tasten und Gesten</translation>
  </message>
  <message>
   <source>All lines</source>
   <translation>Alle Zeilen</translation>
  </message>
  <message>
   <source>All of these explain the two X-rays about equally well. What differs between them is not in the X-rays.</source>
   <translation>Alle diese erklären die beiden Röntgenbilder etwa gleich gut. Worin sie sich unterscheiden, das steht nicht in den Röntgenbildern.</translation>
  </message>
  <message>
   <source>All settings are the same</source>
   <translation>Alle Einstellungen sind gleich</translation>
  </message>
  <message>
   <source>All states</source>
   <translation>Alle Zustände</translation>
  </message>
  <message>
   <source>All three</source>
   <translation>Alle</translation>
  </message>
  <message>
   <source>All views as on screen</source>
   <translation>Alle Ansichten wie auf dem Bildschirm</translation>
  </message>
  <message>
   <source>Along the view (oblique)</source>
   <translation>In Blickrichtung (schräg)</translation>
  </message>
  <message>
   <source>Alternative {index} of {count}</source>
   <translation>Alternative {index} von {count}</translation>
  </message>
  <message>
   <source>Alternatives</source>
   <translation>Alternativen</translation>
  </message>
  <message>
   <source>Alternatives: volumes that fit as well</source>
   <translation>Alternativen: Volumen, die ebenso gut passen</translation>
  </message>
  <message>
   <source>An image for processing, not for viewing; what is dense was taken from the stated relation to intensity.</source>
   <translation>Ein Bild zur Verarbeitung, nicht zur Ansicht; was dicht ist, wurde der angegebenen Beziehung zur Intensität entnommen.</translation>
  </message>
  <message>
   <source>Anchor weight</source>
   <translation>Gewicht des Ankers</translation>
  </message>
  <message>
   <source>Angle</source>
   <translation>Winkel</translation>
  </message>
  <message>
   <source>Another export is still under way.</source>
   <translation>Ein anderer Export läuft noch.</translation>
  </message>
  <message>
   <source>Another machine</source>
   <translation>Ein anderes Gerät</translation>
  </message>
  <message>
   <source>Another program works on the batch in {0}.</source>
   <translation>Ein anderes Programm arbeitet am Stapel in {0}.</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>Appearance over the histogram, surfaces, clip plane and light, beside the 3D view</source>
   <translation>Darstellung über dem Histogramm, Oberflächen, Schnittebene und Licht neben der 3D-Ansicht</translation>
  </message>
  <message>
   <source>Appearance, surfaces and what is cut away</source>
   <translation>Darstellung, Oberflächen und was weggeschnitten wird</translation>
  </message>
  <message>
   <source>Appearance: which tissues are shown</source>
   <translation>Darstellung: welche Gewebe gezeigt werden</translation>
  </message>
  <message>
   <source>Appearance: {title}</source>
   <translation>Darstellung: {title}</translation>
  </message>
  <message>
   <source>Appearances</source>
   <translation>Darstellungen</translation>
  </message>
  <message>
   <source>Appearances are not read from {0} files.</source>
   <translation>Aus Dateien der Art {0} werden keine Darstellungen gelesen.</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>Übernehmen</translation>
  </message>
  <message>
   <source>Arithmetic; bf16-mixed is faster on graphics cards and on CPUs with AMX. Other CPUs compute in 32 bit.</source>
   <translation>Rechenart; bf16-mixed ist auf Grafikkarten und auf CPUs mit AMX schneller. Andere CPUs rechnen in 32 Bit.</translation>
  </message>
  <message>
   <source>Around the long axis, looking as the 3D view does now</source>
   <translation>Um die Längsachse, mit dem Aussehen der 3D-Ansicht</translation>
  </message>
  <message>
   <source>Arrays of {0} and {1} values cannot be compared.</source>
   <translation>Arrays mit {0} und {1} Werten lassen sich nicht vergleichen.</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <translation>Pfeiltasten</translation>
  </message>
  <message>
   <source>Arrow keys turn it and move it nearer and farther; Space takes the next one.</source>
   <translation>Pfeiltasten drehen und verschieben, näher und weiter; die Leertaste nimmt das Nächste.</translation>
  </message>
  <message>
   <source>As</source>
   <translation>Als</translation>
  </message>
  <message>
   <source>As .vp.json, which 3D Slicer opens too</source>
   <translation>Als .vp.json, das auch 3D Slicer öffnet</translation>
  </message>
  <message>
   <source>As a case of its own: the geometry found, and the lateral image bent to the breath of the frontal one</source>
   <translation>Als eigener Fall: die gefundene Geometrie, und das seitliche Bild an den Atemzug des frontalen angepasst</translation>
  </message>
  <message>
   <source>As a preset of your own</source>
   <translation>Als eigene Vorgabe</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Ask again at the next start</source>
   <translation>Beim nächsten Start wieder fragen</translation>
  </message>
  <message>
   <source>Ask again.</source>
   <translation>Noch einmal anfragen.</translation>
  </message>
  <message>
   <source>Ask before work is stopped</source>
   <translation>Fragen, bevor Arbeit abgebrochen wird</translation>
  </message>
  <message>
   <source>Ask for it again.</source>
   <translation>Noch einmal danach fragen.</translation>
  </message>
  <message>
   <source>Ask how sure it is</source>
   <translation>Fragen, wie sicher es ist</translation>
  </message>
  <message>
   <source>At the end turn back instead of beginning again</source>
   <translation>Am Ende umkehren statt von vorn zu beginnen</translation>
  </message>
  <message>
   <source>At the present speed</source>
   <translation>Bei der jetzigen Geschwindigkeit</translation>
  </message>
  <message>
   <source>Atlas channels</source>
   <translation>Kanäle des Atlas</translation>
  </message>
  <message>
   <source>Attention</source>
   <translation>Aufmerksamkeit</translation>
  </message>
  <message>
   <source>Auto</source>
   <translation>Auto</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Automatic takes the graphics card where there is one.</source>
   <translation>Automatisch nimmt die Grafikkarte, wo es eine gibt.</translation>
  </message>
  <message>
   <source>Automatic window</source>
   <translation>Automatische Fensterung</translation>
  </message>
  <message>
   <source>Autosave after</source>
   <translation>Automatisch sichern nach</translation>
  </message>
  <message>
   <source>Autosave does not work: {error}</source>
   <translation>Das automatische Sichern geht nicht: {error}</translation>
  </message>
  <message>
   <source>Average difference in Hounsfield units. Lower is better.</source>
   <translation>Mittlere Differenz in Hounsfield-Einheiten. Niedriger ist besser.</translation>
  </message>
  <message>
   <source>Average networks of one method.</source>
   <translation>Netze eines einzigen Verfahrens mitteln.</translation>
  </message>
  <message>
   <source>Average with bundled CTs that are warped to the X-rays: more accurate, and a quarter of a minute longer.</source>
   <translation>Mit mitgelieferten CTs mitteln, die zu den Röntgenbildern hin verformt werden: genauer, und eine Viertelminute länger.</translation>
  </message>
  <message>
   <source>Averaged with warped CTs of other people (method template), each where it is surer.</source>
   <translation>Gemittelt mit verformten CTs anderer Menschen (Methode template), jedes dort, wo es sicherer ist.</translation>
  </message>
  <message>
   <source>Averages the weights over about 1 / (1 - decay) steps and uses the average; 0 uses the last weights.</source>
   <translation>Mittelt die Gewichte über etwa 1 / (1 - Wert) Schritte und nimmt das Mittel; 0 nimmt die letzten Gewichte.</translation>
  </message>
  <message>
   <source>Axial</source>
   <translation>Axial</translation>
  </message>
  <message>
   <source>Axial slices drawn from a diffusion prior that learned from CTs alone, held to both X-rays at each step.</source>
   <translation>Axiale Schichten aus einem Diffusionsprior, der nur aus CTs gelernt hat, in jedem Schritt an beide Röntgenbilder gebunden.</translation>
  </message>
  <message>
   <source>Axial, coronal and sagittal again</source>
   <translation>Wieder axial, koronal und sagittal</translation>
  </message>
  <message>
   <source>Axial, feet to head</source>
   <translation>Axial, von den Füßen zum Kopf</translation>
  </message>
  <message>
   <source>Axial, sagittal and coronal slices through one point</source>
   <translation>Axiale, sagittale und koronale Schicht durch einen Punkt</translation>
  </message>
  <message>
   <source>Axial: take the head side away</source>
   <translation>Axial: Kopfseite weg</translation>
  </message>
  <message>
   <source>Axis</source>
   <translation>Achse</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Back to all views</source>
   <translation>Zurück zu allen Ansichten</translation>
  </message>
  <message>
   <source>Back to the appearance as it was before the edits</source>
   <translation>Zurück zur Darstellung vor den Änderungen</translation>
  </message>
  <message>
   <source>Back to the page before</source>
   <translation>Zurück zur vorigen Seite</translation>
  </message>
  <message>
   <source>Back to the page before (Alt+Left)</source>
   <translation>Zurück zur vorigen Seite (Alt+Links)</translation>
  </message>
  <message>
   <source>Back to the views</source>
   <translation>Zurück zu den Ansichten</translation>
  </message>
  <message>
   <source>Back to {value}</source>
   <translation>Zurück auf {value}</translation>
  </message>
  <message>
   <source>Back to {value} mm</source>
   <translation>Zurück auf {value} mm</translation>
  </message>
  <message>
   <source>Back-projecting</source>
   <translation>Rückprojektion</translation>
  </message>
  <message>
   <source>Back-projection</source>
   <translation>Rückprojektion</translation>
  </message>
  <message>
   <source>Batch queue</source>
   <translation>Stapelverarbeitung</translation>
  </message>
  <message>
   <source>Batch queue…</source>
   <translation>Stapelverarbeitung…</translation>
  </message>
  <message>
   <source>Batch size</source>
   <translation>Stapelgröße</translation>
  </message>
  <message>
   <source>Batch: {done} of {count} cases done</source>
   <translation>Stapel: {done} von {count} Fällen fertig</translation>
  </message>
  <message>
   <source>Batches whose gradients are averaged for one step.</source>
   <translation>Stapel, deren Gradienten für einen Schritt gemittelt werden.</translation>
  </message>
  <message>
   <source>Beam</source>
   <translation>Strahl</translation>
  </message>
  <message>
   <source>Beam shift</source>
   <translation>Verschiebung des Strahls</translation>
  </message>
  <message>
   <source>Before weight</source>
   <translation>Gewicht davor</translation>
  </message>
  <message>
   <source>Begin with a trained network: --start-from biplanar-64.</source>
   <translation>Mit einem trainierten Netz beginnen: --start-from biplanar-64.</translation>
  </message>
  <message>
   <source>Begin with one of the same fold or split, or with the first weights.</source>
   <translation>Mit einem Netz desselben Teils der Kreuzvalidierung, derselben Aufteilung oder mit den Anfangsgewichten beginnen.</translation>
  </message>
  <message>
   <source>Begin with one of the same.</source>
   <translation>Mit einem derselben Art beginnen.</translation>
  </message>
  <message>
   <source>Bend templates as bundled CTs differ from each other, and hold them to what is usual; 0 leaves it out.</source>
   <translation>Vorlagen so biegen, wie sich die mitgelieferten CTs unterscheiden, und sie beim Üblichen halten; 0 lässt es weg.</translation>
  </message>
  <message>
   <source>Bend the templates as bundled CTs differ from each other, and hold them to what is usual; 0 leaves it out.</source>
   <translation>Die Vorlagen so biegen, wie sich die mitgelieferten CTs unterscheiden, und sie beim Üblichen halten; 0 lässt es weg.</translation>
  </message>
  <message>
   <source>Bending weight</source>
   <translation>Gewicht der Biegung</translation>
  </message>
  <message>
   <source>Best</source>
   <translation>Beste</translation>
  </message>
  <message>
   <source>Best PSNR</source>
   <translation>Bester PSNR</translation>
  </message>
  <message>
   <source>Best so far: {score:.1f} dB PSNR in 3D ({name}).</source>
   <translation>Bisher am besten: {score:.1f} dB PSNR in 3D ({name}).</translation>
  </message>
  <message>
   <source>Beta1</source>
   <translation>Beta1</translation>
  </message>
  <message>
   <source>Beta2</source>
   <translation>Beta2</translation>
  </message>
  <message>
   <source>Between which HU limits the region is counted</source>
   <translation>Zwischen welchen HU-Grenzen die Region gezählt wird</translation>
  </message>
  <message>
   <source>Biplanar network</source>
   <translation>Biplanares Netz</translation>
  </message>
  <message>
   <source>Biplanar taught by CTs cannot use X-rays without one.</source>
   <translation>Biplanar, von CTs gelehrt, kann Röntgenbilder ohne CT nicht verwenden.</translation>
  </message>
  <message>
   <source>Black and white of the {0} image look exchanged.</source>
   <translation>Schwarz und Weiß des {0} Bildes scheinen vertauscht.</translation>
  </message>
  <message>
   <source>Black and white of the {0} image were exchanged, as asked.</source>
   <translation>Schwarz und Weiß des Bildes ({0}) wurden wie verlangt vertauscht.</translation>
  </message>
  <message>
   <source>Blend</source>
   <translation>Beimischung</translation>
  </message>
  <message>
   <source>Blink</source>
   <translation>Blinken</translation>
  </message>
  <message>
   <source>Blink rate</source>
   <translation>Blinkfrequenz</translation>
  </message>
  <message>
   <source>Body MAE (HU)</source>
   <translation>MAE im Körper (HU)</translation>
  </message>
  <message>
   <source>Bone</source>
   <translation>Knochen</translation>
  </message>
  <message>
   <source>Bone contrast</source>
   <translation>Kontrast der Knochen</translation>
  </message>
  <message>
   <source>Borders and letters that are left out before grey values become attenuation</source>
   <translation>Ränder und Buchstaben, die weggelassen werden, bevor aus Grauwerten Schwächung wird</translation>
  </message>
  <message>
   <source>Both X-rays were brought into the style of simulated ones first; {title} then made the volume.</source>
   <translation>Beide Röntgenbilder wurden zuerst in den Stil simulierter gebracht; {title} machte dann das Volumen.</translation>
  </message>
  <message>
   <source>Both are three numbers.</source>
   <translation>Beide bestehen aus drei Zahlen.</translation>
  </message>
  <message>
   <source>Both images are {0} views.</source>
   <translation>Beide Bilder gehören zur {0} Ansicht.</translation>
  </message>
  <message>
   <source>Both images in turns at the same place, at most three times a second</source>
   <translation>Beide Bilder abwechselnd an derselben Stelle, höchstens dreimal je Sekunde</translation>
  </message>
  <message>
   <source>Both images look like a {0} view.</source>
   <translation>Beide Bilder sehen nach der {0} Ansicht aus.</translation>
  </message>
  <message>
   <source>Both images next to each other, linked</source>
   <translation>Beide Bilder nebeneinander, verbunden</translation>
  </message>
  <message>
   <source>Both images show the same view: they are nearly the same picture.</source>
   <translation>Beide Bilder zeigen dieselbe Ansicht: Sie sind fast dasselbe Bild.</translation>
  </message>
  <message>
   <source>Both re-projections</source>
   <translation>Beide Reprojektionen</translation>
  </message>
  <message>
   <source>Breath</source>
   <translation>Atem</translation>
  </message>
  <message>
   <source>Breathing</source>
   <translation>Atmung</translation>
  </message>
  <message>
   <source>Bring back the study that was closed last, with its results</source>
   <translation>Den zuletzt geschlossenen Fall mit seinen Ergebnissen zurückholen</translation>
  </message>
  <message>
   <source>Bring the X-rays closer to simulated ones first, by a network; lungs are kept</source>
   <translation>Die Röntgenbilder zuerst mit einem Netz simulierten ähnlicher machen; Lungen bleiben erhalten</translation>
  </message>
  <message>
   <source>Bringing the volumes together …</source>
   <translation>Die Volumen werden zur Deckung gebracht …</translation>
  </message>
  <message>
   <source>Browse…</source>
   <translation>Durchsuchen…</translation>
  </message>
  <message>
   <source>By seed · split file…</source>
   <translation>Nach Startwert · Aufteilungsdatei…</translation>
  </message>
  <message>
   <source>By their UIDs, which lead to the patient where the archive is at hand</source>
   <translation>Mit ihren UIDs, die zum Patienten führen, wo man das Archiv zur Hand hat</translation>
  </message>
  <message>
   <source>CPU</source>
   <translation>CPU</translation>
  </message>
  <message>
   <source>CSV…</source>
   <translation>CSV…</translation>
  </message>
  <message>
   <source>CT</source>
   <translation>CT</translation>
  </message>
  <message>
   <source>CT compares volumes and discriminates them; X-rays compares and discriminates projections alone.</source>
   <translation>CT vergleicht und unterscheidet Volumen; X-rays vergleicht und unterscheidet allein Projektionen.</translation>
  </message>
  <message>
   <source>CT compares volumes. X-rays goes on with a trained network on X-rays without CT, held to what it was; where that was measured, volumes became no better.</source>
   <translation>CT vergleicht Volumen. X-rays macht mit einem trainierten Netz an Röntgenbildern ohne CT weiter und hält es bei dem, was es war; wo das gemessen wurde, wurden Volumen nicht besser.</translation>
  </message>
  <message>
   <source>CT series, one file a slice</source>
   <translation>CT-Serie, eine Datei je Schicht</translation>
  </message>
  <message>
   <source>CT weight</source>
   <translation>Gewicht der CTs</translation>
  </message>
  <message>
   <source>CTs (DICOM, NIfTI, NRRD, MHA)</source>
   <translation>CTs (DICOM, NIfTI, NRRD, MHA)</translation>
  </message>
  <message>
   <source>CTs alone</source>
   <translation>CTs allein</translation>
  </message>
  <message>
   <source>CTs of other people, warped until their projections match the two X-rays, then corrected to agree.</source>
   <translation>CTs anderer Menschen, verformt, bis ihre Projektionen zu beiden Röntgenbildern passen, dann zur Übereinstimmung korrigiert.</translation>
  </message>
  <message>
   <source>CTs, prepared cubes, X2CT HDF5 files, the Indiana collection, or pair files</source>
   <translation>CTs, vorbereitete Würfel, X2CT-HDF5-Dateien, die Indiana-Sammlung oder Paardateien</translation>
  </message>
  <message>
   <source>Calibrate</source>
   <translation>Kalibrieren</translation>
  </message>
  <message>
   <source>Calibrate the geometry</source>
   <translation>Geometrie kalibrieren</translation>
  </message>
  <message>
   <source>Calibrating</source>
   <translation>Kalibrieren</translation>
  </message>
  <message>
   <source>Calibration: </source>
   <translation>Kalibrierung: </translation>
  </message>
  <message>
   <source>Calibration: left out, because it compares two X-rays and one is used.</source>
   <translation>Kalibrierung: weggelassen, denn sie vergleicht zwei Röntgenbilder, und eines wird verwendet.</translation>
  </message>
  <message>
   <source>Calibration: left out. The bundled chest CTs do not come to look like these images; check views, inversion and distances.</source>
   <translation>Kalibrierung: weggelassen. Die mitgelieferten Thorax-CTs lassen sich diesen Bildern nicht ähnlich machen; prüfen Sie Ansichten, Umkehrung und Abstände.</translation>
  </message>
  <message>
   <source>Calibration: the frontal X-ray was centred {0} mm further {1}.</source>
   <translation>Kalibrierung: Das frontale Röntgenbild war {0} mm weiter {1} zentriert.</translation>
  </message>
  <message>
   <source>Calibration: the lateral X-ray fits the frontal one as it was told.</source>
   <translation>Kalibrierung: Das seitliche Röntgenbild passt so zum frontalen, wie angegeben.</translation>
  </message>
  <message>
   <source>Calibration: the lateral X-ray was taken in a {0} breath, its diaphragm about {1} mm {2}; its image was bent to the breath of the frontal one.</source>
   <translation>Kalibrierung: Das seitliche Röntgenbild entstand in {0} Atemlage, sein Zwerchfell etwa {1} mm weiter {2}; sein Bild wurde in die Atemlage des frontalen gebogen.</translation>
  </message>
  <message>
   <source>Calibration: the lateral X-ray was taken to be {0}, against what was told.</source>
   <translation>Kalibrierung: Für das seitliche Röntgenbild wird gegenüber der Angabe angenommen: {0}.</translation>
  </message>
  <message>
   <source>Calibration: the lateral was taken to stand as told, because the bundled network that finds how it stood cannot be read. Install xr2ct again.</source>
   <translation>Kalibrierung: Für das seitliche Röntgenbild wird die Lage wie angegeben angenommen, weil das mitgelieferte Netz, das sie findet, nicht lesbar ist. Installieren Sie xr2ct neu.</translation>
  </message>
  <message>
   <source>Calibration: the {0} X-ray was scaled by {1}, its curve bent by {2}.</source>
   <translation>Kalibrierung: Im {0} Röntgenbild wurde alles mit {1} malgenommen, seine Kurve um {2} gebogen.</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancelled; nothing was written.</source>
   <translation>Abgebrochen; es wurde nichts geschrieben.</translation>
  </message>
  <message>
   <source>Case</source>
   <translation>Fall</translation>
  </message>
  <message>
   <source>Cases of the batch</source>
   <translation>Fälle des Stapels</translation>
  </message>
  <message>
   <source>Cases of {0}³ voxels over {1} mm cannot be joined on a grid of {2}³ over {3} mm.</source>
   <translation>Fälle von {0}³ Voxeln über {1} mm lassen sich nicht auf einem Gitter von {2}³ über {3} mm vereinen.</translation>
  </message>
  <message>
   <source>Cases that cannot be used</source>
   <translation>Fälle, die nicht verwendbar sind</translation>
  </message>
  <message>
   <source>Change keys…</source>
   <translation>Tasten ändern…</translation>
  </message>
  <message>
   <source>Change not foreseen in reconstructions</source>
   <translation>Nicht vorhergesehene Änderung in Rekonstruktionen</translation>
  </message>
  <message>
   <source>Change not foreseen in true volumes</source>
   <translation>Nicht vorhergesehene Änderung in wahren Volumen</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>Geändert</translation>
  </message>
  <message>
   <source>Changes the fitted volume where it is uncertain, until it agrees with the X-rays.</source>
   <translation>Ändert das angepasste Volumen, wo es unsicher ist, bis es zu den Röntgenbildern passt.</translation>
  </message>
  <message>
   <source>Channels at full resolution; less is faster.</source>
   <translation>Kanäle bei voller Auflösung; weniger ist schneller.</translation>
  </message>
  <message>
   <source>Channels of a learned atlas that is scaled to the body; 0 leaves it out.</source>
   <translation>Kanäle eines gelernten Atlas, der auf den Körper skaliert wird; 0 lässt ihn weg.</translation>
  </message>
  <message>
   <source>Channels of a shallow block at the resolution of the grid, above a network that works on half of it; 0 lets the network work on the grid itself.</source>
   <translation>Kanäle eines flachen Blocks bei der Auflösung des Gitters, über einem Netz, das mit der halben arbeitet; mit 0 arbeitet das Netz auf dem Gitter selbst.</translation>
  </message>
  <message>
   <source>Channels of all layers as a share of the published ones; less is faster.</source>
   <translation>Kanäle aller Schichten als Anteil der veröffentlichten; weniger ist schneller.</translation>
  </message>
  <message>
   <source>Channels of all layers as a share of the usual ones; less is faster.</source>
   <translation>Kanäle aller Schichten als Anteil der üblichen; weniger ist schneller.</translation>
  </message>
  <message>
   <source>Channels of the 2D encoder at the resolution of the detector.</source>
   <translation>Kanäle des 2D-Encoders bei der Auflösung des Detektors.</translation>
  </message>
  <message>
   <source>Channels of the 3D network at full resolution; deeper ones have 3, 6 and 10 times as many.</source>
   <translation>Kanäle des 3D-Netzes bei voller Auflösung; tiefere Stufen haben 3-, 6- und 10-mal so viele.</translation>
  </message>
  <message>
   <source>Channels of the classifier as a share of the published ones.</source>
   <translation>Kanäle des Klassifikators als Anteil der veröffentlichten.</translation>
  </message>
  <message>
   <source>Channels of the first layer of the critic.</source>
   <translation>Kanäle der ersten Schicht des Kritikers.</translation>
  </message>
  <message>
   <source>Channels of the first layers; less is faster.</source>
   <translation>Kanäle der ersten Schichten; weniger ist schneller.</translation>
  </message>
  <message>
   <source>Channels of the generator at full resolution; less is faster.</source>
   <translation>Kanäle des Generators bei voller Auflösung; weniger ist schneller.</translation>
  </message>
  <message>
   <source>Channels of the refiner at full resolution; less is faster.</source>
   <translation>Kanäle des Verfeinerers bei voller Auflösung; weniger ist schneller.</translation>
  </message>
  <message>
   <source>Check both images and their inversion.</source>
   <translation>Beide Bilder und ihre Invertierung prüfen.</translation>
  </message>
  <message>
   <source>Check both images.</source>
   <translation>Beide Bilder prüfen.</translation>
  </message>
  <message>
   <source>Check its permissions.</source>
   <translation>Die Zugriffsrechte prüfen.</translation>
  </message>
  <message>
   <source>Check pixel sizes and distances, and whether this is an adult.</source>
   <translation>Pixelgrößen und Abstände prüfen, und ob dies ein Erwachsener ist.</translation>
  </message>
  <message>
   <source>Check pixel sizes and distances; of a large body the sides are cut off.</source>
   <translation>Pixelgrößen und Abstände prüfen; bei einem großen Körper sind die Seiten abgeschnitten.</translation>
  </message>
  <message>
   <source>Check that both are chest X-rays, and their pixel sizes and distances.</source>
   <translation>Prüfen, ob beide Röntgenbilder des Thorax sind, dazu Pixelgrößen und Abstände.</translation>
  </message>
  <message>
   <source>Check that both are upright chest X-rays, bone white, and their pixel sizes and distances.</source>
   <translation>Prüfen, ob beide aufrechte Röntgenbilder des Thorax mit weißen Knochen sind, dazu Pixelgrößen und Abstände.</translation>
  </message>
  <message>
   <source>Check that both images are of one study.</source>
   <translation>Prüfen, ob beide Bilder aus einer Untersuchung sind.</translation>
  </message>
  <message>
   <source>Check that both were taken in the same breath, or calibrate the pose.</source>
   <translation>Prüfen, ob beide in derselben Atemlage entstanden, oder die Lage kalibrieren.</translation>
  </message>
  <message>
   <source>Check that it is a CT in Hounsfield units (air is -1000).</source>
   <translation>Prüfen, ob es ein CT in Hounsfield-Einheiten ist (Luft ist -1000).</translation>
  </message>
  <message>
   <source>Check the X-rays</source>
   <translation>Bilder prüfen</translation>
  </message>
  <message>
   <source>Check the curves to draw; the others are hidden</source>
   <translation>Die zu zeichnenden Kurven anhaken; die anderen sind verborgen</translation>
  </message>
  <message>
   <source>Check the disk and its free space.</source>
   <translation>Den Datenträger und seinen freien Platz prüfen.</translation>
  </message>
  <message>
   <source>Check the disk.</source>
   <translation>Den Datenträger prüfen.</translation>
  </message>
  <message>
   <source>Check the file, or crop it to the X-ray.</source>
   <translation>Die Datei prüfen oder auf das Röntgenbild zuschneiden.</translation>
  </message>
  <message>
   <source>Check the folder {0}.</source>
   <translation>Den Ordner {0} prüfen.</translation>
  </message>
  <message>
   <source>Check the path and your rights.</source>
   <translation>Pfad und Rechte prüfen.</translation>
  </message>
  <message>
   <source>Check the path.</source>
   <translation>Den Pfad prüfen.</translation>
  </message>
  <message>
   <source>Check the pixel sizes and the distances, or calibrate the pose.</source>
   <translation>Pixelgrößen und Abstände prüfen oder die Lage kalibrieren.</translation>
  </message>
  <message>
   <source>Check the radiographs and their geometry, or use another method or smaller step sizes.</source>
   <translation>Röntgenbilder und Geometrie prüfen, eine andere Methode oder kleinere Schrittweiten nehmen.</translation>
  </message>
  <message>
   <source>Check views, inversion, distances and pixel sizes, or calibrate the geometry.</source>
   <translation>Ansichten, Invertierung, Abstände und Pixelgrößen prüfen oder die Geometrie kalibrieren.</translation>
  </message>
  <message>
   <source>Check where it was moved.</source>
   <translation>Prüfen, wohin sie verschoben wurde.</translation>
  </message>
  <message>
   <source>Check whether the file was moved.</source>
   <translation>Prüfen, ob die Datei verschoben wurde.</translation>
  </message>
  <message>
   <source>Checkerboard</source>
   <translation>Schachbrett</translation>
  </message>
  <message>
   <source>Checkpoint every</source>
   <translation>Zwischenstand alle</translation>
  </message>
  <message>
   <source>Checkpoint now</source>
   <translation>Jetzt Zwischenstand sichern</translation>
  </message>
  <message>
   <source>Checkpoint, SHA-256</source>
   <translation>Checkpoint, SHA-256</translation>
  </message>
  <message>
   <source>Chest</source>
   <translation>Thorax</translation>
  </message>
  <message>
   <source>Chest CT, LIDC-IDRI-0001</source>
   <translation>Thorax-CT, LIDC-IDRI-0001</translation>
  </message>
  <message>
   <source>Choose DICOM files</source>
   <translation>DICOM-Dateien wählen</translation>
  </message>
  <message>
   <source>Choose DICOM files or folders that hold some.</source>
   <translation>DICOM-Dateien wählen, oder Ordner, die welche enthalten.</translation>
  </message>
  <message>
   <source>Choose Slicer's presets.xml.</source>
   <translation>Die Datei presets.xml von Slicer wählen.</translation>
  </message>
  <message>
   <source>Choose a .vp.json file.</source>
   <translation>Eine Datei .vp.json wählen.</translation>
  </message>
  <message>
   <source>Choose a CT series.</source>
   <translation>Eine CT-Serie wählen.</translation>
  </message>
  <message>
   <source>Choose a DICOM file with pixels.</source>
   <translation>Eine DICOM-Datei mit Pixeln wählen.</translation>
  </message>
  <message>
   <source>Choose a JSON, TOML or CSV file.</source>
   <translation>Wählen Sie eine JSON-, TOML- oder CSV-Datei.</translation>
  </message>
  <message>
   <source>Choose a command to give it other keys</source>
   <translation>Einen Befehl wählen, um ihm andere Tasten zu geben</translation>
  </message>
  <message>
   <source>Choose a command, then press the new keys in the field.</source>
   <translation>Einen Befehl wählen, dann im Feld die neuen Tasten drücken.</translation>
  </message>
  <message>
   <source>Choose a file in it.</source>
   <translation>Eine Datei darin wählen.</translation>
  </message>
  <message>
   <source>Choose a file on a disk.</source>
   <translation>Eine Datei auf einem Datenträger wählen.</translation>
  </message>
  <message>
   <source>Choose a file that says which patients are held out</source>
   <translation>Eine Datei wählen, die sagt, welche Patienten zurückgehalten werden</translation>
  </message>
  <message>
   <source>Choose a file with the ending .xr2ct.</source>
   <translation>Eine Datei mit der Endung .xr2ct wählen.</translation>
  </message>
  <message>
   <source>Choose a folder in {0}.</source>
   <translation>Einen Ordner in {0} wählen.</translation>
  </message>
  <message>
   <source>Choose a folder of prepared CTs.</source>
   <translation>Einen Ordner vorbereiteter CTs wählen.</translation>
  </message>
  <message>
   <source>Choose a folder of prepared radiographs.</source>
   <translation>Einen Ordner vorbereiteter Röntgenbilder wählen.</translation>
  </message>
  <message>
   <source>Choose a folder with DICOM files</source>
   <translation>Einen Ordner mit DICOM-Dateien wählen</translation>
  </message>
  <message>
   <source>Choose a folder with a CT series or a pair</source>
   <translation>Einen Ordner mit einer CT-Serie oder einem Paar wählen</translation>
  </message>
  <message>
   <source>Choose a folder with a batch.json.</source>
   <translation>Einen Ordner mit einer batch.json wählen.</translation>
  </message>
  <message>
   <source>Choose a folder with checkpoint.json and weights.safetensors in it.</source>
   <translation>Einen Ordner mit checkpoint.json und weights.safetensors wählen.</translation>
  </message>
  <message>
   <source>Choose a folder with files.</source>
   <translation>Einen Ordner mit Dateien wählen.</translation>
  </message>
  <message>
   <source>Choose a folder with run.json in it.</source>
   <translation>Einen Ordner mit einer run.json wählen.</translation>
  </message>
  <message>
   <source>Choose a grey image.</source>
   <translation>Ein graues Bild wählen.</translation>
  </message>
  <message>
   <source>Choose a method and press Reconstruct (Ctrl+R). You can go on looking while it runs, and cancel at any time. Try it now if you like: the next steps show more with a volume.</source>
   <translation>Ein Verfahren wählen und auf Rekonstruieren drücken (Strg+R). Währenddessen kann man weiter schauen und jederzeit abbrechen. Probieren Sie es gleich: Die nächsten Schritte zeigen mit einem Volumen mehr.</translation>
  </message>
  <message>
   <source>Choose a method that gives an uncertainty.</source>
   <translation>Eine Methode wählen, die eine Unsicherheit angibt.</translation>
  </message>
  <message>
   <source>Choose a new folder for the batch.</source>
   <translation>Für den Stapel einen neuen Ordner wählen.</translation>
  </message>
  <message>
   <source>Choose a new folder for the run, or resume it.</source>
   <translation>Für den Lauf einen neuen Ordner wählen, oder ihn fortsetzen.</translation>
  </message>
  <message>
   <source>Choose a pair.json.</source>
   <translation>Eine pair.json wählen.</translation>
  </message>
  <message>
   <source>Choose a radiograph.</source>
   <translation>Ein Röntgenbild wählen.</translation>
  </message>
  <message>
   <source>Choose a run or a folder with runs</source>
   <translation>Einen Lauf oder einen Ordner mit Läufen wählen</translation>
  </message>
  <message>
   <source>Choose a shorter name.</source>
   <translation>Einen kürzeren Namen wählen.</translation>
  </message>
  <message>
   <source>Choose a single image, not a stack.</source>
   <translation>Ein einzelnes Bild wählen, keinen Stapel.</translation>
  </message>
  <message>
   <source>Choose a smaller size or volume, or see `xr2ct doctor`.</source>
   <translation>Eine kleinere Größe oder ein kleineres Volumen wählen; siehe auch `xr2ct doctor`.</translation>
  </message>
  <message>
   <source>Choose a split file</source>
   <translation>Eine Aufteilungsdatei wählen</translation>
  </message>
  <message>
   <source>Choose a volume of single values.</source>
   <translation>Ein Volumen aus einzelnen Werten wählen.</translation>
  </message>
  <message>
   <source>Choose another file.</source>
   <translation>Eine andere Datei wählen.</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>Einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>Einen anderen Namen wählen.</translation>
  </message>
  <message>
   <source>Choose another preset.</source>
   <translation>Eine andere Vorgabe wählen.</translation>
  </message>
  <message>
   <source>Choose another split.</source>
   <translation>Eine andere Aufteilung wählen.</translation>
  </message>
  <message>
   <source>Choose another threshold, or a smaller least volume.</source>
   <translation>Eine andere Schwelle wählen, oder ein kleineres kleinstes Volumen.</translation>
  </message>
  <message>
   <source>Choose another threshold.</source>
   <translation>Eine andere Schwelle wählen.</translation>
  </message>
  <message>
   <source>Choose another.</source>
   <translation>Etwas anderes wählen.</translation>
  </message>
  <message>
   <source>Choose at most {0} frames, and 600 s.</source>
   <translation>Höchstens {0} Bilder und 600 s wählen.</translation>
  </message>
  <message>
   <source>Choose between 1 and 3600 degrees.</source>
   <translation>Zwischen 1 und 3600 Grad wählen.</translation>
  </message>
  <message>
   <source>Choose between 1 and 60.</source>
   <translation>Zwischen 1 und 60 wählen.</translation>
  </message>
  <message>
   <source>Choose data first.</source>
   <translation>Zuerst Daten wählen.</translation>
  </message>
  <message>
   <source>Choose more than 0 seconds.</source>
   <translation>Mehr als 0 Sekunden wählen.</translation>
  </message>
  <message>
   <source>Choose one of the method {0}.</source>
   <translation>Einen des Verfahrens {0} wählen.</translation>
  </message>
  <message>
   <source>Choose other keys in the preferences</source>
   <translation>In den Einstellungen andere Tasten wählen</translation>
  </message>
  <message>
   <source>Choose the CPU, or see `xr2ct doctor`.</source>
   <translation>Die CPU wählen, oder siehe `xr2ct doctor`.</translation>
  </message>
  <message>
   <source>Choose the file “centred on the body”, which puts it where reconstructions are.</source>
   <translation>Die Datei „auf den Körper zentriert“ wählen; sie liegt dort, wo Rekonstruktionen sind.</translation>
  </message>
  <message>
   <source>Choose the files it came from.</source>
   <translation>Die Dateien wählen, aus denen der Fall stammt.</translation>
  </message>
  <message>
   <source>Choose the folder for the prepared cases</source>
   <translation>Den Ordner für die vorbereiteten Fälle wählen</translation>
  </message>
  <message>
   <source>Choose the folder for volumes, table and state</source>
   <translation>Den Ordner für Volumen, Tabelle und Zustand wählen</translation>
  </message>
  <message>
   <source>Choose the folder of a CT series.</source>
   <translation>Den Ordner einer CT-Serie wählen.</translation>
  </message>
  <message>
   <source>Choose the folder of a training run.</source>
   <translation>Den Ordner eines Trainingslaufs wählen.</translation>
  </message>
  <message>
   <source>Choose the folder of one series.</source>
   <translation>Den Ordner einer einzigen Serie wählen.</translation>
  </message>
  <message>
   <source>Choose the folder that holds the scans.</source>
   <translation>Den Ordner wählen, der die Aufnahmen enthält.</translation>
  </message>
  <message>
   <source>Choose the folder to write to</source>
   <translation>Den Ordner wählen, in den geschrieben wird</translation>
  </message>
  <message>
   <source>Choose the frontal and the lateral X-ray together, a pair.json, or a CT</source>
   <translation>Das frontale und das seitliche Röntgenbild zusammen wählen, eine pair.json oder ein CT</translation>
  </message>
  <message>
   <source>Choose the frontal and the lateral together, a pair file or a CT (Ctrl+O)</source>
   <translation>Frontale und seitliche Aufnahme zusammen wählen, eine Paardatei oder ein CT (Strg+O)</translation>
  </message>
  <message>
   <source>Choose the frontal and the lateral together.</source>
   <translation>Das frontale und das seitliche zusammen wählen.</translation>
  </message>
  <message>
   <source>Choose what stands left and right above.</source>
   <translation>Wählen Sie oben, was links und rechts steht.</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <source>Classifier</source>
   <translation>Klassifikator</translation>
  </message>
  <message>
   <source>Classifier learning rate</source>
   <translation>Lernrate des Klassifikators</translation>
  </message>
  <message>
   <source>Classifier width</source>
   <translation>Breite des Klassifikators</translation>
  </message>
  <message>
   <source>Clear this list</source>
   <translation>Diese Liste leeren</translation>
  </message>
  <message>
   <source>Click a case to open it again</source>
   <translation>Einen Fall anklicken, um ihn wieder zu öffnen</translation>
  </message>
  <message>
   <source>Click a point to keep its value with its uncertainty</source>
   <translation>Einen Punkt anklicken, um seinen Wert mit Unsicherheit festzuhalten</translation>
  </message>
  <message>
   <source>Click a run to look at it; right click for everything else</source>
   <translation>Einen Lauf anklicken, um ihn anzusehen; Rechtsklick für alles Weitere</translation>
  </message>
  <message>
   <source>Click a study to bring it to the front</source>
   <translation>Einen Fall anklicken, um ihn nach vorn zu holen</translation>
  </message>
  <message>
   <source>Click in one X-ray: the line in the other shows where that can be. The wheel, or dragging along the line, sets the depth.</source>
   <translation>In ein Röntgenbild klicken: Die Linie im anderen zeigt, wo das sein kann. Das Rad, oder Ziehen entlang der Linie, stellt die Tiefe ein.</translation>
  </message>
  <message>
   <source>Click into a region: what hangs together between two HU limits</source>
   <translation>In eine Region klicken: was zwischen zwei HU-Grenzen zusammenhängt</translation>
  </message>
  <message>
   <source>Click or drag</source>
   <translation>Klicken oder ziehen</translation>
  </message>
  <message>
   <source>Click or drag puts the crosshair there, in every view. Escape comes back to it</source>
   <translation>Klicken oder Ziehen setzt das Fadenkreuz dorthin, in jeder Ansicht. Esc führt hierher zurück</translation>
  </message>
  <message>
   <source>Click the end of an arm, the vertex, the end of the other arm</source>
   <translation>Das Ende eines Schenkels anklicken, den Scheitel, das Ende des anderen Schenkels</translation>
  </message>
  <message>
   <source>Click to go there, double click or F2 to rename</source>
   <translation>Klicken, um dorthin zu gehen; Doppelklick oder F2 zum Umbenennen</translation>
  </message>
  <message>
   <source>Clinic</source>
   <translation>Klinik</translation>
  </message>
  <message>
   <source>Clip plane</source>
   <translation>Schnittebene</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close other programs or choose the 64 grid, then try again.</source>
   <translation>Andere Programme schließen oder das Gitter 64 wählen, dann noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Close other programs or train on a smaller grid, then try again.</source>
   <translation>Andere Programme schließen oder auf einem kleineren Gitter trainieren, dann noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Close other programs that use memory.</source>
   <translation>Andere Programme schließen, die Speicher belegen.</translation>
  </message>
  <message>
   <source>Close other programs.</source>
   <translation>Andere Programme schließen.</translation>
  </message>
  <message>
   <source>Close study</source>
   <translation>Fall schließen</translation>
  </message>
  <message>
   <source>Close the sheet</source>
   <translation>Die Übersicht schließen</translation>
  </message>
  <message>
   <source>Close the window; what runs is asked about first</source>
   <translation>Das Fenster schließen; nach Laufendem wird vorher gefragt</translation>
  </message>
  <message>
   <source>Closed with work that was never saved: {titles}. Unless it is reopened, that is gone.</source>
   <translation>Mit nie gespeicherter Arbeit geschlossen: {titles}. Wird der Fall nicht wieder geöffnet, ist sie verloren.</translation>
  </message>
  <message>
   <source>Closed {title}. File &gt; Reopen closed study brings it back.</source>
   <translation>{title} geschlossen. Datei &gt; Geschlossenen Fall wieder öffnen holt ihn zurück.</translation>
  </message>
  <message>
   <source>Closer to the true CT than every baseline on this case: {0}.</source>
   <translation>Näher am wahren CT als jede Vergleichsmethode bei diesem Fall: {0}.</translation>
  </message>
  <message>
   <source>Coarse</source>
   <translation>Grobe Rekonstruktion</translation>
  </message>
  <message>
   <source>Coarse grid</source>
   <translation>Grobes Gitter</translation>
  </message>
  <message>
   <source>Coarse iterations</source>
   <translation>Grobe Iterationen</translation>
  </message>
  <message>
   <source>Colour</source>
   <translation>Farbe</translation>
  </message>
  <message>
   <source>Colour at the chosen point</source>
   <translation>Farbe am gewählten Punkt</translation>
  </message>
  <message>
   <source>Colour at {hu:.0f} HU</source>
   <translation>Farbe bei {hu:.0f} HU</translation>
  </message>
  <message>
   <source>Colour at {hu:.0f} HU: {colour}</source>
   <translation>Farbe bei {hu:.0f} HU: {colour}</translation>
  </message>
  <message>
   <source>Colour of {title}</source>
   <translation>Farbe von {title}</translation>
  </message>
  <message>
   <source>Colour the slices</source>
   <translation>Schichten einfärben</translation>
  </message>
  <message>
   <source>Colour the slices by how far each voxel may be off, and let uncertain voxels fade in 3D</source>
   <translation>Die Schichten danach einfärben, wie weit jedes Voxel danebenliegen kann, und unsichere Voxel in 3D verblassen lassen</translation>
  </message>
  <message>
   <source>Colours say by how many HU a voxel may be off: one standard deviation. Clear means certain.</source>
   <translation>Die Farben sagen, um wie viele HU ein Voxel danebenliegen kann: eine Standardabweichung. Klar heißt sicher.</translation>
  </message>
  <message>
   <source>Command</source>
   <translation>Befehl</translation>
  </message>
  <message>
   <source>Command line copied</source>
   <translation>Befehlszeile kopiert</translation>
  </message>
  <message>
   <source>Commands</source>
   <translation>Befehle</translation>
  </message>
  <message>
   <source>Commands and their keys</source>
   <translation>Befehle und ihre Tasten</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleich</translation>
  </message>
  <message>
   <source>Compare X-rays and re-projections</source>
   <translation>Röntgenbilder und Reprojektionen vergleichen</translation>
  </message>
  <message>
   <source>Compare X-rays with re-projections</source>
   <translation>Röntgenbilder mit Reprojektionen vergleichen</translation>
  </message>
  <message>
   <source>Compare by blinking</source>
   <translation>Blinkend vergleichen</translation>
  </message>
  <message>
   <source>Compare by difference</source>
   <translation>Durch Differenz vergleichen</translation>
  </message>
  <message>
   <source>Compare by swiping</source>
   <translation>Wischend vergleichen</translation>
  </message>
  <message>
   <source>Compare on a checkerboard</source>
   <translation>Im Schachbrett vergleichen</translation>
  </message>
  <message>
   <source>Compare side by side</source>
   <translation>Nebeneinander vergleichen</translation>
  </message>
  <message>
   <source>Compare slices with the true CT or another volume</source>
   <translation>Schichten mit dem wahren CT oder einem anderen Volumen vergleichen</translation>
  </message>
  <message>
   <source>Compare the</source>
   <translation>Vergleichen:</translation>
  </message>
  <message>
   <source>Compare volumes slice by slice</source>
   <translation>Volumen Schicht für Schicht vergleichen</translation>
  </message>
  <message>
   <source>Compare {count} runs</source>
   <translation>{count} Läufe vergleichen</translation>
  </message>
  <message>
   <source>Compare: X-rays and slices, side by side or as differences</source>
   <translation>Vergleich: Röntgenbilder und Schichten, nebeneinander oder als Differenz</translation>
  </message>
  <message>
   <source>Compared with the source volume (synthetic)</source>
   <translation>Verglichen mit dem Ausgangsvolumen (synthetisch)</translation>
  </message>
  <message>
   <source>Compared with the true CT</source>
   <translation>Verglichen mit dem wahren CT</translation>
  </message>
  <message>
   <source>Compare…</source>
   <translation>Vergleichen…</translation>
  </message>
  <message>
   <source>Comparing</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Comparing neighbouring slices</source>
   <translation>Vergleich benachbarter Schichten</translation>
  </message>
  <message>
   <source>Comparing volume {number} of {count} with the X-rays</source>
   <translation>Vergleich von Volumen {number} von {count} mit den Röntgenbildern</translation>
  </message>
  <message>
   <source>Comparison</source>
   <translation>Vergleich</translation>
  </message>
  <message>
   <source>Comparison of volumes</source>
   <translation>Vergleich von Volumen</translation>
  </message>
  <message>
   <source>Compute on</source>
   <translation>Rechnen auf</translation>
  </message>
  <message>
   <source>Computed phantom</source>
   <translation>Berechnetes Phantom</translation>
  </message>
  <message>
   <source>Computed thorax</source>
   <translation>Berechneter Thorax</translation>
  </message>
  <message>
   <source>Cone beam (X-ray tube)</source>
   <translation>Kegelstrahl (Röntgenröhre)</translation>
  </message>
  <message>
   <source>Cone beam from an X-ray tube, or parallel rays as in computed data</source>
   <translation>Kegelstrahl einer Röntgenröhre oder parallele Strahlen wie in berechneten Daten</translation>
  </message>
  <message>
   <source>Conjugate-gradient steps of each correction, where beams are not parallel.</source>
   <translation>Schritte konjugierter Gradienten je Korrektur, wo die Strahlen nicht parallel sind.</translation>
  </message>
  <message>
   <source>Consistency</source>
   <translation>Konsistenz</translation>
  </message>
  <message>
   <source>Consistency steps</source>
   <translation>Schritte der Konsistenz</translation>
  </message>
  <message>
   <source>Contents</source>
   <translation>Inhalt</translation>
  </message>
  <message>
   <source>Context</source>
   <translation>Umgebung</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Convert it first.</source>
   <translation>Zuerst umwandeln.</translation>
  </message>
  <message>
   <source>Convert them to line integrals first.</source>
   <translation>Zuerst in Linienintegrale umwandeln.</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copied inputs</source>
   <translation>Mitkopierte Eingaben</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copy as command</source>
   <translation>Als Befehl kopieren</translation>
  </message>
  <message>
   <source>Copy command</source>
   <translation>Befehl kopieren</translation>
  </message>
  <message>
   <source>Copy it again.</source>
   <translation>Noch einmal kopieren.</translation>
  </message>
  <message>
   <source>Copy it to this computer.</source>
   <translation>Auf diesen Rechner kopieren.</translation>
  </message>
  <message>
   <source>Copy measurements</source>
   <translation>Messungen kopieren</translation>
  </message>
  <message>
   <source>Copy or export it again.</source>
   <translation>Noch einmal kopieren oder exportieren.</translation>
  </message>
  <message>
   <source>Copy or export the file again.</source>
   <translation>Die Datei noch einmal kopieren oder exportieren.</translation>
  </message>
  <message>
   <source>Copy or save it again.</source>
   <translation>Noch einmal kopieren oder speichern.</translation>
  </message>
  <message>
   <source>Copy or unpack it again.</source>
   <translation>Noch einmal kopieren oder entpacken.</translation>
  </message>
  <message>
   <source>Copy path</source>
   <translation>Pfad kopieren</translation>
  </message>
  <message>
   <source>Copy picture</source>
   <translation>Bild kopieren</translation>
  </message>
  <message>
   <source>Copy the command line of this very training</source>
   <translation>Die Befehlszeile genau dieses Trainings kopieren</translation>
  </message>
  <message>
   <source>Copy the lines shown</source>
   <translation>Die gezeigten Zeilen kopieren</translation>
  </message>
  <message>
   <source>Copy the list as a table for a text or a spreadsheet</source>
   <translation>Die Liste als Tabelle für einen Text oder eine Tabellenkalkulation kopieren</translation>
  </message>
  <message>
   <source>Copy the log</source>
   <translation>Das Protokoll kopieren</translation>
  </message>
  <message>
   <source>Copy the message and its details</source>
   <translation>Die Meldung mit Einzelheiten kopieren</translation>
  </message>
  <message>
   <source>Copy the picture</source>
   <translation>Das Bild kopieren</translation>
  </message>
  <message>
   <source>Copy the picture of the preview</source>
   <translation>Das Bild der Vorschau kopieren</translation>
  </message>
  <message>
   <source>Copy the values as a table</source>
   <translation>Die Werte als Tabelle kopieren</translation>
  </message>
  <message>
   <source>Copy the views with their banner</source>
   <translation>Die Ansichten mit ihrem Hinweis kopieren</translation>
  </message>
  <message>
   <source>Coronal</source>
   <translation>Koronal</translation>
  </message>
  <message>
   <source>Coronal, front to back</source>
   <translation>Koronal, von vorn nach hinten</translation>
  </message>
  <message>
   <source>Coronal: take the front away</source>
   <translation>Koronal: Vorderseite weg</translation>
  </message>
  <message>
   <source>Correct</source>
   <translation>Korrigieren</translation>
  </message>
  <message>
   <source>Correct it; Undo takes it back</source>
   <translation>Korrigieren; Rückgängig nimmt es zurück</translation>
  </message>
  <message>
   <source>Correct or export it again.</source>
   <translation>Korrigieren oder noch einmal exportieren.</translation>
  </message>
  <message>
   <source>Correct rows and cols in the pair file.</source>
   <translation>rows und cols in der Paardatei berichtigen.</translation>
  </message>
  <message>
   <source>Correct the file.</source>
   <translation>Die Datei berichtigen.</translation>
  </message>
  <message>
   <source>Correct the pair file.</source>
   <translation>Die Paardatei korrigieren.</translation>
  </message>
  <message>
   <source>Correct the setting and try again.</source>
   <translation>Die Einstellung korrigieren und noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Correct the settings of {0}.</source>
   <translation>Die Einstellungen von {0} korrigieren.</translation>
  </message>
  <message>
   <source>Correct them first.</source>
   <translation>Zuerst diese berichtigen.</translation>
  </message>
  <message>
   <source>Correcting with the X-rays</source>
   <translation>Korrigieren mit den Röntgenbildern</translation>
  </message>
  <message>
   <source>Correction steps</source>
   <translation>Schritte der Korrektur</translation>
  </message>
  <message>
   <source>Correlation</source>
   <translation>Korrelation</translation>
  </message>
  <message>
   <source>Correlation of the frontal re-projection</source>
   <translation>Korrelation der frontalen Reprojektion</translation>
  </message>
  <message>
   <source>Correlation of the lateral re-projection</source>
   <translation>Korrelation der seitlichen Reprojektion</translation>
  </message>
  <message>
   <source>Counting what is determined</source>
   <translation>Zählen, was bestimmt ist</translation>
  </message>
  <message>
   <source>Counts from the next start on.</source>
   <translation>Gilt ab dem nächsten Start.</translation>
  </message>
  <message>
   <source>Counts the error of rays through the lungs more: by this much again where their way through lung is longest.</source>
   <translation>Zählt den Fehler von Strahlen durch die Lungen mehr: um so viel noch einmal, wo ihr Weg durch Lunge am längsten ist.</translation>
  </message>
  <message>
   <source>Critic learning rate</source>
   <translation>Lernrate des Kritikers</translation>
  </message>
  <message>
   <source>Critic width</source>
   <translation>Breite des Kritikers</translation>
  </message>
  <message>
   <source>Crop</source>
   <translation>Ausschnitt</translation>
  </message>
  <message>
   <source>Crop box</source>
   <translation>Ausschnitt</translation>
  </message>
  <message>
   <source>Crop from {low_name} to {high_name}</source>
   <translation>Ausschnitt von {low_name} bis {high_name}</translation>
  </message>
  <message>
   <source>Crop it first.</source>
   <translation>Zuerst zuschneiden.</translation>
  </message>
  <message>
   <source>Crop or resample it first.</source>
   <translation>Zuerst zuschneiden oder umrechnen.</translation>
  </message>
  <message>
   <source>Crop or resample it to at most 1024 voxels an axis.</source>
   <translation>Auf höchstens 1024 Voxel je Achse zuschneiden oder umrechnen.</translation>
  </message>
  <message>
   <source>Cross-validation needs at least two folds.</source>
   <translation>Eine Kreuzvalidierung braucht mindestens zwei Teile.</translation>
  </message>
  <message>
   <source>Crosshair</source>
   <translation>Fadenkreuz</translation>
  </message>
  <message>
   <source>Crosshair tool</source>
   <translation>Werkzeug Fadenkreuz</translation>
  </message>
  <message>
   <source>Crossing</source>
   <translation>Kreuzen</translation>
  </message>
  <message>
   <source>Crossing and mixing together must not be above 1.</source>
   <translation>Kreuzen und Mischen dürfen zusammen nicht über 1 liegen.</translation>
  </message>
  <message>
   <source>Ctrl + arrow keys</source>
   <translation>Strg + Pfeiltasten</translation>
  </message>
  <message>
   <source>Ctrl + wheel</source>
   <translation>Strg + Mausrad</translation>
  </message>
  <message>
   <source>Curve</source>
   <translation>Kurve</translation>
  </message>
  <message>
   <source>Curve of all runs</source>
   <translation>Kurve aller Läufe</translation>
  </message>
  <message>
   <source>Curve to compare</source>
   <translation>Verglichene Kurve</translation>
  </message>
  <message>
   <source>Curves</source>
   <translation>Kurven</translation>
  </message>
  <message>
   <source>Curves to draw</source>
   <translation>Gezeichnete Kurven</translation>
  </message>
  <message>
   <source>Custom</source>
   <translation>Eigenes</translation>
  </message>
  <message>
   <source>Cut the volume open: drag the yellow handles in the 3D view, or the sliders above it</source>
   <translation>Das Volumen aufschneiden: die gelben Griffe in der 3D-Ansicht ziehen oder die Regler darüber</translation>
  </message>
  <message>
   <source>Cut the volume open: drag the yellow handles in the view, or the sliders</source>
   <translation>Das Volumen aufschneiden: die gelben Griffe in der Ansicht ziehen oder die Regler</translation>
  </message>
  <message>
   <source>Cuts and light</source>
   <translation>Schnitte und Licht</translation>
  </message>
  <message>
   <source>Cycle weight</source>
   <translation>Gewicht des Kreises</translation>
  </message>
  <message>
   <source>CycleGAN, frontal alone</source>
   <translation>CycleGAN, nur frontal</translation>
  </message>
  <message>
   <source>CycleGAN, two views</source>
   <translation>CycleGAN, zwei Ansichten</translation>
  </message>
  <message>
   <source>DICOM</source>
   <translation>DICOM</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Dark for the reading room, light for the desk; more themes are in the preferences</source>
   <translation>Dunkel für den Befundraum, hell für den Schreibtisch; mehr Farbschemata in den Einstellungen</translation>
  </message>
  <message>
   <source>Dark suits a reading room. High contrast has white on black with yellow accents.</source>
   <translation>Dunkel passt in den Befundraum. Hoher Kontrast zeigt Weiß auf Schwarz mit gelben Akzenten.</translation>
  </message>
  <message>
   <source>Data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <source>Data of earlier trainings</source>
   <translation>Daten früherer Trainings</translation>
  </message>
  <message>
   <source>Data variation</source>
   <translation>Datenvariation</translation>
  </message>
  <message>
   <source>Dates</source>
   <translation>Tage</translation>
  </message>
  <message>
   <source>De-identify</source>
   <translation>De-identifizieren</translation>
  </message>
  <message>
   <source>De-identify DICOM files</source>
   <translation>DICOM-Dateien de-identifizieren</translation>
  </message>
  <message>
   <source>De-identify DICOM files…</source>
   <translation>DICOM-Dateien de-identifizieren…</translation>
  </message>
  <message>
   <source>De-identifying…</source>
   <translation>De-identifiziert…</translation>
  </message>
  <message>
   <source>Dealt out by the seed of the training: {shares} of the patients.</source>
   <translation>Aufgeteilt nach dem Startwert des Trainings: {shares} der Patienten.</translation>
  </message>
  <message>
   <source>Decay of the weights.</source>
   <translation>Wie stark die Gewichte abklingen.</translation>
  </message>
  <message>
   <source>Degrees turned</source>
   <translation>Drehung in Grad</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete all</source>
   <translation>Alle löschen</translation>
  </message>
  <message>
   <source>Delete all measurements</source>
   <translation>Alle Messungen löschen</translation>
  </message>
  <message>
   <source>Delete one of them first.</source>
   <translation>Zuerst eine davon löschen.</translation>
  </message>
  <message>
   <source>Delete the selected measurement</source>
   <translation>Die gewählte Messung löschen</translation>
  </message>
  <message>
   <source>Delete “{name}”</source>
   <translation>„{name}“ löschen</translation>
  </message>
  <message>
   <source>Denoiser</source>
   <translation>Entrauscher</translation>
  </message>
  <message>
   <source>Denser than</source>
   <translation>Dichter als</translation>
  </message>
  <message>
   <source>Depth</source>
   <translation>Tiefe</translation>
  </message>
  <message>
   <source>Depth of the clip plane in millimetres from the crosshair</source>
   <translation>Tiefe der Schnittebene in Millimetern vom Fadenkreuz</translation>
  </message>
  <message>
   <source>Describe them in a pair.json with their scales.</source>
   <translation>Sie in einer pair.json mit ihren Skalen beschreiben.</translation>
  </message>
  <message>
   <source>Detail channels</source>
   <translation>Kanäle für Feines</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <source>Detector</source>
   <translation>Detektor</translation>
  </message>
  <message>
   <source>Detector of the frontal X-ray</source>
   <translation>Detektor des frontalen Röntgenbilds</translation>
  </message>
  <message>
   <source>Detector of the lateral X-ray</source>
   <translation>Detektor des seitlichen Röntgenbilds</translation>
  </message>
  <message>
   <source>Deutsch</source>
   <translation>Deutsch</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Device of the batch</source>
   <translation>Gerät des Stapels</translation>
  </message>
  <message>
   <source>Device or resource busy</source>
   <translation>Gerät belegt</translation>
  </message>
  <message>
   <source>Device to train on</source>
   <translation>Gerät für das Training</translation>
  </message>
  <message>
   <source>Dice coefficient of lung by threshold inside the body, from 0 to 1.</source>
   <translation>Dice-Koeffizient der Lunge nach Schwellenwert im Körper, von 0 bis 1.</translation>
  </message>
  <message>
   <source>Dice coefficient of the lungs, from 0 to 1.</source>
   <translation>Dice-Koeffizient der Lunge, von 0 bis 1.</translation>
  </message>
  <message>
   <source>Dice coefficient, from 0 to 1. Higher is better.</source>
   <translation>Dice-Koeffizient, von 0 bis 1. Höher ist besser.</translation>
  </message>
  <message>
   <source>Difference</source>
   <translation>Differenz</translation>
  </message>
  <message>
   <source>Differences slice by slice</source>
   <translation>Unterschiede Schicht für Schicht</translation>
  </message>
  <message>
   <source>Diffusion refiner</source>
   <translation>Diffusions-Verfeinerer</translation>
  </message>
  <message>
   <source>Direction</source>
   <translation>Richtung</translation>
  </message>
  <message>
   <source>Directory not empty</source>
   <translation>Ordner nicht leer</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>Discriminator</source>
   <translation>Diskriminator</translation>
  </message>
  <message>
   <source>Disk quota exceeded</source>
   <translation>Speicherkontingent überschritten</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Display images have an unknown tone curve, scatter, letters and borders, as those of hospitals have</source>
   <translation>Anzeigebilder haben eine unbekannte Tonwertkurve, Streuung, Buchstaben und Ränder, wie die aus Krankenhäusern</translation>
  </message>
  <message>
   <source>Display images of a machine by chance</source>
   <translation>Anzeigebilder eines zufälligen Geräts</translation>
  </message>
  <message>
   <source>Display images of a usual machine</source>
   <translation>Anzeigebilder eines üblichen Geräts</translation>
  </message>
  <message>
   <source>Distance</source>
   <translation>Strecke</translation>
  </message>
  <message>
   <source>Distance jitter</source>
   <translation>Schwankung der Abstände</translation>
  </message>
  <message>
   <source>Distance of the lung surfaces, 95 %</source>
   <translation>Abstand der Lungenoberflächen, 95 %</translation>
  </message>
  <message>
   <source>Distance over which deformations vary.</source>
   <translation>Abstand, über den sich Verformungen ändern.</translation>
  </message>
  <message>
   <source>Distances and detectors of both X-rays; turns and all else stay</source>
   <translation>Abstände und Detektoren beider Röntgenbilder; Drehungen und alles andere bleiben</translation>
  </message>
  <message>
   <source>Distances and pixel sizes</source>
   <translation>Abstände und Pixelgrößen</translation>
  </message>
  <message>
   <source>Distances unknown</source>
   <translation>Abstände unbekannt</translation>
  </message>
  <message>
   <source>Distances, pixel sizes and how the X-rays were taken, with lines that show whether both X-rays agree</source>
   <translation>Abstände, Pixelgrößen und wie die Röntgenbilder aufgenommen wurden, mit Linien, die zeigen, ob beide zusammenpassen</translation>
  </message>
  <message>
   <source>Divergence weight</source>
   <translation>Gewicht der Divergenz</translation>
  </message>
  <message>
   <source>Do again what was taken back</source>
   <translation>Zurückgenommenes wiederholen</translation>
  </message>
  <message>
   <source>Do everything that is not done</source>
   <translation>Alles tun, was nicht fertig ist</translation>
  </message>
  <message>
   <source>Do not offer it again; it goes on when its folder is chosen in the batch queue</source>
   <translation>Nicht mehr anbieten; es geht weiter, wenn sein Ordner in der Stapelverarbeitung gewählt wird</translation>
  </message>
  <message>
   <source>Do not start it</source>
   <translation>Nicht starten</translation>
  </message>
  <message>
   <source>Do the rest of the cases</source>
   <translation>Die übrigen Fälle bearbeiten</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Double click</source>
   <translation>Doppelklick</translation>
  </message>
  <message>
   <source>Double click, or the key again, keeps it in hand; Escape returns to the crosshair.</source>
   <translation>Doppelklick oder noch einmal die Taste behält es in der Hand; Esc kehrt zum Fadenkreuz zurück.</translation>
  </message>
  <message>
   <source>Double-click or Enter opens the volume</source>
   <translation>Doppelklick oder Eingabe öffnet das Volumen</translation>
  </message>
  <message>
   <source>Double-click or F2 to write a note</source>
   <translation>Doppelklick oder F2, um eine Notiz zu schreiben</translation>
  </message>
  <message>
   <source>Download it again or move it away.</source>
   <translation>Noch einmal herunterladen oder beiseitelegen.</translation>
  </message>
  <message>
   <source>Download it again.</source>
   <translation>Noch einmal herunterladen.</translation>
  </message>
  <message>
   <source>Download it again; what is done is kept, and the same command goes on.</source>
   <translation>Noch einmal herunterladen; was fertig ist, bleibt, und derselbe Befehl macht weiter.</translation>
  </message>
  <message>
   <source>Draft</source>
   <translation>Entwurf</translation>
  </message>
  <message>
   <source>Drag</source>
   <translation>Ziehen</translation>
  </message>
  <message>
   <source>Drag X-ray tubes around this volume, make pairs, see what one more X-ray buys</source>
   <translation>Röntgenröhren um dieses Volumen ziehen, Paare erzeugen, sehen, was ein weiteres Röntgenbild bringt</translation>
  </message>
  <message>
   <source>Drag a rectangle: black and white become its darkest and brightest tissue</source>
   <translation>Ein Rechteck ziehen: Schwarz und Weiß werden sein dunkelstes und hellstes Gewebe</translation>
  </message>
  <message>
   <source>Drag a round grip (MPR)</source>
   <translation>Einen runden Griff ziehen (MPR)</translation>
  </message>
  <message>
   <source>Drag a tube around the patient, nearer or farther; drag a detector. The X-rays follow.</source>
   <translation>Eine Röhre um den Patienten, näher oder weiter ziehen; einen Detektor ziehen. Die Röntgenbilder folgen.</translation>
  </message>
  <message>
   <source>Drag a yellow handle (Crop)</source>
   <translation>Einen gelben Griff ziehen (Ausschnitt)</translation>
  </message>
  <message>
   <source>Drag from corner to corner, as the ellipse</source>
   <translation>Von Ecke zu Ecke ziehen, wie bei der Ellipse</translation>
  </message>
  <message>
   <source>Drag from corner to corner: mean, SD, least, greatest, area</source>
   <translation>Von Ecke zu Ecke ziehen: Mittelwert, Standardabweichung, kleinster, größter Wert, Fläche</translation>
  </message>
  <message>
   <source>Drag from end to end, or click both ends; Enter sets one at the crosshair</source>
   <translation>Von Ende zu Ende ziehen oder beide Enden anklicken; die Eingabetaste setzt eines am Fadenkreuz</translation>
  </message>
  <message>
   <source>Drag from end to end: the values along the line, plotted below</source>
   <translation>Von Ende zu Ende ziehen: die Werte entlang der Linie, darunter gezeichnet</translation>
  </message>
  <message>
   <source>Drag pan · right-drag window/level · Ctrl+wheel zoom · double-click or R fit · hold M magnifier</source>
   <translation>Ziehen verschiebt · rechts ziehen Fensterung · Strg+Rad Zoom · Doppelklick oder R einpassen · M halten Lupe</translation>
  </message>
  <message>
   <source>Drag the image. The middle button does so at any time</source>
   <translation>Das Bild ziehen. Die mittlere Taste tut das jederzeit</translation>
  </message>
  <message>
   <source>Drag to another slice; the wheel and PgUp, PgDn go one by one</source>
   <translation>Zu einer anderen Schicht ziehen; Mausrad und Bild auf, Bild ab gehen einzeln</translation>
  </message>
  <message>
   <source>Drag to the right to take away what the X-rays do not determine</source>
   <translation>Nach rechts ziehen nimmt weg, was die Röntgenbilder nicht bestimmen</translation>
  </message>
  <message>
   <source>Drag up to magnify, down to reduce. Ctrl + wheel does so at any time</source>
   <translation>Nach oben ziehen vergrößert, nach unten verkleinert. Strg + Mausrad tut das jederzeit</translation>
  </message>
  <message>
   <source>Drag: right for a wider window, up for a higher level</source>
   <translation>Ziehen: nach rechts für ein breiteres Fenster, nach oben für eine höhere Mitte</translation>
  </message>
  <message>
   <source>Draw spectrum, scatter, curve and letters anew</source>
   <translation>Spektrum, Streuung, Kurve und Buchstaben neu losen</translation>
  </message>
  <message>
   <source>Draw the preview in 3D beside the slices; the camera stays as training goes on</source>
   <translation>Die Vorschau neben den Schichten in 3D zeichnen; die Kamera bleibt, während das Training weitergeht</translation>
  </message>
  <message>
   <source>Drawing in 3D</source>
   <translation>Zeichnen in 3D</translation>
  </message>
  <message>
   <source>Drawing the pictures</source>
   <translation>Bilder werden gezeichnet</translation>
  </message>
  <message>
   <source>Drawing volume {number} of {count}</source>
   <translation>Ziehen von Volumen {number} von {count}</translation>
  </message>
  <message>
   <source>Drawn anew at this size, letters and lines too; nothing is blown up.</source>
   <translation>In dieser Größe neu gezeichnet, auch Buchstaben und Linien; nichts wird aufgeblasen.</translation>
  </message>
  <message>
   <source>Drawn chests with known truth, made while learning</source>
   <translation>Gezeichnete Brustkörbe mit bekannter Wahrheit, beim Lernen erzeugt</translation>
  </message>
  <message>
   <source>Draws</source>
   <translation>Ziehungen</translation>
  </message>
  <message>
   <source>Drop an image file here to replace only this X-ray</source>
   <translation>Eine Bilddatei hier ablegen ersetzt nur dieses Röntgenbild</translation>
  </message>
  <message>
   <source>Drop it on the other image, or open both together.</source>
   <translation>Auf dem anderen Bild ablegen oder beide zusammen öffnen.</translation>
  </message>
  <message>
   <source>Dropout</source>
   <translation>Weglassen</translation>
  </message>
  <message>
   <source>EMA decay</source>
   <translation>EMA-Abklingen</translation>
  </message>
  <message>
   <source>Each X-ray, what it would look like if the volume were true, and the difference. They agree where the method explains the X-rays; very different volumes may explain them equally well.</source>
   <translation>Jedes Röntgenbild, wie es aussähe, wenn das Volumen wahr wäre, und die Differenz. Sie stimmen überein, wo das Verfahren die Röntgenbilder erklärt; sehr verschiedene Volumen können sie gleich gut erklären.</translation>
  </message>
  <message>
   <source>Each side has between {0} and {1} pixels.</source>
   <translation>Jede Seite hat zwischen {0} und {1} Pixel.</translation>
  </message>
  <message>
   <source>Each slice predicted from its neighbours, as CTs go on: a map of implausible places, and a mixture with both.</source>
   <translation>Jede Schicht aus ihren Nachbarn vorhergesagt, wie CTs weitergehen: eine Karte unplausibler Stellen und eine Mischung aus beidem.</translation>
  </message>
  <message>
   <source>Earlier cases kept, so that a volume of somebody else is at hand even in a batch of one.</source>
   <translation>Frühere Fälle, die behalten werden, damit auch bei einem Fall je Stapel ein Volumen von jemand anderem zur Hand ist.</translation>
  </message>
  <message>
   <source>Earlier images kept for the discriminators.</source>
   <translation>Frühere Bilder, die für die Diskriminatoren behalten werden.</translation>
  </message>
  <message>
   <source>Edge of the blocks in whose means the noise equals the error of the coarse reconstruction. That error is smooth; white noise that is as large only in single voxels hardly touches it.</source>
   <translation>Kante der Blöcke, in deren Mittel das Rauschen dem Fehler der groben Rekonstruktion gleicht. Dieser Fehler ist glatt; weißes Rauschen, das nur in einzelnen Voxeln so groß ist, berührt ihn kaum.</translation>
  </message>
  <message>
   <source>Edge of the squares of a slice in whose means the noise equals the error of the guide. That error is smooth, and noise that is as large only in single voxels would leave it in place.</source>
   <translation>Kante der Quadrate einer Schicht, in deren Mittel das Rauschen dem Fehler der Führung gleicht. Dieser Fehler ist glatt, und Rauschen, das nur in einzelnen Voxeln so groß ist, ließe ihn stehen.</translation>
  </message>
  <message>
   <source>Edge weight</source>
   <translation>Gewicht der Kanten</translation>
  </message>
  <message>
   <source>Effort</source>
   <translation>Aufwand</translation>
  </message>
  <message>
   <source>Effusions</source>
   <translation>Ergüsse</translation>
  </message>
  <message>
   <source>Elastic</source>
   <translation>Elastisch</translation>
  </message>
  <message>
   <source>Elastic spacing</source>
   <translation>Abstand der Verformung</translation>
  </message>
  <message>
   <source>Ellipse</source>
   <translation>Ellipse</translation>
  </message>
  <message>
   <source>Ellipse: mean and SD</source>
   <translation>Ellipse: Mittelwert und SD</translation>
  </message>
  <message>
   <source>English</source>
   <translation>English</translation>
  </message>
  <message>
   <source>Enlarge this view</source>
   <translation>Diese Ansicht vergrößern</translation>
  </message>
  <message>
   <source>Enter or a double click uses a window, F2 renames it, Delete removes it.</source>
   <translation>Eingabe oder Doppelklick verwendet eine Fensterung, F2 benennt sie um, Entf löscht sie.</translation>
  </message>
  <message>
   <source>Epipolar line</source>
   <translation>Epipolarlinie</translation>
  </message>
  <message>
   <source>Equivalent blur</source>
   <translation>Gleichwertige Unschärfe</translation>
  </message>
  <message>
   <source>Equivalent blur (mm)</source>
   <translation>Gleichwertige Unschärfe (mm)</translation>
  </message>
  <message>
   <source>Equivalent blur {sigma} mm: the volume is as wrong as the CT it is compared with would be, were that smeared by a Gaussian of this standard deviation (its full width at half maximum is {width} mm).</source>
   <translation>Gleichwertige Unschärfe {sigma} mm: Das Volumen ist so falsch, wie es das CT wäre, mit dem es verglichen wird, wenn man dieses mit einer Gaußkurve dieser Standardabweichung verschmierte (ihre volle Halbwertsbreite ist {width} mm).</translation>
  </message>
  <message>
   <source>Error in the body</source>
   <translation>Fehler im Körper</translation>
  </message>
  <message>
   <source>Errors</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <source>Estimate</source>
   <translation>Schätzung</translation>
  </message>
  <message>
   <source>Estimating memory and time…</source>
   <translation>Speicher und Zeit werden geschätzt…</translation>
  </message>
  <message>
   <source>Eta</source>
   <translation>Eta</translation>
  </message>
  <message>
   <source>Evaluate more patients.</source>
   <translation>Mehr Patienten auswerten.</translation>
  </message>
  <message>
   <source>Every value is an estimate, with its 90 % interval where the error is known.</source>
   <translation>Jeder Wert ist eine Schätzung, mit seinem 90-%-Intervall, wo der Fehler bekannt ist.</translation>
  </message>
  <message>
   <source>Everything chosen is kept already</source>
   <translation>Alles Gewählte ist schon gespeichert</translation>
  </message>
  <message>
   <source>Everything on one HTML page</source>
   <translation>Alles auf einer HTML-Seite</translation>
  </message>
  <message>
   <source>Everything that can be done with the chosen run</source>
   <translation>Alles, was man mit dem gewählten Lauf tun kann</translation>
  </message>
  <message>
   <source>Evidence</source>
   <translation>Evidenz</translation>
  </message>
  <message>
   <source>Evidence: from the whole volume to only what the X-rays determine</source>
   <translation>Evidenz: vom ganzen Volumen bis zu dem, was allein die Röntgenbilder bestimmen</translation>
  </message>
  <message>
   <source>Evidence: what the X-rays determine</source>
   <translation>Evidenz: was die Röntgenbilder bestimmen</translation>
  </message>
  <message>
   <source>Exchange black and white of the {side} X-ray</source>
   <translation>Schwarz und Weiß in der {side} Aufnahme vertauschen</translation>
  </message>
  <message>
   <source>Expected a volume of {0} voxels, got {1}.</source>
   <translation>Erwartet war ein Volumen von {0} Voxeln, es sind {1}.</translation>
  </message>
  <message>
   <source>Expected float32 or int16.</source>
   <translation>Erwartet wird float32 oder int16.</translation>
  </message>
  <message>
   <source>Explain</source>
   <translation>Erklären</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export CSV…</source>
   <translation>CSV exportieren…</translation>
  </message>
  <message>
   <source>Export a single volume.</source>
   <translation>Ein einzelnes Volumen exportieren.</translation>
  </message>
  <message>
   <source>Export again.</source>
   <translation>Noch einmal exportieren.</translation>
  </message>
  <message>
   <source>Export as it is</source>
   <translation>So exportieren</translation>
  </message>
  <message>
   <source>Export cancelled; nothing was written.</source>
   <translation>Export abgebrochen; nichts wurde geschrieben.</translation>
  </message>
  <message>
   <source>Export it again as .vp.json.</source>
   <translation>Noch einmal als .vp.json exportieren.</translation>
  </message>
  <message>
   <source>Export it again with its spacing in mm.</source>
   <translation>Noch einmal mit dem Abstand in mm exportieren.</translation>
  </message>
  <message>
   <source>Export it again.</source>
   <translation>Noch einmal exportieren.</translation>
  </message>
  <message>
   <source>Export it as single slices.</source>
   <translation>Als einzelne Schichten exportieren.</translation>
  </message>
  <message>
   <source>Export measurements</source>
   <translation>Messungen exportieren</translation>
  </message>
  <message>
   <source>Export measurements…</source>
   <translation>Messungen exportieren…</translation>
  </message>
  <message>
   <source>Export or copy it again.</source>
   <translation>Noch einmal exportieren oder kopieren.</translation>
  </message>
  <message>
   <source>Export single images.</source>
   <translation>Einzelne Bilder exportieren.</translation>
  </message>
  <message>
   <source>Export the frames as single files.</source>
   <translation>Die Einzelbilder als eigene Dateien exportieren.</translation>
  </message>
  <message>
   <source>Export the profile</source>
   <translation>Das Profil exportieren</translation>
  </message>
  <message>
   <source>Export the series again as axial CT slices.</source>
   <translation>Die Serie noch einmal als axiale CT-Schichten exportieren.</translation>
  </message>
  <message>
   <source>Export the volume or a picture. Everything that leaves the program says that it is synthetic and never a diagnosis.</source>
   <translation>Das Volumen oder ein Bild exportieren. Alles, was das Programm verlässt, sagt, dass es synthetisch und nie eine Diagnose ist.</translation>
  </message>
  <message>
   <source>Export to</source>
   <translation>Exportieren nach</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>F1 opens the manual at what you work on, ? shows all keys, Ctrl+Shift+P finds any command. The tour can be taken again from the Help menu.</source>
   <translation>F1 öffnet das Handbuch bei dem, woran Sie arbeiten, ? zeigt alle Tasten, Strg+Umschalt+P findet jeden Befehl. Der Rundgang lässt sich im Hilfemenü wiederholen.</translation>
  </message>
  <message>
   <source>Faces have three corners, got {0}.</source>
   <translation>Dreiecke haben drei Ecken, nicht {0}.</translation>
  </message>
  <message>
   <source>Fade in 3D</source>
   <translation>In 3D verblassen</translation>
  </message>
  <message>
   <source>Fades where the method is unsure</source>
   <translation>Verblasst, wo das Verfahren unsicher ist</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Far source</source>
   <translation>Ferne Quelle</translation>
  </message>
  <message>
   <source>Fat</source>
   <translation>Fett</translation>
  </message>
  <message>
   <source>Fewer slices a second</source>
   <translation>Weniger Schichten je Sekunde</translation>
  </message>
  <message>
   <source>Fewer slices seen as one</source>
   <translation>Weniger Schichten als eine sehen</translation>
  </message>
  <message>
   <source>Fewer triangles make smaller files and turn faster</source>
   <translation>Weniger Dreiecke ergeben kleinere Dateien und drehen schneller</translation>
  </message>
  <message>
   <source>Fewest photons per pixel; 0 leaves the noise out.</source>
   <translation>Wenigste Photonen je Pixel; 0 lässt das Rauschen weg.</translation>
  </message>
  <message>
   <source>File exists</source>
   <translation>Datei gibt es schon</translation>
  </message>
  <message>
   <source>File name</source>
   <translation>Dateiname</translation>
  </message>
  <message>
   <source>File name too long</source>
   <translation>Name zu lang</translation>
  </message>
  <message>
   <source>Files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <source>Files and folders to de-identify</source>
   <translation>Zu de-identifizierende Dateien und Ordner</translation>
  </message>
  <message>
   <source>Files in the X2CT layout need the package h5py, which is not installed.</source>
   <translation>Dateien im X2CT-Format brauchen das Paket h5py, das nicht installiert ist.</translation>
  </message>
  <message>
   <source>Files of the session are missing</source>
   <translation>Dateien der Sitzung fehlen</translation>
  </message>
  <message>
   <source>Fill in both columns of every line.</source>
   <translation>In jeder Zeile beide Spalten ausfüllen.</translation>
  </message>
  <message>
   <source>Fill the text from around it; Undo takes it back</source>
   <translation>Die Schrift aus ihrer Umgebung füllen; Rückgängig nimmt es zurück</translation>
  </message>
  <message>
   <source>Filter</source>
   <translation>Filter</translation>
  </message>
  <message>
   <source>Filter the log</source>
   <translation>Das Protokoll filtern</translation>
  </message>
  <message>
   <source>Find a command</source>
   <translation>Befehl suchen</translation>
  </message>
  <message>
   <source>Find a command…</source>
   <translation>Befehl suchen…</translation>
  </message>
  <message>
   <source>Find files…</source>
   <translation>Dateien suchen…</translation>
  </message>
  <message>
   <source>Find folder…</source>
   <translation>Ordner suchen…</translation>
  </message>
  <message>
   <source>Find from the two X-rays how the lateral was taken; it takes a minute or two</source>
   <translation>Aus den beiden Röntgenbildern herausfinden, wie das seitliche aufgenommen wurde; das dauert ein bis zwei Minuten</translation>
  </message>
  <message>
   <source>Find from the two X-rays how they were taken; a proposal that you apply or not</source>
   <translation>Aus den beiden Röntgenbildern herausfinden, wie sie aufgenommen wurden; ein Vorschlag, den Sie übernehmen oder nicht</translation>
  </message>
  <message>
   <source>Find the rest</source>
   <translation>Den Rest finden</translation>
  </message>
  <message>
   <source>Finding the tone curves</source>
   <translation>Suche der Tonwertkurven</translation>
  </message>
  <message>
   <source>Fine from templates</source>
   <translation>Feines aus Vorlagen</translation>
  </message>
  <message>
   <source>Finest</source>
   <translation>Feinste Stufe</translation>
  </message>
  <message>
   <source>Finished</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>First find a tone curve for each X-ray, from bundled CTs that are warped to both: for display images, whose curve is unknown.</source>
   <translation>Zuerst für jedes Röntgenbild eine Tonkurve finden, aus mitgelieferten CTs, die zu beiden hin verformt werden: für Anzeigebilder, deren Kurve unbekannt ist.</translation>
  </message>
  <message>
   <source>First find how far the lateral X-ray is turned, rolled, tilted, shifted up or down, and enlarged against the frontal one, with the bundled network and bundled CTs, half a minute longer: for display images, of which that is seldom known exactly, always, or never.</source>
   <translation>Zuerst mit dem mitgelieferten Netz und mitgelieferten CTs herausfinden, wie weit das seitliche Röntgenbild gegen das frontale gedreht, gerollt, gekippt, nach oben oder unten verschoben und vergrößert ist, eine halbe Minute länger: für Anzeigebilder, bei denen das selten genau bekannt ist, immer oder nie.</translation>
  </message>
  <message>
   <source>First find how much deeper or shallower the breath of the lateral X-ray was, and bend its image to that of the frontal one.</source>
   <translation>Zuerst herausfinden, wie viel tiefer oder flacher der Atemzug im seitlichen Röntgenbild war, und sein Bild zu dem des frontalen hin biegen.</translation>
  </message>
  <message>
   <source>First steps</source>
   <translation>Erste Schritte</translation>
  </message>
  <message>
   <source>Fit</source>
   <translation>Einpassen</translation>
  </message>
  <message>
   <source>Fit all plots</source>
   <translation>Alle Kurven einpassen</translation>
  </message>
  <message>
   <source>Fit breath</source>
   <translation>Atemlage anpassen</translation>
  </message>
  <message>
   <source>Fit one gain per view, for radiographs whose overall scale is uncertain (linearised display images).</source>
   <translation>Eine Verstärkung je Ansicht anpassen, für Röntgenbilder, deren Maßstab der Werte unsicher ist (linearisierte Anzeigebilder).</translation>
  </message>
  <message>
   <source>Fit pose</source>
   <translation>Lage anpassen</translation>
  </message>
  <message>
   <source>Fit residual</source>
   <translation>Rest anpassen</translation>
  </message>
  <message>
   <source>Fit smooth factors of density to both X-rays before the last step; of use where that is left out.</source>
   <translation>Vor dem letzten Schritt glatte Faktoren der Dichte an beide Röntgenbilder anpassen; nützlich, wo dieser weggelassen wird.</translation>
  </message>
  <message>
   <source>Fit the image</source>
   <translation>Das Bild einpassen</translation>
  </message>
  <message>
   <source>Fit the images</source>
   <translation>Bilder einpassen</translation>
  </message>
  <message>
   <source>Fit to view</source>
   <translation>Einpassen</translation>
  </message>
  <message>
   <source>Fit tone</source>
   <translation>Tonwerte anpassen</translation>
  </message>
  <message>
   <source>Fit tone curves</source>
   <translation>Tonwertkurven anpassen</translation>
  </message>
  <message>
   <source>Fit {title}</source>
   <translation>{title} einpassen</translation>
  </message>
  <message>
   <source>Fitting</source>
   <translation>Anpassen</translation>
  </message>
  <message>
   <source>Fitting the pose</source>
   <translation>Anpassen der Lage</translation>
  </message>
  <message>
   <source>Fixed uses the weights below. Inverse divides each loss by its own size, which favours what is small already.</source>
   <translation>Fest nimmt die Gewichte darunter. Invers teilt jeden Verlust durch seine eigene Größe, was bevorzugt, was schon klein ist.</translation>
  </message>
  <message>
   <source>Fixes the drawn volumes.</source>
   <translation>Legt die gezogenen Volumen fest.</translation>
  </message>
  <message>
   <source>Fixes the noise of a reconstruction.</source>
   <translation>Legt das Rauschen einer Rekonstruktion fest.</translation>
  </message>
  <message>
   <source>Fixes weights at the start, order of the cases and everything random.</source>
   <translation>Legt die Gewichte am Anfang, die Reihenfolge der Fälle und alles Zufällige fest.</translation>
  </message>
  <message>
   <source>Folder for the prepared cases</source>
   <translation>Ordner für die vorbereiteten Fälle</translation>
  </message>
  <message>
   <source>Folders are searched to the bottom</source>
   <translation>Ordner werden bis zum Grund durchsucht</translation>
  </message>
  <message>
   <source>Folder…</source>
   <translation>Ordner…</translation>
  </message>
  <message>
   <source>Follow</source>
   <translation>Verfolgen</translation>
  </message>
  <message>
   <source>For 3D Slicer and others</source>
   <translation>Für 3D Slicer und andere</translation>
  </message>
  <message>
   <source>For archives and viewers</source>
   <translation>Für Archive und Betrachter</translation>
  </message>
  <message>
   <source>For research only, not for diagnosis.</source>
   <translation>Nur für die Forschung, nicht für die Diagnose.</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Format of the movie</source>
   <translation>Format des Films</translation>
  </message>
  <message>
   <source>Format of the surface</source>
   <translation>Format der Oberfläche</translation>
  </message>
  <message>
   <source>Format of the volume</source>
   <translation>Format des Volumens</translation>
  </message>
  <message>
   <source>Format of the volumes</source>
   <translation>Format der Volumen</translation>
  </message>
  <message>
   <source>Found by a calibration: an estimate.</source>
   <translation>Von einer Kalibrierung gefunden: eine Schätzung.</translation>
  </message>
  <message>
   <source>Found by a network that learned from projected CTs; it can be wrong</source>
   <translation>Von einem Netz gefunden, das aus projizierten CTs gelernt hat; es kann sich irren</translation>
  </message>
  <message>
   <source>Found by its looks: rows of small sharp marks. It can be wrong, and small text can be missed</source>
   <translation>Am Aussehen erkannt: Reihen kleiner scharfer Zeichen. Das kann falsch sein, und kleine Schrift kann übersehen werden</translation>
  </message>
  <message>
   <source>Four ways to lay out the views</source>
   <translation>Vier Anordnungen der Ansichten</translation>
  </message>
  <message>
   <source>Frames a second</source>
   <translation>Bilder je Sekunde</translation>
  </message>
  <message>
   <source>Free some space or choose another folder.</source>
   <translation>Platz schaffen oder einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <source>Free some space, choose another folder for --out, or fewer studies with --limit.</source>
   <translation>Platz schaffen, mit --out einen anderen Ordner wählen, oder mit --limit weniger Untersuchungen.</translation>
  </message>
  <message>
   <source>Fresh noise in each step: 0 is DDIM, 1 is DDPM.</source>
   <translation>Neues Rauschen in jedem Schritt: 0 ist DDIM, 1 ist DDPM.</translation>
  </message>
  <message>
   <source>From 0 to 1. Higher is better.</source>
   <translation>Von 0 bis 1. Höher ist besser.</translation>
  </message>
  <message>
   <source>From a file…</source>
   <translation>Aus einer Datei…</translation>
  </message>
  <message>
   <source>From a volume back to radiographs: by the physics of X-rays, or by a network that learns it.</source>
   <translation>Vom Volumen zurück zu Röntgenbildern: durch die Physik der Röntgenstrahlen oder durch ein Netz, das sie lernt.</translation>
  </message>
  <message>
   <source>From the front, all of it</source>
   <translation>Von vorn, alles</translation>
  </message>
  <message>
   <source>From the middle of the patient to the detector</source>
   <translation>Von der Mitte des Patienten zum Detektor</translation>
  </message>
  <message>
   <source>From the tube to the middle of the patient</source>
   <translation>Von der Röhre zur Mitte des Patienten</translation>
  </message>
  <message>
   <source>From two chest X-rays to a 3D volume</source>
   <translation>Von zwei Thoraxaufnahmen zum 3D-Volumen</translation>
  </message>
  <message>
   <source>From which side the X-rays came</source>
   <translation>Von welcher Seite die Strahlen kamen</translation>
  </message>
  <message>
   <source>Frontal</source>
   <translation>Frontal</translation>
  </message>
  <message>
   <source>Frontal (AP)</source>
   <translation>Frontal (AP)</translation>
  </message>
  <message>
   <source>Frontal (PA)</source>
   <translation>Frontal (PA)</translation>
  </message>
  <message>
   <source>Frontal X-ray</source>
   <translation>Frontales Röntgenbild</translation>
  </message>
  <message>
   <source>Frontal X‑ray</source>
   <translation>Frontal</translation>
  </message>
  <message>
   <source>Frontal and lateral image were exchanged, as asked.</source>
   <translation>Frontales und seitliches Bild wurden wie verlangt vertauscht.</translation>
  </message>
  <message>
   <source>Frontal and lateral look exchanged.</source>
   <translation>Frontal und seitlich scheinen vertauscht.</translation>
  </message>
  <message>
   <source>Frontal pixel</source>
   <translation>Pixel frontal</translation>
  </message>
  <message>
   <source>Frontal re-projection</source>
   <translation>Frontale Reprojektion</translation>
  </message>
  <message>
   <source>Full range</source>
   <translation>Voller Bereich</translation>
  </message>
  <message>
   <source>Further from the true CT than the best of the baselines on this case: {0}.</source>
   <translation>Weiter vom wahren CT entfernt als die beste Vergleichsmethode bei diesem Fall: {0}.</translation>
  </message>
  <message>
   <source>GAN</source>
   <translation>GAN</translation>
  </message>
  <message>
   <source>GIF, plays everywhere (.gif)</source>
   <translation>GIF, läuft überall (.gif)</translation>
  </message>
  <message>
   <source>GPU</source>
   <translation>GPU</translation>
  </message>
  <message>
   <source>Gain</source>
   <translation>Verstärkung</translation>
  </message>
  <message>
   <source>General</source>
   <translation>Allgemein</translation>
  </message>
  <message>
   <source>Generator</source>
   <translation>Generator</translation>
  </message>
  <message>
   <source>Geometry</source>
   <translation>Geometrie</translation>
  </message>
  <message>
   <source>Geometry and held-out patients</source>
   <translation>Geometrie und zurückgehaltene Patienten</translation>
  </message>
  <message>
   <source>Geometry calibrated; it is an estimate. Undo takes it back.</source>
   <translation>Geometrie kalibriert; sie ist eine Schätzung. Rückgängig nimmt sie zurück.</translation>
  </message>
  <message>
   <source>Geometry of the X-rays</source>
   <translation>Geometrie der Röntgenbilder</translation>
  </message>
  <message>
   <source>Give Kaggle's chest-xrays-indiana-university, or NLMCXR_png.tgz or NLMCXR_dcm.tgz from openi.nlm.nih.gov.</source>
   <translation>chest-xrays-indiana-university von Kaggle angeben, oder NLMCXR_png.tgz oder NLMCXR_dcm.tgz von openi.nlm.nih.gov.</translation>
  </message>
  <message>
   <source>Give a checkpoint, a run, or a folder of them.</source>
   <translation>Einen Checkpoint, einen Lauf oder einen Ordner mit solchen angeben.</translation>
  </message>
  <message>
   <source>Give a folder of CTs, or {0}:200.</source>
   <translation>Einen Ordner mit CTs angeben, oder {0}:200.</translation>
  </message>
  <message>
   <source>Give a folder of pairs.</source>
   <translation>Einen Ordner mit Paaren angeben.</translation>
  </message>
  <message>
   <source>Give a folder somewhere else.</source>
   <translation>Einen Ordner an anderer Stelle angeben.</translation>
  </message>
  <message>
   <source>Give a folder, without an ending.</source>
   <translation>Einen Ordner angeben, ohne Endung.</translation>
  </message>
  <message>
   <source>Give a new folder.</source>
   <translation>Einen neuen Ordner angeben.</translation>
  </message>
  <message>
   <source>Give an array that numpy saved as .npy.</source>
   <translation>Ein Array angeben, das numpy als .npy gespeichert hat.</translation>
  </message>
  <message>
   <source>Give as many voxels along each edge.</source>
   <translation>Entlang jeder Kante gleich viele Voxel angeben.</translation>
  </message>
  <message>
   <source>Give at least one, from 1 to 32.</source>
   <translation>Mindestens eines angeben, von 1 bis 32.</translation>
  </message>
  <message>
   <source>Give both of one reconstruction.</source>
   <translation>Beides aus einer Rekonstruktion angeben.</translation>
  </message>
  <message>
   <source>Give it more patients.</source>
   <translation>Mehr Patienten angeben.</translation>
  </message>
  <message>
   <source>Give one frontal and one lateral image.</source>
   <translation>Ein frontales und ein seitliches Bild angeben.</translation>
  </message>
  <message>
   <source>Give that of a reconstruction.</source>
   <translation>Das einer Rekonstruktion angeben.</translation>
  </message>
  <message>
   <source>Give the checkpoint of a training.</source>
   <translation>Den Checkpoint eines Trainings angeben.</translation>
  </message>
  <message>
   <source>Give the command the keys it had at first</source>
   <translation>Dem Befehl seine ursprünglichen Tasten geben</translation>
  </message>
  <message>
   <source>Give the file a name.</source>
   <translation>Geben Sie der Datei einen Namen.</translation>
  </message>
  <message>
   <source>Give the folder a name.</source>
   <translation>Geben Sie dem Ordner einen Namen.</translation>
  </message>
  <message>
   <source>Give the images with their table.</source>
   <translation>Die Bilder mit ihrer Tabelle angeben.</translation>
  </message>
  <message>
   <source>Give the name of a new folder.</source>
   <translation>Den Namen eines neuen Ordners angeben.</translation>
  </message>
  <message>
   <source>Give the network lengths of the rays, the outline of the body and the mean attenuation.</source>
   <translation>Dem Netz Weglängen der Strahlen, den Umriss des Körpers und die mittlere Schwächung geben.</translation>
  </message>
  <message>
   <source>Give the pair that it was made from.</source>
   <translation>Das Paar angeben, aus dem es gemacht wurde.</translation>
  </message>
  <message>
   <source>Give the same cases, or start a new run.</source>
   <translation>Dieselben Fälle angeben, oder einen neuen Lauf beginnen.</translation>
  </message>
  <message>
   <source>Give these keys to this command; the other is left without</source>
   <translation>Diese Tasten diesem Befehl geben; der andere behält keine</translation>
  </message>
  <message>
   <source>Glossary</source>
   <translation>Glossar</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Go on from the newest checkpoint, to the same result</source>
   <translation>Vom neuesten Zwischenstand aus weiter, zum selben Ergebnis</translation>
  </message>
  <message>
   <source>Go on where it was paused</source>
   <translation>Dort weitermachen, wo angehalten wurde</translation>
  </message>
  <message>
   <source>Go on with training</source>
   <translation>Training fortsetzen</translation>
  </message>
  <message>
   <source>Go to the newest preview and follow it</source>
   <translation>Zur neuesten Vorschau gehen und ihr folgen</translation>
  </message>
  <message>
   <source>Gradient clip</source>
   <translation>Grenze der Gradienten</translation>
  </message>
  <message>
   <source>Gradient weight</source>
   <translation>Gewicht der Gradienten</translation>
  </message>
  <message>
   <source>Graphics card (CUDA)</source>
   <translation>Grafikkarte (CUDA)</translation>
  </message>
  <message>
   <source>Graphics memory</source>
   <translation>Grafikspeicher</translation>
  </message>
  <message>
   <source>Grey values of a processed X-ray have no physical meaning.</source>
   <translation>Grauwerte eines bearbeiteten Röntgenbilds haben keine physikalische Bedeutung.</translation>
  </message>
  <message>
   <source>Grid</source>
   <translation>Raster</translation>
  </message>
  <message>
   <source>Grid of the batch</source>
   <translation>Raster des Stapels</translation>
  </message>
  <message>
   <source>Grid size</source>
   <translation>Gittergröße</translation>
  </message>
  <message>
   <source>Guide</source>
   <translation>Führung</translation>
  </message>
  <message>
   <source>Guide weight</source>
   <translation>Gewicht der Führung</translation>
  </message>
  <message>
   <source>HU cannot be trusted; check inversion, distances and pixel sizes.</source>
   <translation>Den HU ist nicht zu trauen; Invertierung, Abstände und Pixelgrößen prüfen.</translation>
  </message>
  <message>
   <source>HU probe</source>
   <translation>HU-Messpunkt</translation>
  </message>
  <message>
   <source>Height</source>
   <translation>Höhe</translation>
  </message>
  <message>
   <source>Height of the movie</source>
   <translation>Höhe des Films</translation>
  </message>
  <message>
   <source>Held-out cases measured each time.</source>
   <translation>Zurückgehaltene Fälle, die jedes Mal gemessen werden.</translation>
  </message>
  <message>
   <source>Held-out patients</source>
   <translation>Zurückgehaltene Patienten</translation>
  </message>
  <message>
   <source>Here</source>
   <translation>Hier</translation>
  </message>
  <message>
   <source>Hide them to see what is below; the list stays</source>
   <translation>Verbergen, um zu sehen, was darunter liegt; die Liste bleibt</translation>
  </message>
  <message>
   <source>Hide “{name}”</source>
   <translation>„{name}“ verbergen</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>Hoher Kontrast</translation>
  </message>
  <message>
   <source>Higher is better.</source>
   <translation>Höher ist besser.</translation>
  </message>
  <message>
   <source>Hold M</source>
   <translation>M halten</translation>
  </message>
  <message>
   <source>Hold after the running step</source>
   <translation>Nach dem laufenden Schritt anhalten</translation>
  </message>
  <message>
   <source>Hold after the running step; nothing is lost</source>
   <translation>Nach dem laufenden Schritt anhalten; nichts geht verloren</translation>
  </message>
  <message>
   <source>Hold out by the seed</source>
   <translation>Nach dem Startwert zurückhalten</translation>
  </message>
  <message>
   <source>Holds the volumes, corrections and measurements of all open studies.</source>
   <translation>Enthält Volumen, Korrekturen und Messungen aller offenen Fälle.</translation>
  </message>
  <message>
   <source>Home</source>
   <translation>Pos1</translation>
  </message>
  <message>
   <source>Hounsfield units of the chosen point</source>
   <translation>Hounsfield-Einheiten des gewählten Punkts</translation>
  </message>
  <message>
   <source>Hounsfield units with spacing and place. Where the volume came from goes along in the file.</source>
   <translation>Hounsfield-Einheiten mit Abstand und Lage. Woher das Volumen stammt, geht in der Datei mit.</translation>
  </message>
  <message>
   <source>How closely the volume projects onto the frontal X-ray (PSNR)</source>
   <translation>Wie genau das Volumen auf das frontale Röntgenbild projiziert (PSNR)</translation>
  </message>
  <message>
   <source>How closely the volume projects onto the lateral X-ray (PSNR)</source>
   <translation>Wie genau das Volumen auf das seitliche Röntgenbild projiziert (PSNR)</translation>
  </message>
  <message>
   <source>How closely the volume, projected again, matches the X-ray. Higher is better.</source>
   <translation>Wie genau das Volumen, wieder projiziert, dem Röntgenbild gleicht. Höher ist besser.</translation>
  </message>
  <message>
   <source>How far the detector lay turned in its own plane; the lines turn clockwise</source>
   <translation>Wie weit der Detektor in seiner eigenen Ebene gedreht lag; die Linien drehen sich im Uhrzeigersinn</translation>
  </message>
  <message>
   <source>How far the tube was tipped towards the head</source>
   <translation>Wie weit die Röhre zum Kopf hin gekippt war</translation>
  </message>
  <message>
   <source>How far tube and detector of the frontal X-ray stood further to the patient's left</source>
   <translation>Wie viel weiter links vom Patienten Röhre und Detektor des frontalen Röntgenbilds standen</translation>
  </message>
  <message>
   <source>How far tube and detector stood further to the patient's back</source>
   <translation>Wie viel weiter zum Rücken des Patienten hin Röhre und Detektor standen</translation>
  </message>
  <message>
   <source>How large its errors are on new people against what it says: the more, the less it counts beside templates.</source>
   <translation>Wie groß seine Fehler bei neuen Menschen gegenüber dem sind, was es angibt: je größer, desto weniger zählt es neben Vorlagen.</translation>
  </message>
  <message>
   <source>How large the lateral X-ray shows the patient, beside what its pixel size says</source>
   <translation>Wie groß das seitliche Röntgenbild den Patienten zeigt, verglichen mit dem, was seine Pixelgröße sagt</translation>
  </message>
  <message>
   <source>How many cases the program remembers.</source>
   <translation>Wie viele Fälle das Programm sich merkt.</translation>
  </message>
  <message>
   <source>How many of them are registered and averaged, those that fit best; fewer is faster and less accurate.</source>
   <translation>Wie viele davon registriert und gemittelt werden, die am besten passen; weniger ist schneller und ungenauer.</translation>
  </message>
  <message>
   <source>How much deeper the patient breathed in than for the frontal X-ray; not in the preview</source>
   <translation>Wie viel tiefer der Patient eingeatmet hat als für das frontale Röntgenbild; nicht in der Vorschau</translation>
  </message>
  <message>
   <source>How much each point leans on those before it; the values themselves stay behind it</source>
   <translation>Wie stark jeder Punkt sich an die vorigen lehnt; die Werte selbst bleiben dahinter sichtbar</translation>
  </message>
  <message>
   <source>How much higher tube and detector stood; the lines move down</source>
   <translation>Wie viel höher Röhre und Detektor standen; die Linien wandern nach unten</translation>
  </message>
  <message>
   <source>How much more an error in the lungs counts, beside 1.</source>
   <translation>Um wie viel mehr ein Fehler in den Lungen zählt, zusätzlich zu 1.</translation>
  </message>
  <message>
   <source>How much of the body is lung could not be told, so it was taken to be as full as chests are on average.</source>
   <translation>Wie viel des Körpers Lunge ist, ließ sich nicht sagen; er wurde für so gefüllt gehalten, wie es ein Thorax im Mittel ist.</translation>
  </message>
  <message>
   <source>How much the templates are held to the network's volume, and then to the average of both, beside the X-rays.</source>
   <translation>Wie stark die Vorlagen neben den Röntgenbildern an das Volumen des Netzes gehalten werden und dann an das Mittel von beiden.</translation>
  </message>
  <message>
   <source>How often both X-rays are visited.</source>
   <translation>Wie oft beide Röntgenbilder an die Reihe kommen.</translation>
  </message>
  <message>
   <source>How strongly neighbouring slices are drawn together while there is noise; 0 leaves them apart.</source>
   <translation>Wie stark benachbarte Schichten zusammengezogen werden, solange es Rauschen gibt; 0 lässt sie für sich.</translation>
  </message>
  <message>
   <source>How strongly the description of a volume is held to a standard normal one; more makes it coarser.</source>
   <translation>Wie stark die Beschreibung eines Volumens bei einer Standardnormalverteilung gehalten wird; mehr macht sie gröber.</translation>
  </message>
  <message>
   <source>How strongly the volume is held to what the prior has seen; less follows the X-rays more closely.</source>
   <translation>Wie stark das Volumen bei dem gehalten wird, was das Vorwissen gesehen hat; weniger folgt den Röntgenbildern genauer.</translation>
  </message>
  <message>
   <source>How sure is it?</source>
   <translation>Wie sicher ist es?</translation>
  </message>
  <message>
   <source>How sure?</source>
   <translation>Wie sicher?</translation>
  </message>
  <message>
   <source>How the X-rays were taken</source>
   <translation>Wie die Röntgenbilder aufgenommen wurden</translation>
  </message>
  <message>
   <source>How the network changes the coarse volume: by adding to it, or by factors that keep zeros.</source>
   <translation>Wie das Netz das grobe Volumen ändert: durch Addieren oder durch Faktoren, die Nullen behalten.</translation>
  </message>
  <message>
   <source>How the slices of a slab become one picture</source>
   <translation>Wie die Schichten einer dicken Schicht ein Bild werden</translation>
  </message>
  <message>
   <source>How the volume is made; the summary stands below</source>
   <translation>Wie das Volumen entsteht; die Zusammenfassung steht darunter</translation>
  </message>
  <message>
   <source>How well the volume explains its X-rays, and how it differs from a CT or another volume</source>
   <translation>Wie gut das Volumen seine Röntgenbilder erklärt und worin es sich von einem CT oder anderen Volumen unterscheidet</translation>
  </message>
  <message>
   <source>Identity weight</source>
   <translation>Gewicht der Gleichheit</translation>
  </message>
  <message>
   <source>If you are sure, reconstruct anyway (--anyway); the volume then says why it is to be doubted.</source>
   <translation>Wer sicher ist, rekonstruiert trotzdem (--anyway); das Volumen sagt dann, warum es zu bezweifeln ist.</translation>
  </message>
  <message>
   <source>If you are sure; the volume then says why it is to be doubted</source>
   <translation>Wenn Sie sicher sind; das Volumen sagt dann, warum es zweifelhaft ist</translation>
  </message>
  <message>
   <source>Image size</source>
   <translation>Bildgröße</translation>
  </message>
  <message>
   <source>Image width</source>
   <translation>Breite im Bild</translation>
  </message>
  <message>
   <source>Image {0} x {1} mm, cut to the detector, which is smaller.</source>
   <translation>Bild {0} x {1} mm, auf den kleineren Detektor zugeschnitten.</translation>
  </message>
  <message>
   <source>Image {0} x {1} mm, padded with black to the detector.</source>
   <translation>Bild {0} x {1} mm, mit Schwarz bis zum Detektor aufgefüllt.</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>In 3D</source>
   <translation>In 3D</translation>
  </message>
  <message>
   <source>In a slice view: Space. Anything else stops</source>
   <translation>In einer Schichtansicht: Leertaste. Alles andere hält an</translation>
  </message>
  <message>
   <source>In millimetres; correct it where you know better than the file</source>
   <translation>In Millimetern; korrigieren Sie, wo Sie es besser wissen als die Datei</translation>
  </message>
  <message>
   <source>In the Read workspace: {text}</source>
   <translation>Im Arbeitsbereich Lesen: {text}</translation>
  </message>
  <message>
   <source>In the window of the slice views</source>
   <translation>In der Fensterung der Schichtansichten</translation>
  </message>
  <message>
   <source>Increase the source distance.</source>
   <translation>Den Abstand der Quelle vergrößern.</translation>
  </message>
  <message>
   <source>Indiana X-ray pairs</source>
   <translation>Indiana-Röntgenpaare</translation>
  </message>
  <message>
   <source>Inner iterations</source>
   <translation>Innere Iterationen</translation>
  </message>
  <message>
   <source>Input {name}, SHA-256</source>
   <translation>Eingabe {name}, SHA-256</translation>
  </message>
  <message>
   <source>Input/output error</source>
   <translation>Lese- oder Schreibfehler</translation>
  </message>
  <message>
   <source>Inserted findings told apart in refined volumes</source>
   <translation>Eingefügte Befunde, in verfeinerten Volumen unterschieden</translation>
  </message>
  <message>
   <source>Inserted findings told apart in true volumes</source>
   <translation>Eingefügte Befunde, in wahren Volumen unterschieden</translation>
  </message>
  <message>
   <source>Inspect</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Install imageio-ffmpeg, or choose GIF.</source>
   <translation>imageio-ffmpeg installieren, oder GIF wählen.</translation>
  </message>
  <message>
   <source>Install it with: pip install "xr2ct[hdf5]".</source>
   <translation>Installieren mit: pip install "xr2ct[hdf5]".</translation>
  </message>
  <message>
   <source>Install the newest version.</source>
   <translation>Die neueste Version installieren.</translation>
  </message>
  <message>
   <source>Install the program again.</source>
   <translation>Das Programm noch einmal installieren.</translation>
  </message>
  <message>
   <source>Install xr2ct again.</source>
   <translation>xr2ct noch einmal installieren.</translation>
  </message>
  <message>
   <source>Interpolate between voxels. Off: every voxel is a square, as it was computed.</source>
   <translation>Zwischen Voxeln interpolieren. Aus: jedes Voxel ist ein Quadrat, wie es berechnet wurde.</translation>
  </message>
  <message>
   <source>Interrupted</source>
   <translation>Unterbrochen</translation>
  </message>
  <message>
   <source>Into</source>
   <translation>Nach</translation>
  </message>
  <message>
   <source>Invert</source>
   <translation>Negativ</translation>
  </message>
  <message>
   <source>Invert it.</source>
   <translation>Invertieren.</translation>
  </message>
  <message>
   <source>Is a directory</source>
   <translation>ein Ordner</translation>
  </message>
  <message>
   <source>It began: {0}</source>
   <translation>Sie begann so: {0}</translation>
  </message>
  <message>
   <source>It can go on without the window, which finds it again when it is next opened.</source>
   <translation>Es kann ohne das Fenster weitergehen; beim nächsten Öffnen findet das Fenster es wieder.</translation>
  </message>
  <message>
   <source>It has the same content as {0}.</source>
   <translation>Der Inhalt ist derselbe wie der von {0}.</translation>
  </message>
  <message>
   <source>It has to say "format": "{0}".</source>
   <translation>Dort muss stehen: "format": "{0}".</translation>
  </message>
  <message>
   <source>It holds</source>
   <translation>Er enthält</translation>
  </message>
  <message>
   <source>It may have {0} MiB at most.</source>
   <translation>Sie darf höchstens {0} MiB groß sein.</translation>
  </message>
  <message>
   <source>It may hold numbers and text in UTF-8.</source>
   <translation>Erlaubt sind Zahlen und Text in UTF-8.</translation>
  </message>
  <message>
   <source>It must be a chest CT in HU (air is -1000).</source>
   <translation>Es muss ein Thorax-CT in HU sein (Luft ist -1000).</translation>
  </message>
  <message>
   <source>It must have uid, filename and projection.</source>
   <translation>Nötig sind uid, filename und projection.</translation>
  </message>
  <message>
   <source>It must have {0} axes.</source>
   <translation>Nötig sind {0} Achsen.</translation>
  </message>
  <message>
   <source>It must hold ct, xray1 and xray2.</source>
   <translation>Nötig sind ct, xray1 und xray2.</translation>
  </message>
  <message>
   <source>Iterations</source>
   <translation>Iterationen</translation>
  </message>
  <message>
   <source>Iterations of the coarse reconstruction; more is slower.</source>
   <translation>Iterationen der groben Rekonstruktion; mehr ist langsamer.</translation>
  </message>
  <message>
   <source>Its darkest to its brightest</source>
   <translation>Von der dunkelsten bis zur hellsten Stelle</translation>
  </message>
  <message>
   <source>Its first line names the columns: pair, or frontal and lateral; name is optional.</source>
   <translation>Die erste Zeile nennt die Spalten: pair, oder frontal und lateral; name ist freigestellt.</translation>
  </message>
  <message>
   <source>Its pixels were not square and were resampled.</source>
   <translation>Die Pixel waren nicht quadratisch und wurden umgerechnet.</translation>
  </message>
  <message>
   <source>Its process was ended by the system, most likely for lack of memory.</source>
   <translation>Sein Prozess wurde vom System beendet, höchstwahrscheinlich aus Speichermangel.</translation>
  </message>
  <message>
   <source>Its scale can only be display.</source>
   <translation>Die Skala kann nur display sein.</translation>
  </message>
  <message>
   <source>Join some, of whomever: "X-RAYS + phantoms:200", or a folder of CTs.</source>
   <translation>Welche hinzunehmen, von wem auch immer: "RÖNTGENBILDER + phantoms:200", oder einen Ordner mit CTs.</translation>
  </message>
  <message>
   <source>Judge rate</source>
   <translation>Rate der Beurteiler</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Merken</translation>
  </message>
  <message>
   <source>Keep checkpoints</source>
   <translation>Behaltene Zwischenstände</translation>
  </message>
  <message>
   <source>Keep the weights as they are now, and go on</source>
   <translation>Die Gewichte sichern, wie sie jetzt sind, und weitermachen</translation>
  </message>
  <message>
   <source>Keep this appearance</source>
   <translation>Diese Darstellung merken</translation>
  </message>
  <message>
   <source>Keep this window</source>
   <translation>Diese Fensterung merken</translation>
  </message>
  <message>
   <source>Keep this window…</source>
   <translation>Diese Fensterung merken…</translation>
  </message>
  <message>
   <source>Keep training</source>
   <translation>Weiter trainieren</translation>
  </message>
  <message>
   <source>Keep working</source>
   <translation>Weiterarbeiten</translation>
  </message>
  <message>
   <source>Keyboard</source>
   <translation>Tastatur</translation>
  </message>
  <message>
   <source>Keyboard and mouse</source>
   <translation>Tastatur und Maus</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>Keys and mouse</source>
   <translation>Tasten und Maus</translation>
  </message>
  <message>
   <source>Keys and what they do</source>
   <translation>Tasten und was sie tun</translation>
  </message>
  <message>
   <source>Keys in 3D</source>
   <translation>Tasten in 3D</translation>
  </message>
  <message>
   <source>Keys in images</source>
   <translation>Tasten in Bildern</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>Art</translation>
  </message>
  <message>
   <source>Kind of session</source>
   <translation>Art der Sitzung</translation>
  </message>
  <message>
   <source>Known are {0}; or give a .vp.json file.</source>
   <translation>Bekannt sind {0}; oder eine Datei .vp.json angeben.</translation>
  </message>
  <message>
   <source>L1 weight</source>
   <translation>L1-Gewicht</translation>
  </message>
  <message>
   <source>L2 weight</source>
   <translation>L2-Gewicht</translation>
  </message>
  <message>
   <source>LIDC-IDRI, The Cancer Imaging Archive, doi:10.7937/K9/TCIA.2015.LO9QL9SX, CC BY 3.0. Armato et al., Med Phys 2011;38:915. Clark et al., J Digit Imaging 2013;26:1045.</source>
   <translation>LIDC-IDRI, The Cancer Imaging Archive, doi:10.7937/K9/TCIA.2015.LO9QL9SX, CC BY 3.0. Armato et al., Med Phys 2011;38:915. Clark et al., J Digit Imaging 2013;26:1045.</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Language of menus, panels and help.</source>
   <translation>Sprache von Menüs, Feldern und Hilfe.</translation>
  </message>
  <message>
   <source>Largest change of soft tissue and fat, the same everywhere and smoothly varying.</source>
   <translation>Größte Änderung von Weichteilen und Fett, überall gleich und glatt veränderlich.</translation>
  </message>
  <message>
   <source>Largest change of the exponent of the tone curve.</source>
   <translation>Größte Änderung des Exponenten der Tonkurve.</translation>
  </message>
  <message>
   <source>Largest change of the lungs' density, half of it as a slope along gravity.</source>
   <translation>Größte Änderung der Dichte der Lungen, die Hälfte davon als Gefälle in Richtung der Schwerkraft.</translation>
  </message>
  <message>
   <source>Largest change, in line integrals, that is free of the grey value; with 0 nothing can be drawn that the image does not hold.</source>
   <translation>Größte Änderung in Linienintegralen, die vom Grauwert unabhängig ist; mit 0 kann nichts gezeichnet werden, was das Bild nicht enthält.</translation>
  </message>
  <message>
   <source>Largest mean diameter of a nodule.</source>
   <translation>Größter mittlerer Durchmesser eines Rundherds.</translation>
  </message>
  <message>
   <source>Largest movement of the diaphragm in a deeper or shallower breath; ribs and breastbone move with it.</source>
   <translation>Größte Bewegung des Zwerchfells in einem tieferen oder flacheren Atemzug; Rippen und Brustbein bewegen sich mit.</translation>
  </message>
  <message>
   <source>Largest norm of a gradient; 0 sets no limit.</source>
   <translation>Größte Norm eines Gradienten; 0 setzt keine Grenze.</translation>
  </message>
  <message>
   <source>Largest relative change of the contrast of bone.</source>
   <translation>Größte relative Änderung des Kontrasts der Knochen.</translation>
  </message>
  <message>
   <source>Largest relative change of the patient's size along each axis.</source>
   <translation>Größte relative Änderung der Größe des Patienten entlang jeder Achse.</translation>
  </message>
  <message>
   <source>Largest relative change of the source's distances.</source>
   <translation>Größte relative Änderung der Abstände der Quelle.</translation>
  </message>
  <message>
   <source>Largest relative change of the strength of a view.</source>
   <translation>Größte relative Änderung der Stärke einer Ansicht.</translation>
  </message>
  <message>
   <source>Largest rise of heart and great vessels, as by contrast agent; half of the cases have some.</source>
   <translation>Größte Anhebung von Herz und großen Gefäßen, wie durch Kontrastmittel; die Hälfte der Fälle hat welche.</translation>
  </message>
  <message>
   <source>Largest shift of source and detector, for each view.</source>
   <translation>Größte Verschiebung von Quelle und Detektor, für jede Ansicht.</translation>
  </message>
  <message>
   <source>Largest shift of the patient along each axis.</source>
   <translation>Größte Verschiebung des Patienten entlang jeder Achse.</translation>
  </message>
  <message>
   <source>Largest turn of the patient about each axis.</source>
   <translation>Größte Drehung des Patienten um jede Achse.</translation>
  </message>
  <message>
   <source>Largest turn of the patient in the views that only the discriminator sees.</source>
   <translation>Größte Drehung des Patienten in den Ansichten, die nur der Diskriminator sieht.</translation>
  </message>
  <message>
   <source>Largest turn of the patient in views for the discriminator, without CTs.</source>
   <translation>Größte Drehung des Patienten in Ansichten für den Diskriminator, ohne CTs.</translation>
  </message>
  <message>
   <source>Latent channels</source>
   <translation>Latente Kanäle</translation>
  </message>
  <message>
   <source>Latent fit</source>
   <translation>Latente Anpassung</translation>
  </message>
  <message>
   <source>Lateral</source>
   <translation>Seitlich</translation>
  </message>
  <message>
   <source>Lateral X-ray</source>
   <translation>Seitliches Röntgenbild</translation>
  </message>
  <message>
   <source>Lateral X‑ray</source>
   <translation>Seitlich</translation>
  </message>
  <message>
   <source>Lateral pixel</source>
   <translation>Pixel seitlich</translation>
  </message>
  <message>
   <source>Lateral re-projection</source>
   <translation>Seitliche Reprojektion</translation>
  </message>
  <message>
   <source>Lateral: taken to stand {by:.0f} mm {where} than told; its rows then agree best with the frontal's.</source>
   <translation>Seitlich: Der Patient steht wohl {by:.0f} mm weiter {where} als angegeben; so passen die Zeilen am besten zu denen des frontalen Bildes.</translation>
  </message>
  <message>
   <source>Lay learned 2D features back along the true rays into the volume.</source>
   <translation>Gelernte 2D-Merkmale entlang der wahren Strahlen ins Volumen zurücklegen.</translation>
  </message>
  <message>
   <source>Lay the curves of this run over those of the run in front</source>
   <translation>Die Kurven dieses Laufs über die des Laufs im Vordergrund legen</translation>
  </message>
  <message>
   <source>Layers in which the parts of both views look at each other.</source>
   <translation>Schichten, in denen die Teile beider Ansichten aufeinander schauen.</translation>
  </message>
  <message>
   <source>Learn from X-rays and CTs of different people, or from machines drawn by chance that show the CTs: those need no X-rays, and the truth is known, so that neither discriminators nor cycles are needed.</source>
   <translation>Aus Röntgenbildern und CTs verschiedener Menschen lernen oder aus zufällig gezogenen Geräten, die die CTs zeigen: Diese brauchen keine Röntgenbilder, und die Wahrheit ist bekannt, sodass weder Diskriminatoren noch Kreise nötig sind.</translation>
  </message>
  <message>
   <source>Learn from the chosen data, in a process of its own</source>
   <translation>Aus den gewählten Daten lernen, in einem eigenen Prozess</translation>
  </message>
  <message>
   <source>Learn from the chosen data, in a process of its own (Ctrl+Enter)</source>
   <translation>Aus den gewählten Daten lernen, in einem eigenen Prozess (Strg+Eingabe)</translation>
  </message>
  <message>
   <source>Learned from CTs.</source>
   <translation>Hat aus CTs gelernt.</translation>
  </message>
  <message>
   <source>Learned from X-rays and CTs of different people.</source>
   <translation>Hat aus Röntgenbildern und CTs verschiedener Menschen gelernt.</translation>
  </message>
  <message>
   <source>Learned from X-rays.</source>
   <translation>Hat aus Röntgenbildern gelernt.</translation>
  </message>
  <message>
   <source>Learning rate</source>
   <translation>Lernrate</translation>
  </message>
  <message>
   <source>Learning rate (AdamW).</source>
   <translation>Lernrate (AdamW).</translation>
  </message>
  <message>
   <source>Learning rate over time; linear holds it for the first half, then goes straight down to zero.</source>
   <translation>Lernrate über die Zeit; linear hält sie die erste Hälfte lang, dann geht sie gerade auf null.</translation>
  </message>
  <message>
   <source>Learns from X-rays and volumes of different people: there and back again has to end where it began.</source>
   <translation>Lernt aus Röntgenbildern und Volumina verschiedener Menschen: hin und zurück muss dort enden, wo es begann.</translation>
  </message>
  <message>
   <source>Learns from pairs of radiographs alone: the volume explains both, is smooth, and looks right when turned.</source>
   <translation>Lernt aus Röntgenpaaren allein: Das Volumen erklärt beide, ist glatt und sieht auch gedreht richtig aus.</translation>
  </message>
  <message>
   <source>Learns from {needs}. {paper}</source>
   <translation>Lernt aus {needs}. {paper}</translation>
  </message>
  <message>
   <source>Least mean diameter of a nodule.</source>
   <translation>Kleinster mittlerer Durchmesser eines Rundherds.</translation>
  </message>
  <message>
   <source>Least piece</source>
   <translation>Kleinstes Stück</translation>
  </message>
  <message>
   <source>Leave it out of the sources.</source>
   <translation>Bei den Quellen weglassen.</translation>
  </message>
  <message>
   <source>Leave it out.</source>
   <translation>Weglassen.</translation>
  </message>
  <message>
   <source>Leave out borders and letters and find, with bundled CTs, how grey values become attenuation; without it, brighter is taken to be denser in proportion</source>
   <translation>Ränder und Buchstaben weglassen und mit beiliegenden CTs herausfinden, wie aus Grauwerten Schwächung wird; ohne das gilt heller als im gleichen Maß dichter</translation>
  </message>
  <message>
   <source>Leave out names</source>
   <translation>Namen weglassen</translation>
  </message>
  <message>
   <source>Leave shapes out.</source>
   <translation>Die Formen weglassen.</translation>
  </message>
  <message>
   <source>Leave the checkpoint out.</source>
   <translation>Den Checkpoint weglassen.</translation>
  </message>
  <message>
   <source>Leave the geometry as it is</source>
   <translation>Die Geometrie lassen, wie sie ist</translation>
  </message>
  <message>
   <source>Leave the pair out.</source>
   <translation>Das Paar weglassen.</translation>
  </message>
  <message>
   <source>Leave the photons out, or make line integrals.</source>
   <translation>Die Photonen weglassen, oder Linienintegrale machen.</translation>
  </message>
  <message>
   <source>Leave the settings out.</source>
   <translation>Die Einstellungen weglassen.</translation>
  </message>
  <message>
   <source>Leave the split file out and deal the patients out by the seed</source>
   <translation>Die Aufteilungsdatei weglassen und die Patienten nach dem Startwert aufteilen</translation>
  </message>
  <message>
   <source>Leave the style out, or the method.</source>
   <translation>Den Stil weglassen oder die Methode.</translation>
  </message>
  <message>
   <source>Leave the tour (Esc); it can be taken again from the Help menu</source>
   <translation>Den Rundgang verlassen (Esc); er lässt sich im Hilfemenü wiederholen</translation>
  </message>
  <message>
   <source>Leave them out, or choose a method that can use them: {0}.</source>
   <translation>Diese weglassen, oder ein Verfahren wählen, das sie nutzen kann: {0}.</translation>
  </message>
  <message>
   <source>Leave them out, or set supervision to unpaired.</source>
   <translation>Sie weglassen oder supervision auf unpaired setzen.</translation>
  </message>
  <message>
   <source>Leave these data out</source>
   <translation>Diese Daten weglassen</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Links</translation>
  </message>
  <message>
   <source>Left lateral</source>
   <translation>Links seitlich</translation>
  </message>
  <message>
   <source>Left lung</source>
   <translation>Linke Lunge</translation>
  </message>
  <message>
   <source>Left out</source>
   <translation>Weggelassen</translation>
  </message>
  <message>
   <source>Left out: border, letters · estimate</source>
   <translation>Weggelassen: Rand, Buchstaben · Schätzung</translation>
  </message>
  <message>
   <source>Left out: {why}</source>
   <translation>Weggelassen: {why}</translation>
  </message>
  <message>
   <source>Left-drag crosshair · right-drag window/level · wheel zoom · middle-drag or Shift+drag pan · double-click or R fit · hold M magnifier</source>
   <translation>Links ziehen Fadenkreuz · rechts ziehen Fensterung · Rad Zoom · Mitteltaste oder Umschalt+Ziehen verschiebt · Doppelklick oder R einpassen · M halten Lupe</translation>
  </message>
  <message>
   <source>Left-drag crosshair · wheel slice · right-drag sideways colour range · middle-drag pan · Ctrl+wheel zoom · double-click or R fit</source>
   <translation>Links ziehen Fadenkreuz · Rad Schicht · rechts seitwärts ziehen Farbbereich · Mitteltaste verschiebt · Strg+Rad Zoom · Doppelklick oder R einpassen</translation>
  </message>
  <message>
   <source>Left-drag crosshair · wheel slice · right-drag window/level · right-click menu · middle-drag pan · Ctrl+wheel zoom · double-click or R fit · hold M magnifier · drag a round grip to turn the planes</source>
   <translation>Links ziehen Fadenkreuz · Rad Schicht · rechts ziehen Fensterung · Rechtsklick Menü · Mitteltaste verschiebt · Strg+Rad Zoom · Doppelklick oder R einpassen · M halten Lupe · runden Griff ziehen dreht die Ebenen</translation>
  </message>
  <message>
   <source>Left-drag crosshair · wheel slice · right-drag window/level · right-click presets · middle-drag pan · Ctrl+wheel zoom · double-click or R fit · hold M magnifier</source>
   <translation>Links ziehen Fadenkreuz · Rad Schicht · rechts ziehen Fensterung · Rechtsklick Voreinstellungen · Mitteltaste verschiebt · Strg+Rad Zoom · Doppelklick oder R einpassen · M halten Lupe</translation>
  </message>
  <message>
   <source>Left-drag crosshair, or the divider of a swipe · arrow keys divider · right-drag window/level · wheel zoom · middle-drag or Shift+drag pan · double-click or R fit · hold M magnifier</source>
   <translation>Links ziehen Fadenkreuz oder Trennlinie · Pfeiltasten Trennlinie · rechts ziehen Fensterung · Rad Zoom · Mitteltaste oder Umschalt+Ziehen verschiebt · Doppelklick oder R einpassen · M halten Lupe</translation>
  </message>
  <message>
   <source>Left-drag crosshair, or the divider of a swipe · arrow keys divider · wheel slice · right-drag window/level · right-click presets · middle-drag pan · Ctrl+wheel zoom · double-click or R fit · hold M magnifier</source>
   <translation>Links ziehen Fadenkreuz oder Trennlinie · Pfeiltasten Trennlinie · Rad Schicht · rechts ziehen Fensterung · Rechtsklick Voreinstellungen · Mitteltaste verschiebt · Strg+Rad Zoom · Doppelklick oder R einpassen · M halten Lupe</translation>
  </message>
  <message>
   <source>Left-drag turn · middle-drag or Shift+drag move · wheel zoom · right-drag or Ctrl+drag window of the appearance (right widens, up raises) · arrows turn, Shift+arrows move, + and − zoom, Home front</source>
   <translation>Links ziehen: drehen · Mitte oder Umschalt+ziehen: verschieben · Mausrad: Zoom · rechts oder Strg+ziehen: Fensterung der Darstellung (nach rechts breiter, nach oben höher) · Pfeile drehen, Umschalt+Pfeile verschieben, + und − Zoom, Pos1 von vorn</translation>
  </message>
  <message>
   <source>Left:</source>
   <translation>Links:</translation>
  </message>
  <message>
   <source>Length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>Length of the movie</source>
   <translation>Länge des Films</translation>
  </message>
  <message>
   <source>Let distant parts of the volume look at each other at the coarsest resolution.</source>
   <translation>Entfernte Teile des Volumens bei der gröbsten Auflösung aufeinander schauen lassen.</translation>
  </message>
  <message>
   <source>Letters of its words are enough; arrow keys choose, Enter runs</source>
   <translation>Buchstaben seiner Wörter genügen; Pfeiltasten wählen, die Eingabetaste führt aus</translation>
  </message>
  <message>
   <source>Level of the lines</source>
   <translation>Stufe der Zeilen</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>Sammlung</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Lifted features</source>
   <translation>Zurückgelegte Merkmale</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Light is lost and scattered on its way; off while you move.</source>
   <translation>Licht geht unterwegs verloren und wird gestreut; aus, während Sie bewegen.</translation>
  </message>
  <message>
   <source>Lighting</source>
   <translation>Beleuchtung</translation>
  </message>
  <message>
   <source>Limits of the volume</source>
   <translation>Grenzen des Volumens</translation>
  </message>
  <message>
   <source>Line integrals of attenuation have no unit; their error is not known.</source>
   <translation>Linienintegrale der Schwächung haben keine Einheit; ihr Fehler ist nicht bekannt.</translation>
  </message>
  <message>
   <source>Line integrals were estimated by bundled CTs laid over both images (they correlate with them by {0}){1}; the body in view attenuates as {2} litres of water do.</source>
   <translation>Die Linienintegrale wurden aus mitgelieferten CTs geschätzt, die über beide Bilder gelegt wurden (Korrelation {0}){1}; der sichtbare Körper schwächt wie {2} Liter Wasser.</translation>
  </message>
  <message>
   <source>Line integrals · pan, zoom and window are linked</source>
   <translation>Linienintegrale · Lage, Zoom und Fensterung sind verbunden</translation>
  </message>
  <message>
   <source>Line integrals, as computed</source>
   <translation>Linienintegrale, wie berechnet</translation>
  </message>
  <message>
   <source>Line {0} of {1} names neither a pair nor two images.</source>
   <translation>Zeile {0} von {1} nennt weder ein Paar noch zwei Bilder.</translation>
  </message>
  <message>
   <source>Lines of equal height</source>
   <translation>Linien gleicher Höhe</translation>
  </message>
  <message>
   <source>Lines of the log</source>
   <translation>Zeilen des Protokolls</translation>
  </message>
  <message>
   <source>Link zoom, pan and slab</source>
   <translation>Zoom, Lage und Schichtdicke verbinden</translation>
  </message>
  <message>
   <source>List of measurements</source>
   <translation>Liste der Messungen</translation>
  </message>
  <message>
   <source>Little noise (1,000,000 photons)</source>
   <translation>Wenig Rauschen (1.000.000 Photonen)</translation>
  </message>
  <message>
   <source>Liver</source>
   <translation>Leber</translation>
  </message>
  <message>
   <source>Load a CT or another volume file to compare with; the study stays as it is</source>
   <translation>Ein CT oder eine andere Volumendatei zum Vergleich laden; der Fall bleibt, wie er ist</translation>
  </message>
  <message>
   <source>Load a CT or another volume file; the study stays as it is</source>
   <translation>Ein CT oder eine andere Volumendatei laden; der Fall bleibt, wie er ist</translation>
  </message>
  <message>
   <source>Load or save settings</source>
   <translation>Einstellungen laden oder sichern</translation>
  </message>
  <message>
   <source>Loaded {name}</source>
   <translation>{name} geladen</translation>
  </message>
  <message>
   <source>Loading templates</source>
   <translation>Laden der Vorlagen</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>Log every</source>
   <translation>Punkt alle</translation>
  </message>
  <message>
   <source>Log histogram</source>
   <translation>Histogramm logarithmisch</translation>
  </message>
  <message>
   <source>Log of the training</source>
   <translation>Protokoll des Trainings</translation>
  </message>
  <message>
   <source>Log scale</source>
   <translation>Logarithmisch</translation>
  </message>
  <message>
   <source>Logarithmic levels; values not above zero are left out</source>
   <translation>Logarithmische Skala; Werte, die nicht über null liegen, fehlen</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>Schauen</translation>
  </message>
  <message>
   <source>Look at earlier previews; at the right end new ones are followed</source>
   <translation>Frühere Vorschauen ansehen; am rechten Ende wird neuen gefolgt</translation>
  </message>
  <message>
   <source>Look at the batch first</source>
   <translation>Erst den Stapel ansehen</translation>
  </message>
  <message>
   <source>Look at the image before it leaves.</source>
   <translation>Sehen Sie das Bild an, bevor es weitergeht.</translation>
  </message>
  <message>
   <source>Look {side}</source>
   <translation>Blick {side}</translation>
  </message>
  <message>
   <source>Looking for a turned patient</source>
   <translation>Suche nach einer Drehung des Patienten</translation>
  </message>
  <message>
   <source>Looking for other volumes that fit as well</source>
   <translation>Andere Volumen suchen, die ebenso gut passen</translation>
  </message>
  <message>
   <source>Looking for the lungs…</source>
   <translation>Die Lungen werden gesucht…</translation>
  </message>
  <message>
   <source>Lower is better.</source>
   <translation>Niedriger ist besser.</translation>
  </message>
  <message>
   <source>Lower limit</source>
   <translation>Untere Grenze</translation>
  </message>
  <message>
   <source>Lung</source>
   <translation>Lunge</translation>
  </message>
  <message>
   <source>Lung Dice</source>
   <translation>Dice der Lunge</translation>
  </message>
  <message>
   <source>Lung HU</source>
   <translation>HU der Lunge</translation>
  </message>
  <message>
   <source>Lung and airways</source>
   <translation>Lunge und Atemwege</translation>
  </message>
  <message>
   <source>Lung emphasis</source>
   <translation>Betonung der Lunge</translation>
  </message>
  <message>
   <source>Lung overlap</source>
   <translation>Überlappung der Lunge</translation>
  </message>
  <message>
   <source>Lung rate</source>
   <translation>Rate der Lunge</translation>
  </message>
  <message>
   <source>Lung region</source>
   <translation>Bereich der Lunge</translation>
  </message>
  <message>
   <source>Lung surface</source>
   <translation>Lungenoberfläche</translation>
  </message>
  <message>
   <source>Lungs</source>
   <translation>Lunge</translation>
  </message>
  <message>
   <source>Lungs outlined; they are an estimate.</source>
   <translation>Lungen umrandet; sie sind eine Schätzung.</translation>
  </message>
  <message>
   <source>Lungs · estimate</source>
   <translation>Lungen · Schätzung</translation>
  </message>
  <message>
   <source>MIP</source>
   <translation>MIP</translation>
  </message>
  <message>
   <source>MIP: largest value of a slab</source>
   <translation>MIP: größter Wert einer dicken Schicht</translation>
  </message>
  <message>
   <source>MP4 movies cannot be made here: ffmpeg is missing.</source>
   <translation>MP4-Filme sind hier nicht möglich: ffmpeg fehlt.</translation>
  </message>
  <message>
   <source>MP4, small and sharp (.mp4)</source>
   <translation>MP4, klein und scharf (.mp4)</translation>
  </message>
  <message>
   <source>MPR</source>
   <translation>MPR</translation>
  </message>
  <message>
   <source>MPR: three slices and 3D</source>
   <translation>MPR: drei Schichten und 3D</translation>
  </message>
  <message>
   <source>Made</source>
   <translation>Erstellt</translation>
  </message>
  <message>
   <source>Made although it was refused: {why}</source>
   <translation>Trotz Ablehnung gemacht: {why}</translation>
  </message>
  <message>
   <source>Made by a network: what the X-rays do not determine is what the training patients had there.</source>
   <translation>Von einem Netz gemacht: Was die Röntgenbilder nicht bestimmen, ist so, wie es bei den Patienten des Trainings war.</translation>
  </message>
  <message>
   <source>Made by xr2ct.</source>
   <translation>Mit xr2ct erzeugt.</translation>
  </message>
  <message>
   <source>Made from the warped CTs of other people: {0}. Fine detail comes from them.</source>
   <translation>Aus verformten CTs anderer Menschen gemacht: {0}. Feine Einzelheiten stammen von ihnen.</translation>
  </message>
  <message>
   <source>Made from two X-rays by {method}; not a CT of a patient.</source>
   <translation>Aus zwei Röntgenbildern gemacht von {method}; kein CT eines Patienten.</translation>
  </message>
  <message>
   <source>Made from two X-rays; not a CT of a patient.</source>
   <translation>Aus zwei Röntgenbildern gemacht; kein CT eines Patienten.</translation>
  </message>
  <message>
   <source>Magnifier</source>
   <translation>Lupe</translation>
  </message>
  <message>
   <source>Make X-ray pair</source>
   <translation>Röntgenpaar erzeugen</translation>
  </message>
  <message>
   <source>Make X-ray pair from this CT</source>
   <translation>Röntgenpaar aus diesem CT erzeugen</translation>
  </message>
  <message>
   <source>Make a surface of the lungs, in the background</source>
   <translation>Im Hintergrund eine Oberfläche der Lungen erzeugen</translation>
  </message>
  <message>
   <source>Make a volume of the two X-rays (Ctrl+R), or stop making it (Esc)</source>
   <translation>Aus den beiden Röntgenbildern ein Volumen machen (Strg+R) oder damit aufhören (Esc)</translation>
  </message>
  <message>
   <source>Make a volume of the two X-rays with the chosen method</source>
   <translation>Aus den beiden Röntgenbildern mit dem gewählten Verfahren ein Volumen machen</translation>
  </message>
  <message>
   <source>Make it again or choose its data.</source>
   <translation>Neu machen, oder die zugehörigen Daten wählen.</translation>
  </message>
  <message>
   <source>Make it anew.</source>
   <translation>Neu machen.</translation>
  </message>
  <message>
   <source>Make it in the background</source>
   <translation>Im Hintergrund erzeugen</translation>
  </message>
  <message>
   <source>Make it smaller first.</source>
   <translation>Zuerst verkleinern.</translation>
  </message>
  <message>
   <source>Make it smaller.</source>
   <translation>Verkleinern.</translation>
  </message>
  <message>
   <source>Make one in 3D: Adjust, Surfaces</source>
   <translation>In 3D eine anlegen: Anpassen, Oberflächen</translation>
  </message>
  <message>
   <source>Make surface</source>
   <translation>Oberfläche erzeugen</translation>
  </message>
  <message>
   <source>Make the split again.</source>
   <translation>Die Aufteilung neu machen.</translation>
  </message>
  <message>
   <source>Makes the two X-rays this CT would give, to reconstruct them and compare with it.</source>
   <translation>Erzeugt die beiden Röntgenbilder, die dieses CT ergäbe, um sie zu rekonstruieren und mit ihm zu vergleichen.</translation>
  </message>
  <message>
   <source>Makes the two X-rays this volume would give. They are synthetic too, and say so.</source>
   <translation>Macht die zwei Röntgenbilder, die dieses Volumen ergäbe. Auch sie sind synthetisch und sagen das.</translation>
  </message>
  <message>
   <source>Making a surface: {kind} …</source>
   <translation>Oberfläche wird gemacht: {kind} …</translation>
  </message>
  <message>
   <source>Making the movie</source>
   <translation>Erstellen des Films</translation>
  </message>
  <message>
   <source>Making the pair…</source>
   <translation>Das Paar wird erzeugt…</translation>
  </message>
  <message>
   <source>Manual</source>
   <translation>Handbuch</translation>
  </message>
  <message>
   <source>Mask</source>
   <translation>Verdecken</translation>
  </message>
  <message>
   <source>Mask and export</source>
   <translation>Verdecken und exportieren</translation>
  </message>
  <message>
   <source>Mask it in the images before they leave, or export them as they are?</source>
   <translation>In den Bildern verdecken, bevor sie weitergehen, oder so exportieren, wie sie sind?</translation>
  </message>
  <message>
   <source>Mask, export later</source>
   <translation>Verdecken, später exportieren</translation>
  </message>
  <message>
   <source>Match gain</source>
   <translation>Verstärkung anpassen</translation>
  </message>
  <message>
   <source>Match voxels</source>
   <translation>Abgleich in Voxeln</translation>
  </message>
  <message>
   <source>Maximum intensity</source>
   <translation>Maximumintensität</translation>
  </message>
  <message>
   <source>Mean</source>
   <translation>Mittelwert</translation>
  </message>
  <message>
   <source>Mean absolute difference inside the body of the left volume.</source>
   <translation>Mittlere absolute Differenz im Körper des linken Volumens.</translation>
  </message>
  <message>
   <source>Mean absolute difference inside the body.</source>
   <translation>Mittlere absolute Abweichung im Körper.</translation>
  </message>
  <message>
   <source>Mean absolute difference of all voxels. Lower is better.</source>
   <translation>Mittlere absolute Differenz aller Voxel. Niedriger ist besser.</translation>
  </message>
  <message>
   <source>Mean error</source>
   <translation>Mittlerer Fehler</translation>
  </message>
  <message>
   <source>Mean error in the body</source>
   <translation>Mittlerer Fehler im Körper</translation>
  </message>
  <message>
   <source>Mean of a slab</source>
   <translation>Mittelwert einer dicken Schicht</translation>
  </message>
  <message>
   <source>Measure</source>
   <translation>Messen</translation>
  </message>
  <message>
   <source>Measure again.</source>
   <translation>Noch einmal messen.</translation>
  </message>
  <message>
   <source>Measure both lungs</source>
   <translation>Beide Lungen messen</translation>
  </message>
  <message>
   <source>Measure the result beside the baselines on these X-rays</source>
   <translation>Das Ergebnis auf diesen Röntgenbildern neben den Vergleichsverfahren messen</translation>
  </message>
  <message>
   <source>Measured on</source>
   <translation>Gemessen an</translation>
  </message>
  <message>
   <source>Measured on a CT: only the size of the voxels counts.</source>
   <translation>An einem CT gemessen: Nur die Größe der Voxel zählt.</translation>
  </message>
  <message>
   <source>Measured on a CT: the values are those of its voxels.</source>
   <translation>An einem CT gemessen: Die Werte sind die seiner Voxel.</translation>
  </message>
  <message>
   <source>Measured on: {volume}</source>
   <translation>Gemessen an: {volume}</translation>
  </message>
  <message>
   <source>Measurement noise</source>
   <translation>Messrauschen</translation>
  </message>
  <message>
   <source>Measurements</source>
   <translation>Messungen</translation>
  </message>
  <message>
   <source>Measurements (estimates)</source>
   <translation>Messungen (Schätzungen)</translation>
  </message>
  <message>
   <source>Measurements copied</source>
   <translation>Messungen kopiert</translation>
  </message>
  <message>
   <source>Measures</source>
   <translation>Maße</translation>
  </message>
  <message>
   <source>Measuring</source>
   <translation>Messen</translation>
  </message>
  <message>
   <source>Measuring the result beside the baselines</source>
   <translation>Das Ergebnis wird neben den Vergleichsverfahren gemessen</translation>
  </message>
  <message>
   <source>Mediastinum</source>
   <translation>Mediastinum</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Memory and time could not be estimated. {error}</source>
   <translation>Speicher und Zeit ließen sich nicht schätzen. {error}</translation>
  </message>
  <message>
   <source>Memory of Adam for the size of gradients.</source>
   <translation>Gedächtnis von Adam für die Größe der Gradienten.</translation>
  </message>
  <message>
   <source>Memory of the training process</source>
   <translation>Speicher des Trainingsprozesses</translation>
  </message>
  <message>
   <source>Menu</source>
   <translation>Menü</translation>
  </message>
  <message>
   <source>Menu key</source>
   <translation>Menütaste</translation>
  </message>
  <message>
   <source>Menu of the view</source>
   <translation>Menü der Ansicht</translation>
  </message>
  <message>
   <source>Menu of the view, with window presets</source>
   <translation>Menü der Ansicht, mit Fensterungen</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>Verfahren</translation>
  </message>
  <message>
   <source>Method of the batch</source>
   <translation>Verfahren des Stapels</translation>
  </message>
  <message>
   <source>Method to train</source>
   <translation>Verfahren, das trainiert wird</translation>
  </message>
  <message>
   <source>Middle drag, Shift + drag</source>
   <translation>Mitte ziehen, Umschalt + ziehen</translation>
  </message>
  <message>
   <source>MinIP</source>
   <translation>MinIP</translation>
  </message>
  <message>
   <source>MinIP: smallest value of a slab</source>
   <translation>MinIP: kleinster Wert einer dicken Schicht</translation>
  </message>
  <message>
   <source>Mirror</source>
   <translation>Spiegeln</translation>
  </message>
  <message>
   <source>Mirror half of the cases left to right; the heart is then on the right.</source>
   <translation>Die Hälfte der Fälle von links nach rechts spiegeln; das Herz ist dann rechts.</translation>
  </message>
  <message>
   <source>Mirror it.</source>
   <translation>Spiegeln.</translation>
  </message>
  <message>
   <source>Mirror the {side} X-ray left to right</source>
   <translation>Links und rechts in der {side} Aufnahme vertauschen</translation>
  </message>
  <message>
   <source>Mixing</source>
   <translation>Mischen</translation>
  </message>
  <message>
   <source>Momentum of Adam.</source>
   <translation>Trägheit von Adam.</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message>
   <source>More are smoother and coarser; at rest the picture is always fine.</source>
   <translation>Mehr sind flüssiger und gröber; in Ruhe ist das Bild immer fein.</translation>
  </message>
  <message>
   <source>More slices a second</source>
   <translation>Mehr Schichten je Sekunde</translation>
  </message>
  <message>
   <source>More slices seen as one</source>
   <translation>Mehr Schichten als eine sehen</translation>
  </message>
  <message>
   <source>More to do with the run</source>
   <translation>Weiteres mit dem Lauf</translation>
  </message>
  <message>
   <source>More: sides and what is shown</source>
   <translation>Mehr: Seiten und was gezeigt wird</translation>
  </message>
  <message>
   <source>Most photons per pixel.</source>
   <translation>Meiste Photonen je Pixel.</translation>
  </message>
  <message>
   <source>Mouse in 3D</source>
   <translation>Maus in 3D</translation>
  </message>
  <message>
   <source>Mouse in images</source>
   <translation>Maus in Bildern</translation>
  </message>
  <message>
   <source>Move a face of the crop box</source>
   <translation>Eine Fläche des Ausschnitts verschieben</translation>
  </message>
  <message>
   <source>Move the crosshair by a pixel</source>
   <translation>Das Fadenkreuz um ein Pixel bewegen</translation>
  </message>
  <message>
   <source>Move the image</source>
   <translation>Das Bild verschieben</translation>
  </message>
  <message>
   <source>Move the keyboard to the next part of the window</source>
   <translation>Die Tastatur in den nächsten Teil des Fensters setzen</translation>
  </message>
  <message>
   <source>Move the keyboard to the part of the window before</source>
   <translation>Die Tastatur in den vorigen Teil des Fensters setzen</translation>
  </message>
  <message>
   <source>Move the volume</source>
   <translation>Das Volumen verschieben</translation>
  </message>
  <message>
   <source>Move to trash</source>
   <translation>In den Papierkorb</translation>
  </message>
  <message>
   <source>Move until what lies on a blue line in the frontal X-ray lies on the same line in the lateral one.</source>
   <translation>Verschieben, bis das, was im frontalen Bild auf einer blauen Linie liegt, im seitlichen auf derselben liegt.</translation>
  </message>
  <message>
   <source>Move {names} to the trash? It can be restored from there.</source>
   <translation>{names} in den Papierkorb legen? Von dort lässt sich alles zurückholen.</translation>
  </message>
  <message>
   <source>Moved {name} to the trash.</source>
   <translation>{name} liegt im Papierkorb.</translation>
  </message>
  <message>
   <source>Movie</source>
   <translation>Film</translation>
  </message>
  <message>
   <source>Much less lung was found on the {0} of the frontal image: the patient may be turned, or a lung dense or missing.</source>
   <translation>Auf einer Seite ({0}) des frontalen Bildes wurde viel weniger Lunge gefunden: Der Patient ist vielleicht gedreht, oder eine Lunge ist dicht oder fehlt.</translation>
  </message>
  <message>
   <source>Much noise (10,000 photons)</source>
   <translation>Viel Rauschen (10.000 Photonen)</translation>
  </message>
  <message>
   <source>Multiplies the number of registration steps; lower is faster.</source>
   <translation>Vervielfacht die Zahl der Schritte der Registrierung; weniger ist schneller.</translation>
  </message>
  <message>
   <source>My windows</source>
   <translation>Meine Fensterungen</translation>
  </message>
  <message>
   <source>My windows…</source>
   <translation>Meine Fensterungen…</translation>
  </message>
  <message>
   <source>My {title}</source>
   <translation>Mein {title}</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Name each member once.</source>
   <translation>Jedes Mitglied nur einmal nennen.</translation>
  </message>
  <message>
   <source>Name of the preset</source>
   <translation>Name der Vorlage</translation>
  </message>
  <message>
   <source>Name of the run</source>
   <translation>Name des Laufs</translation>
  </message>
  <message>
   <source>Name of the run and of its folder</source>
   <translation>Name des Laufs und seines Ordners</translation>
  </message>
  <message>
   <source>Name of the window {window}:</source>
   <translation>Name der Fensterung {window}:</translation>
  </message>
  <message>
   <source>Name the X-rays it was made from</source>
   <translation>Die Röntgenbilder nennen, aus denen es entstand</translation>
  </message>
  <message>
   <source>Name:</source>
   <translation>Name:</translation>
  </message>
  <message>
   <source>Nearly all of the {0} image was taken for lung, so the outline cannot be trusted.</source>
   <translation>Fast alles auf dem {0} Bild wurde für Lunge gehalten; dem Umriss ist nicht zu trauen.</translation>
  </message>
  <message>
   <source>Needs about {needed} in memory; {free} are free.</source>
   <translation>Braucht etwa {needed} im Arbeitsspeicher; {free} sind frei.</translation>
  </message>
  <message>
   <source>Needs about {needed} on the graphics card; {free} are free.</source>
   <translation>Braucht etwa {needed} auf der Grafikkarte; {free} sind frei.</translation>
  </message>
  <message>
   <source>Needs nothing but the two X-rays.</source>
   <translation>Braucht nur die beiden Röntgenbilder.</translation>
  </message>
  <message>
   <source>Neither accuracy nor agreement with the X-rays can be measured: an X-ray is blank.</source>
   <translation>Weder Genauigkeit noch Übereinstimmung mit den Röntgenbildern lässt sich messen: Ein Röntgenbild ist leer.</translation>
  </message>
  <message>
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <source>Network error</source>
   <translation>Fehler des Netzes</translation>
  </message>
  <message>
   <source>New folder to write to</source>
   <translation>Neuer Ordner, in den geschrieben wird</translation>
  </message>
  <message>
   <source>New keys</source>
   <translation>Neue Tasten</translation>
  </message>
  <message>
   <source>New training with these settings</source>
   <translation>Neues Training mit diesen Einstellungen</translation>
  </message>
  <message>
   <source>Newest checkpoints kept; the best is kept as well.</source>
   <translation>Die neuesten Zwischenstände, die behalten werden; der beste auch.</translation>
  </message>
  <message>
   <source>Newest preview</source>
   <translation>Neueste Vorschau</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Next and previous slice</source>
   <translation>Nächste und vorige Schicht</translation>
  </message>
  <message>
   <source>Next kind of slab</source>
   <translation>Nächste Art dicker Schicht</translation>
  </message>
  <message>
   <source>Next pane</source>
   <translation>Nächster Bereich</translation>
  </message>
  <message>
   <source>Next slice; zoom on X-rays</source>
   <translation>Nächste Schicht; Zoom bei Röntgenbildern</translation>
  </message>
  <message>
   <source>No CT</source>
   <translation>Kein CT</translation>
  </message>
  <message>
   <source>No X-ray</source>
   <translation>Kein Röntgenbild</translation>
  </message>
  <message>
   <source>No X-rays are open</source>
   <translation>Keine Röntgenbilder sind offen</translation>
  </message>
  <message>
   <source>No body was found in the volume.</source>
   <translation>Im Volumen wurde kein Körper gefunden.</translation>
  </message>
  <message>
   <source>No cases yet. Add folders with X-ray pairs, or drop them here:
a case is a pair.json, or a folder with a frontal and a lateral image.</source>
   <translation>Noch keine Fälle. Fügen Sie Ordner mit Röntgenpaaren hinzu oder legen Sie sie hier ab:
Ein Fall ist eine pair.json oder ein Ordner mit einem frontalen und einem seitlichen Bild.</translation>
  </message>
  <message>
   <source>No clip plane</source>
   <translation>Keine Schnittebene</translation>
  </message>
  <message>
   <source>No closer to the true CT than the best of the baselines on this case: {0}.</source>
   <translation>Nicht näher am wahren CT als die beste Vergleichsmethode bei diesem Fall: {0}.</translation>
  </message>
  <message>
   <source>No command has these letters.</source>
   <translation>Kein Befehl hat diese Buchstaben.</translation>
  </message>
  <message>
   <source>No curve is checked. Check some in the list on the left.</source>
   <translation>Keine Kurve ist angehakt. Haken Sie links in der Liste einige an.</translation>
  </message>
  <message>
   <source>No curves yet. Start a training, or choose a run in the table.</source>
   <translation>Noch keine Kurven. Starten Sie ein Training oder wählen Sie einen Lauf in der Tabelle.</translation>
  </message>
  <message>
   <source>No longer offered, because the checkpoint is gone: {names}</source>
   <translation>Nicht mehr angeboten, weil der Zwischenstand fehlt: {names}</translation>
  </message>
  <message>
   <source>No lung was found by the rule: air-filled, below the skin, 50 ml or more.</source>
   <translation>Nach der Regel wurde keine Lunge gefunden: luftgefüllt, unter der Haut, 50 ml oder mehr.</translation>
  </message>
  <message>
   <source>No lungs were found in the CT, so it cannot be shown in another breath.</source>
   <translation>Im CT wurde keine Lunge gefunden, also lässt es sich nicht in einem anderen Atemzug zeigen.</translation>
  </message>
  <message>
   <source>No lungs were found in the CT.</source>
   <translation>Im CT wurde keine Lunge gefunden.</translation>
  </message>
  <message>
   <source>No lungs were found on the {0} image.</source>
   <translation>Auf dem {0} Bild wurde keine Lunge gefunden.</translation>
  </message>
  <message>
   <source>No measurements yet.

Take a tool from the bar at the left (D for a distance, V for a volume) and draw in a slice or an X-ray. Every value is an estimate with its 90 % interval.</source>
   <translation>Noch keine Messungen.

Nehmen Sie links ein Werkzeug (D für eine Strecke, V für ein Volumen) und zeichnen Sie in eine Schicht oder ein Röntgenbild. Jeder Wert ist eine Schätzung mit ihrem 90-%-Intervall.</translation>
  </message>
  <message>
   <source>No noise</source>
   <translation>Kein Rauschen</translation>
  </message>
  <message>
   <source>No number of X-rays was given.</source>
   <translation>Es wurde keine Zahl von Röntgenbildern angegeben.</translation>
  </message>
  <message>
   <source>No other volume was found.</source>
   <translation>Es wurde kein anderes Volumen gefunden.</translation>
  </message>
  <message>
   <source>No pair here can be learned from. {0}</source>
   <translation>Von keinem Paar hier lässt sich lernen. {0}</translation>
  </message>
  <message>
   <source>No pair is left. {0}</source>
   <translation>Es bleibt kein Paar übrig. {0}</translation>
  </message>
  <message>
   <source>No preview yet. What the training makes of one held-out case appears here as it learns.</source>
   <translation>Noch keine Vorschau. Was das Training aus einem zurückgehaltenen Fall macht, erscheint hier, während es lernt.</translation>
  </message>
  <message>
   <source>No radiograph</source>
   <translation>Kein Röntgenbild</translation>
  </message>
  <message>
   <source>No run fits the filter.</source>
   <translation>Kein Lauf passt zum Filter.</translation>
  </message>
  <message>
   <source>No run is followed</source>
   <translation>Kein Lauf wird verfolgt</translation>
  </message>
  <message>
   <source>No runs yet. Trainings started here appear in this table; “Add folder…” shows runs from elsewhere.</source>
   <translation>Noch keine Läufe. Hier gestartete Trainings erscheinen in dieser Tabelle; „Ordner hinzufügen…“ zeigt Läufe von anderswo.</translation>
  </message>
  <message>
   <source>No setting has these words.</source>
   <translation>Keine Einstellung enthält diese Wörter.</translation>
  </message>
  <message>
   <source>No space left on device</source>
   <translation>kein Platz auf dem Datenträger</translation>
  </message>
  <message>
   <source>No such file or directory</source>
   <translation>Datei oder Ordner nicht gefunden</translation>
  </message>
  <message>
   <source>No surfaces yet. Choose a structure above; it takes some seconds.</source>
   <translation>Noch keine Oberflächen. Wählen Sie oben eine Struktur; es dauert einige Sekunden.</translation>
  </message>
  <message>
   <source>No usable CUDA graphics card was found.</source>
   <translation>Es wurde keine verwendbare CUDA-Grafikkarte gefunden.</translation>
  </message>
  <message>
   <source>No value is negative; the numbers may not be Hounsfield units.</source>
   <translation>Kein Wert ist negativ; die Zahlen sind vielleicht keine Hounsfield-Einheiten.</translation>
  </message>
  <message>
   <source>No volume is made of it unless you say so.</source>
   <translation>Daraus wird kein Volumen gemacht, außer Sie sagen es.</translation>
  </message>
  <message>
   <source>No volume is shown to measure on.</source>
   <translation>Es wird kein Volumen gezeigt, an dem zu messen wäre.</translation>
  </message>
  <message>
   <source>No volume was made. {0}</source>
   <translation>Es wurde kein Volumen gemacht. {0}</translation>
  </message>
  <message>
   <source>No volume yet</source>
   <translation>Noch kein Volumen</translation>
  </message>
  <message>
   <source>No window of your own yet. Set one up and choose “Keep this window…”.</source>
   <translation>Noch keine eigene Fensterung. Stellen Sie eine ein und wählen Sie „Diese Fensterung merken…“.</translation>
  </message>
  <message>
   <source>Nodule largest</source>
   <translation>Größter Rundherd</translation>
  </message>
  <message>
   <source>Nodule largest must not be below nodule smallest.</source>
   <translation>Der größte Rundherd darf nicht kleiner als der kleinste sein.</translation>
  </message>
  <message>
   <source>Nodule smallest</source>
   <translation>Kleinster Rundherd</translation>
  </message>
  <message>
   <source>Nodules</source>
   <translation>Rundherde</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keiner</translation>
  </message>
  <message>
   <source>Norm of the gradient</source>
   <translation>Norm des Gradienten</translation>
  </message>
  <message>
   <source>Normalised cross-correlation of all voxels.</source>
   <translation>Normierte Kreuzkorrelation aller Voxel.</translation>
  </message>
  <message>
   <source>Not a directory</source>
   <translation>kein Ordner</translation>
  </message>
  <message>
   <source>Not measured</source>
   <translation>Nicht gemessen</translation>
  </message>
  <message>
   <source>Not measured yet</source>
   <translation>Noch nicht gemessen</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>Nicht jetzt</translation>
  </message>
  <message>
   <source>Not now: {reason}</source>
   <translation>Nicht jetzt: {reason}</translation>
  </message>
  <message>
   <source>Not there any more: {names}</source>
   <translation>Nicht mehr vorhanden: {names}</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <source>Notes</source>
   <translation>Hinweise</translation>
  </message>
  <message>
   <source>Nothing but where they are</source>
   <translation>Nur wo sie liegen</translation>
  </message>
  <message>
   <source>Nothing chosen yet. Add a folder of CTs, prepared cubes or X-ray pairs, or computed thoraxes.</source>
   <translation>Noch nichts gewählt. Fügen Sie einen Ordner mit CTs, vorbereiteten Würfeln oder Röntgenpaaren hinzu, oder berechnete Brustkörbe.</translation>
  </message>
  <message>
   <source>Nothing could be prepared. {0}</source>
   <translation>Nichts ließ sich vorbereiten. {0}</translation>
  </message>
  <message>
   <source>Nothing here has these words.</source>
   <translation>Nichts hier enthält diese Wörter.</translation>
  </message>
  <message>
   <source>Nothing in the volume is left at this threshold.</source>
   <translation>Bei dieser Schwelle bleibt vom Volumen nichts übrig.</translation>
  </message>
  <message>
   <source>Nothing to compare with yet</source>
   <translation>Noch nichts zum Vergleichen</translation>
  </message>
  <message>
   <source>Nothing to compare yet</source>
   <translation>Noch nichts zu vergleichen</translation>
  </message>
  <message>
   <source>Nothing to measure here</source>
   <translation>Hier ist nichts zu messen</translation>
  </message>
  <message>
   <source>Nothing to show yet</source>
   <translation>Noch nichts zu zeigen</translation>
  </message>
  <message>
   <source>Nothing turned, tilted or moved, one breath; distances stay</source>
   <translation>Nichts gedreht, gekippt oder verschoben, ein Atemzug; Abstände bleiben</translation>
  </message>
  <message>
   <source>Nothing was opened</source>
   <translation>Nichts wurde geöffnet</translation>
  </message>
  <message>
   <source>Nothing was said yet. Warnings and notes of the training that is followed appear here.</source>
   <translation>Noch wurde nichts gemeldet. Warnungen und Hinweise des verfolgten Trainings erscheinen hier.</translation>
  </message>
  <message>
   <source>Now choose the other X-ray of this person, beside {name}</source>
   <translation>Nun das andere Röntgenbild dieser Person wählen, neben {name}</translation>
  </message>
  <message>
   <source>Number of X-rays</source>
   <translation>Zahl der Röntgenbilder</translation>
  </message>
  <message>
   <source>Number of computed thoraxes</source>
   <translation>Anzahl berechneter Brustkörbe</translation>
  </message>
  <message>
   <source>Number of different volumes in the prior.</source>
   <translation>Zahl der verschiedenen Volumen im Vorwissen.</translation>
  </message>
  <message>
   <source>Numbers that describe each of 4 x 4 x 4 parts of the cube.</source>
   <translation>Zahlen, die jeden von 4 x 4 x 4 Teilen des Würfels beschreiben.</translation>
  </message>
  <message>
   <source>Oblique, {places}</source>
   <translation>Schräg, {places}</translation>
  </message>
  <message>
   <source>Of the case and of the files it was made from: neither in the file nor in the proposed name. What is drawn on an X-ray stays.</source>
   <translation>Des Falls und der Dateien, aus denen er entstand: weder in der Datei noch im vorgeschlagenen Namen. Was auf einem Röntgenbild steht, bleibt.</translation>
  </message>
  <message>
   <source>Of the program</source>
   <translation>Vom Programm</translation>
  </message>
  <message>
   <source>Of these others may be changed: {0}.</source>
   <translation>Von diesen dürfen andere geändert werden: {0}.</translation>
  </message>
  <message>
   <source>Off: every slice view has its own</source>
   <translation>Aus: jede Schichtansicht hat ihre eigenen</translation>
  </message>
  <message>
   <source>Off: every view stays at its slice</source>
   <translation>Aus: jede Ansicht bleibt bei ihrer Schicht</translation>
  </message>
  <message>
   <source>Off: surfaces and X-rays alone</source>
   <translation>Aus: nur Oberflächen und Röntgenbilder</translation>
  </message>
  <message>
   <source>On a grid finer than its own, take from the templates what the network cannot show, before the average.</source>
   <translation>Auf einem feineren Gitter als dem eigenen vor dem Mitteln von den Vorlagen nehmen, was das Netz nicht zeigen kann.</translation>
  </message>
  <message>
   <source>On this line lies what is picked in the frontal X-ray · {depth}</source>
   <translation>Auf dieser Linie liegt, was im frontalen Röntgenbild gewählt ist · {depth}</translation>
  </message>
  <message>
   <source>On this line lies what is picked in the lateral X-ray · {depth}</source>
   <translation>Auf dieser Linie liegt, was im seitlichen Röntgenbild gewählt ist · {depth}</translation>
  </message>
  <message>
   <source>On top of the scale of the system.</source>
   <translation>Zusätzlich zur Skalierung des Systems.</translation>
  </message>
  <message>
   <source>One file</source>
   <translation>Eine Datei</translation>
  </message>
  <message>
   <source>One file. Each slice carries the banner below it, values and places stay exact, and no archive takes it for a CT.</source>
   <translation>Eine Datei. Jede Schicht trägt darunter den Hinweis, Werte und Lagen bleiben genau, und kein Archiv hält sie für ein CT.</translation>
  </message>
  <message>
   <source>One image holds line integrals, the other grey values.</source>
   <translation>Ein Bild enthält Linienintegrale, das andere Grauwerte.</translation>
  </message>
  <message>
   <source>One image left and one right of a divider you drag</source>
   <translation>Ein Bild links und eines rechts einer Trennlinie, die man zieht</translation>
  </message>
  <message>
   <source>One pass of a network that was trained on CTs: dense 2D encoders, lifted to 3D, with a discriminator.</source>
   <translation>Ein Durchgang eines mit CTs trainierten Netzes: dichte 2D-Encoder, nach 3D gehoben, mit einem Diskriminator.</translation>
  </message>
  <message>
   <source>Only one of the X-rays is a display image, so its style was left as it is.</source>
   <translation>Nur eines der Röntgenbilder ist ein Ansichtsbild; ihr Stil wurde daher belassen.</translation>
  </message>
  <message>
   <source>Only the {0} X-ray was used; depth along its rays is a guess.</source>
   <translation>Nur das Röntgenbild der {0} Ansicht wurde verwendet; die Tiefe entlang seiner Strahlen ist geraten.</translation>
  </message>
  <message>
   <source>Only what the X-rays determine</source>
   <translation>Nur was die Röntgenbilder bestimmen</translation>
  </message>
  <message>
   <source>Opacity and colour of Hounsfield units</source>
   <translation>Deckkraft und Farbe der Hounsfield-Einheiten</translation>
  </message>
  <message>
   <source>Opacity of the chosen point</source>
   <translation>Deckkraft des gewählten Punkts</translation>
  </message>
  <message>
   <source>Opacity of {title}</source>
   <translation>Deckkraft von {title}</translation>
  </message>
  <message>
   <source>Opacity {opacity:.0%}</source>
   <translation>Deckkraft {opacity:.0%}</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Open DICOM folder…</source>
   <translation>DICOM-Ordner öffnen…</translation>
  </message>
  <message>
   <source>Open X-rays or CT…</source>
   <translation>Röntgenbilder oder CT öffnen…</translation>
  </message>
  <message>
   <source>Open a 3D image.</source>
   <translation>Ein 3D-Bild öffnen.</translation>
  </message>
  <message>
   <source>Open a bundled real case</source>
   <translation>Einen enthaltenen echten Fall öffnen</translation>
  </message>
  <message>
   <source>Open a frontal and a lateral X-ray of one person, reconstruct, look, export.</source>
   <translation>Eine frontale und eine seitliche Aufnahme einer Person öffnen, rekonstruieren, ansehen, exportieren.</translation>
  </message>
  <message>
   <source>Open a saved session</source>
   <translation>Eine gespeicherte Sitzung öffnen</translation>
  </message>
  <message>
   <source>Open a volume file to compare with: the folder above, or Compare in the menu.</source>
   <translation>Eine Volumendatei zum Vergleichen öffnen: mit dem Ordner oben oder im Menü Vergleichen.</translation>
  </message>
  <message>
   <source>Open a volume to compare with</source>
   <translation>Ein Volumen zum Vergleich öffnen</translation>
  </message>
  <message>
   <source>Open a volume to compare with…</source>
   <translation>Volumen zum Vergleich öffnen…</translation>
  </message>
  <message>
   <source>Open a volume…</source>
   <translation>Volumen öffnen…</translation>
  </message>
  <message>
   <source>Open an X-ray pair, or drop two images here.</source>
   <translation>Öffnen Sie ein Röntgenpaar oder legen Sie zwei Bilder hier ab.</translation>
  </message>
  <message>
   <source>Open an appearance</source>
   <translation>Eine Darstellung öffnen</translation>
  </message>
  <message>
   <source>Open an appearance: .vp.json, or presets of 3D Slicer (.xml, .vp)</source>
   <translation>Eine Darstellung öffnen: .vp.json oder Vorgaben von 3D Slicer (.xml, .vp)</translation>
  </message>
  <message>
   <source>Open another image, or check its position on the detector.</source>
   <translation>Ein anderes Bild öffnen oder seine Lage auf dem Detektor prüfen.</translation>
  </message>
  <message>
   <source>Open another image.</source>
   <translation>Ein anderes Bild öffnen.</translation>
  </message>
  <message>
   <source>Open another study</source>
   <translation>Einen weiteren Fall öffnen</translation>
  </message>
  <message>
   <source>Open another study (Ctrl+O)</source>
   <translation>Einen weiteren Fall öffnen (Strg+O)</translation>
  </message>
  <message>
   <source>Open appearance…</source>
   <translation>Darstellung öffnen…</translation>
  </message>
  <message>
   <source>Open bent pair</source>
   <translation>Angepasstes Paar öffnen</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Open it as a CT.</source>
   <translation>Als CT öffnen.</translation>
  </message>
  <message>
   <source>Open it as a pair.</source>
   <translation>Als Paar öffnen.</translation>
  </message>
  <message>
   <source>Open it as a radiograph.</source>
   <translation>Als Röntgenbild öffnen.</translation>
  </message>
  <message>
   <source>Open it without these options.</source>
   <translation>Öffnen Sie die Datei ohne diese Optionen.</translation>
  </message>
  <message>
   <source>Open session</source>
   <translation>Sitzung öffnen</translation>
  </message>
  <message>
   <source>Open session…</source>
   <translation>Sitzung öffnen…</translation>
  </message>
  <message>
   <source>Open studies</source>
   <translation>Offene Fälle</translation>
  </message>
  <message>
   <source>Open the CT that it belongs to.</source>
   <translation>Das CT öffnen, zu dem sie gehört.</translation>
  </message>
  <message>
   <source>Open the computed thorax</source>
   <translation>Den berechneten Brustkorb öffnen</translation>
  </message>
  <message>
   <source>Open the folder with the whole series.</source>
   <translation>Den Ordner mit der ganzen Serie öffnen.</translation>
  </message>
  <message>
   <source>Open the frontal and the lateral X-ray together.</source>
   <translation>Das frontale und das seitliche Röntgenbild zusammen öffnen.</translation>
  </message>
  <message>
   <source>Open the geometry of the X-rays, with lines that show what fits</source>
   <translation>Die Geometrie der Röntgenbilder öffnen, mit Linien, die zeigen, was zusammenpasst</translation>
  </message>
  <message>
   <source>Open the series as a volume.</source>
   <translation>Die Serie als Volumen öffnen.</translation>
  </message>
  <message>
   <source>Open the whole series.</source>
   <translation>Die ganze Serie öffnen.</translation>
  </message>
  <message>
   <source>Open these studies as they were, with corrections and results</source>
   <translation>Diese Fälle öffnen, wie sie waren, mit Korrekturen und Ergebnissen</translation>
  </message>
  <message>
   <source>Open two X-ray images together, one pair.json, or one CT (a file or a DICOM folder).</source>
   <translation>Zwei Röntgenbilder zusammen öffnen, eine pair.json oder ein CT (eine Datei oder einen DICOM-Ordner).</translation>
  </message>
  <message>
   <source>Open two X-rays, a pair file or a CT</source>
   <translation>Zwei Röntgenbilder, eine Paardatei oder ein CT öffnen</translation>
  </message>
  <message>
   <source>Open with what is stored</source>
   <translation>Mit dem Gespeicherten öffnen</translation>
  </message>
  <message>
   <source>Opened in the window: {title}</source>
   <translation>Im Fenster geöffnet: {title}</translation>
  </message>
  <message>
   <source>Opened {name}: 1 study.</source>
   <translation>{name} geöffnet: 1 Fall.</translation>
  </message>
  <message>
   <source>Opened {name}: {count} studies.</source>
   <translation>{name} geöffnet: {count} Fälle.</translation>
  </message>
  <message>
   <source>Opened {name}: {more}</source>
   <translation>{name} geöffnet: {more}</translation>
  </message>
  <message>
   <source>Opened {title}.</source>
   <translation>{title} geöffnet.</translation>
  </message>
  <message>
   <source>Opening {name}…</source>
   <translation>{name} wird geöffnet…</translation>
  </message>
  <message>
   <source>Opens as a case of its own, with this volume as its truth. It is simulated, and says so.</source>
   <translation>Öffnet sich als eigener Fall, mit diesem Volumen als Wahrheit. Er ist simuliert und sagt es.</translation>
  </message>
  <message>
   <source>Open…</source>
   <translation>Öffnen…</translation>
  </message>
  <message>
   <source>Operation not permitted</source>
   <translation>Vorgang nicht erlaubt</translation>
  </message>
  <message>
   <source>Options</source>
   <translation>Optionen</translation>
  </message>
  <message>
   <source>Options · {count} changed</source>
   <translation>Optionen · {count} geändert</translation>
  </message>
  <message>
   <source>Origin</source>
   <translation>Herkunft</translation>
  </message>
  <message>
   <source>Other</source>
   <translation>Andere</translation>
  </message>
  <message>
   <source>Other programs treat it as a CT and can measure in it. It is marked as derived and synthetic, but its pictures carry no banner: make sure that nobody takes it for a scan.</source>
   <translation>Andere Programme behandeln es als CT und können darin messen. Es ist als abgeleitet und synthetisch gekennzeichnet, aber seine Bilder tragen keinen Hinweis: Sorgen Sie dafür, dass niemand es für eine Aufnahme hält.</translation>
  </message>
  <message>
   <source>Other side</source>
   <translation>Andere Seite</translation>
  </message>
  <message>
   <source>Otherwise it says that tubes and detectors stood straight, as X-rays of hospitals do</source>
   <translation>Sonst sagt es, Röhren und Detektoren hätten gerade gestanden, wie Röntgenbilder aus Krankenhäusern</translation>
  </message>
  <message>
   <source>Outline the lungs on both X-rays; they are found by a network, an estimate</source>
   <translation>Die Lungen auf beiden Röntgenbildern umranden; ein Netz findet sie, eine Schätzung</translation>
  </message>
  <message>
   <source>Over a range of 2500 HU.</source>
   <translation>Über einen Bereich von 2500 HU.</translation>
  </message>
  <message>
   <source>Over a range of 2500 HU; about 16 is a mean chest, 20 is fair for two X-rays.</source>
   <translation>Über einen Bereich von 2500 HU; etwa 16 hat ein mittlerer Thorax, 20 ist ordentlich für zwei Röntgenbilder.</translation>
  </message>
  <message>
   <source>Overlap of bone</source>
   <translation>Überlappung der Knochen</translation>
  </message>
  <message>
   <source>Overlap of soft tissue</source>
   <translation>Überlappung der Weichteile</translation>
  </message>
  <message>
   <source>Overlap of the lungs</source>
   <translation>Überlappung der Lungen</translation>
  </message>
  <message>
   <source>Overlay {name}</source>
   <translation>{name} überlagern</translation>
  </message>
  <message>
   <source>Overview</source>
   <translation>Übersicht</translation>
  </message>
  <message>
   <source>Overview, MPR (three slices), Compare (X-rays against re-projections) and 3D: keys 1 to 4. Double-click fits an image, the arrows in its corner enlarge it.</source>
   <translation>Übersicht, MPR (drei Schichten), Vergleich (Röntgenbilder gegen Reprojektionen) und 3D: Tasten 1 bis 4. Ein Doppelklick passt ein Bild ein, die Pfeile in seiner Ecke vergrößern es.</translation>
  </message>
  <message>
   <source>Overview: X-rays, 3D and axial</source>
   <translation>Übersicht: Röntgenbilder, 3D und axial</translation>
  </message>
  <message>
   <source>Own distances</source>
   <translation>Eigene Abstände</translation>
  </message>
  <message>
   <source>Own limits</source>
   <translation>Eigene Grenzen</translation>
  </message>
  <message>
   <source>Own; parts: {papers}</source>
   <translation>Eigenes; Teile: {papers}</translation>
  </message>
  <message>
   <source>PLY, with colour</source>
   <translation>PLY, mit Farbe</translation>
  </message>
  <message>
   <source>PLY, with colour (.ply)</source>
   <translation>PLY, mit Farbe (.ply)</translation>
  </message>
  <message>
   <source>PSNR</source>
   <translation>PSNR</translation>
  </message>
  <message>
   <source>PSNR in 3D</source>
   <translation>PSNR in 3D</translation>
  </message>
  <message>
   <source>PSNR in 3D {own} dB; the best of them, {title}, has {best} dB</source>
   <translation>PSNR in 3D {own} dB; die beste, {title}, hat {best} dB</translation>
  </message>
  <message>
   <source>PSNR in 3D, for cases whose true CT is known</source>
   <translation>PSNR in 3D, für Fälle mit bekanntem wahrem CT</translation>
  </message>
  <message>
   <source>PSNR in the body</source>
   <translation>PSNR im Körper</translation>
  </message>
  <message>
   <source>PSNR on held-out cases in 3D, at the newest measurement</source>
   <translation>PSNR zurückgehaltener Fälle in 3D, bei der neuesten Messung</translation>
  </message>
  <message>
   <source>PSNR with MAX 4095 in the body</source>
   <translation>PSNR mit MAX 4095 im Körper</translation>
  </message>
  <message>
   <source>PSNR with MAX 4095, as in X2CT</source>
   <translation>PSNR mit MAX 4095, wie in X2CT</translation>
  </message>
  <message>
   <source>PSNR {psnr} dB, SSIM {ssim}, NCC {ncc}</source>
   <translation>PSNR {psnr} dB, SSIM {ssim}, NCC {ncc}</translation>
  </message>
  <message>
   <source>PSNR-3D (dB)</source>
   <translation>PSNR-3D (dB)</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>Seiten</translation>
  </message>
  <message>
   <source>Pages of the manual</source>
   <translation>Seiten des Handbuchs</translation>
  </message>
  <message>
   <source>Pages of the preferences</source>
   <translation>Seiten der Einstellungen</translation>
  </message>
  <message>
   <source>Pages with all of these words</source>
   <translation>Seiten mit allen diesen Wörtern</translation>
  </message>
  <message>
   <source>Pan</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Parallel</source>
   <translation>Parallel</translation>
  </message>
  <message>
   <source>Parallel beam</source>
   <translation>Parallelstrahl</translation>
  </message>
  <message>
   <source>Parallel rays: the shadow of what lies parallel to the detector is as long as it is.</source>
   <translation>Parallele Strahlen: Der Schatten dessen, was parallel zum Detektor liegt, ist so lang wie es selbst.</translation>
  </message>
  <message>
   <source>Parts along each edge of a view that look at each other.</source>
   <translation>Teile entlang jeder Kante einer Ansicht, die aufeinander schauen.</translation>
  </message>
  <message>
   <source>Passes of a windowed sinc filter; 0 leaves the voxels visible</source>
   <translation>Durchläufe eines gefensterten Sinc-Filters; 0 lässt die Voxel sichtbar</translation>
  </message>
  <message>
   <source>Patient ID</source>
   <translation>Patienten-ID</translation>
  </message>
  <message>
   <source>Patient name</source>
   <translation>Patientenname</translation>
  </message>
  <message>
   <source>Patients whose CT is shown as well: 0 for none, -1 for all.</source>
   <translation>Patienten, deren CT auch gezeigt wird: 0 für keinen, -1 für alle.</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pause training</source>
   <translation>Training anhalten</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Peak signal-to-noise ratio over 2500 HU, all voxels. Higher is better.</source>
   <translation>Spitzen-Signal-Rausch-Verhältnis über 2500 HU, alle Voxel. Höher ist besser.</translation>
  </message>
  <message>
   <source>Penalty weight</source>
   <translation>Gewicht der Strafe</translation>
  </message>
  <message>
   <source>Permission denied</source>
   <translation>Zugriff verweigert</translation>
  </message>
  <message>
   <source>PgUp, PgDn</source>
   <translation>Bild auf, Bild ab</translation>
  </message>
  <message>
   <source>Phantoms</source>
   <translation>Phantome</translation>
  </message>
  <message>
   <source>Photometric interpretation and presentation shape contradict each other; the former counts.</source>
   <translation>Photometrische Deutung und Presentation LUT Shape widersprechen sich; die erste zählt.</translation>
  </message>
  <message>
   <source>Photon noise</source>
   <translation>Photonenrauschen</translation>
  </message>
  <message>
   <source>Photons</source>
   <translation>Photonen</translation>
  </message>
  <message>
   <source>Photons a pixel of the detector receives beside the patient; machines have their own</source>
   <translation>Photonen, die ein Pixel des Detektors neben dem Patienten empfängt; Geräte haben ihr eigenes Rauschen</translation>
  </message>
  <message>
   <source>Photons high</source>
   <translation>Meiste Photonen</translation>
  </message>
  <message>
   <source>Photons low</source>
   <translation>Wenigste Photonen</translation>
  </message>
  <message>
   <source>Photons low must be 0 or at least 1, and photons high not below it.</source>
   <translation>Die wenigsten Photonen müssen 0 oder mindestens 1 sein, und die meisten nicht darunter.</translation>
  </message>
  <message>
   <source>Photons per pixel beside the patient, from which the noise of the X-rays follows.</source>
   <translation>Photonen je Pixel neben dem Patienten, aus denen das Rauschen der Röntgenbilder folgt.</translation>
  </message>
  <message>
   <source>Physics</source>
   <translation>Physik</translation>
  </message>
  <message>
   <source>Picked here · {depth} · wheel: depth</source>
   <translation>Hier gewählt · {depth} · Rad: Tiefe</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Picture as PNG…</source>
   <translation>Bild als PNG…</translation>
  </message>
  <message>
   <source>Picture copied</source>
   <translation>Bild kopiert</translation>
  </message>
  <message>
   <source>Pictures a second while turning in 3D</source>
   <translation>Bilder je Sekunde beim Drehen in 3D</translation>
  </message>
  <message>
   <source>Pixel of the frontal X-ray</source>
   <translation>Pixel der frontalen Aufnahme</translation>
  </message>
  <message>
   <source>Pixel of the lateral X-ray</source>
   <translation>Pixel der seitlichen Aufnahme</translation>
  </message>
  <message>
   <source>Pixel size missing, taken as {0} mm from the field of view.</source>
   <translation>Die Pixelgröße fehlt; nach dem Bildfeld zu {0} mm angenommen.</translation>
  </message>
  <message>
   <source>Pixel size unknown</source>
   <translation>Pixelgröße unbekannt</translation>
  </message>
  <message>
   <source>Pixel {sizes} mm</source>
   <translation>Pixel {sizes} mm</translation>
  </message>
  <message>
   <source>Pixels along each edge of the images that the networks look at; results have those of the detector.</source>
   <translation>Pixel entlang jeder Kante der Bilder, die die Netze ansehen; Ergebnisse haben die des Detektors.</translation>
  </message>
  <message>
   <source>Pixels as they are used here: {cols} across the {width_mm} mm of the frontal X-ray, {other_cols} across the {other_width_mm} mm of the lateral one.</source>
   <translation>Pixel, wie sie hier verwendet werden: {cols} auf den {width_mm} mm des frontalen, {other_cols} auf den {other_width_mm} mm des seitlichen Röntgenbilds.</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Play at {fps:g} slices a second (Space)</source>
   <translation>Mit {fps:g} Schichten je Sekunde abspielen (Leertaste)</translation>
  </message>
  <message>
   <source>Play faster</source>
   <translation>Schneller abspielen</translation>
  </message>
  <message>
   <source>Play slower</source>
   <translation>Langsamer abspielen</translation>
  </message>
  <message>
   <source>Play through the slices</source>
   <translation>Schichten abspielen</translation>
  </message>
  <message>
   <source>Play through the slices; anything else stops</source>
   <translation>Schichten abspielen; alles andere hält an</translation>
  </message>
  <message>
   <source>Play to and fro</source>
   <translation>Hin und her abspielen</translation>
  </message>
  <message>
   <source>Playing at {fps:g} slices a second</source>
   <translation>Abspielen mit {fps:g} Schichten je Sekunde</translation>
  </message>
  <message>
   <source>Please report it with the details.</source>
   <translation>Bitte mit den Einzelheiten melden.</translation>
  </message>
  <message>
   <source>Plot: {name}</source>
   <translation>Kurven: {name}</translation>
  </message>
  <message>
   <source>Point at a voxel to read value ± standard deviation.</source>
   <translation>Auf ein Voxel zeigen, um Wert ± Standardabweichung zu lesen.</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <source>Preferences</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Preferences…</source>
   <translation>Einstellungen…</translation>
  </message>
  <message>
   <source>Prepare</source>
   <translation>Vorbereiten</translation>
  </message>
  <message>
   <source>Prepare data</source>
   <translation>Daten vorbereiten</translation>
  </message>
  <message>
   <source>Prepare it first: xr2ct prepare {0} --layout indiana --out pairs/</source>
   <translation>Zuerst vorbereiten: xr2ct prepare {0} --layout indiana --out pairs/</translation>
  </message>
  <message>
   <source>Prepare the data again.</source>
   <translation>Die Daten noch einmal vorbereiten.</translation>
  </message>
  <message>
   <source>Prepare them on that grid, or on a multiple of it.</source>
   <translation>Auf diesem Gitter oder einem Vielfachen davon vorbereiten.</translation>
  </message>
  <message>
   <source>Prepare them on the grid of the network, or on a multiple of it.</source>
   <translation>Auf dem Gitter des Netzes oder einem Vielfachen davon vorbereiten.</translation>
  </message>
  <message>
   <source>Prepared {cases} cases in {out}</source>
   <translation>{cases} Fälle in {out} vorbereitet</translation>
  </message>
  <message>
   <source>Prepare…</source>
   <translation>Vorbereiten…</translation>
  </message>
  <message>
   <source>Preparing</source>
   <translation>Vorbereiten</translation>
  </message>
  <message>
   <source>Preparing the views</source>
   <translation>Vorbereiten der Ansichten</translation>
  </message>
  <message>
   <source>Presets</source>
   <translation>Voreinstellungen</translation>
  </message>
  <message>
   <source>Press</source>
   <translation>Drücken</translation>
  </message>
  <message>
   <source>Press the keys the command shall have</source>
   <translation>Die Tasten drücken, die der Befehl haben soll</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Preview by step</source>
   <translation>Vorschau nach Schritt</translation>
  </message>
  <message>
   <source>Preview every</source>
   <translation>Vorschau alle</translation>
  </message>
  <message>
   <source>Preview now</source>
   <translation>Vorschau jetzt</translation>
  </message>
  <message>
   <source>Previews can be looked at without it.</source>
   <translation>Vorschauen lassen sich auch ohne es ansehen.</translation>
  </message>
  <message>
   <source>Previews of the training</source>
   <translation>Vorschauen des Trainings</translation>
  </message>
  <message>
   <source>Previous pane</source>
   <translation>Voriger Bereich</translation>
  </message>
  <message>
   <source>Print the sheet, or save it as a PDF</source>
   <translation>Die Übersicht drucken oder als PDF sichern</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>Drucken…</translation>
  </message>
  <message>
   <source>Prior</source>
   <translation>Prior</translation>
  </message>
  <message>
   <source>Prior volumes</source>
   <translation>Volumen des Vorwissens</translation>
  </message>
  <message>
   <source>Prior weight</source>
   <translation>Gewicht des Vorwissens</translation>
  </message>
  <message>
   <source>Probe</source>
   <translation>Messpunkt</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>Prozessor</translation>
  </message>
  <message>
   <source>Profile</source>
   <translation>Profil</translation>
  </message>
  <message>
   <source>Profile along a line</source>
   <translation>Profil entlang einer Linie</translation>
  </message>
  <message>
   <source>Profile along the line</source>
   <translation>Profil entlang der Linie</translation>
  </message>
  <message>
   <source>Profile copied</source>
   <translation>Profil kopiert</translation>
  </message>
  <message>
   <source>Profile · {length_mm:.1f} mm</source>
   <translation>Profil · {length_mm:.1f} mm</translation>
  </message>
  <message>
   <source>Program</source>
   <translation>Programm</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Progress of the batch</source>
   <translation>Fortschritt des Stapels</translation>
  </message>
  <message>
   <source>Progress of the calibration</source>
   <translation>Fortschritt der Kalibrierung</translation>
  </message>
  <message>
   <source>Progress of the export</source>
   <translation>Fortschritt des Exports</translation>
  </message>
  <message>
   <source>Progress of the surface</source>
   <translation>Fortschritt der Oberfläche</translation>
  </message>
  <message>
   <source>Progress of the training</source>
   <translation>Fortschritt des Trainings</translation>
  </message>
  <message>
   <source>Projection</source>
   <translation>Projektion</translation>
  </message>
  <message>
   <source>Projection weight</source>
   <translation>Gewicht der Projektionen</translation>
  </message>
  <message>
   <source>Pulls the weights of the generator to zero (L2).</source>
   <translation>Zieht die Gewichte des Generators gegen null (L2).</translation>
  </message>
  <message>
   <source>Put it on the cube first.</source>
   <translation>Zuerst auf den Würfel bringen.</translation>
  </message>
  <message>
   <source>Put large values into a file and send its path.</source>
   <translation>Große Werte in eine Datei schreiben und deren Pfad senden.</translation>
  </message>
  <message>
   <source>Put the CTs on the working cube once, so that every training starts at once</source>
   <translation>Die CTs einmal auf den Arbeitswürfel bringen, damit jedes Training sofort beginnt</translation>
  </message>
  <message>
   <source>Put the case in front away</source>
   <translation>Den vorderen Fall schließen</translation>
  </message>
  <message>
   <source>Put the crosshair there, in every view</source>
   <translation>Das Fadenkreuz dorthin setzen, in jeder Ansicht</translation>
  </message>
  <message>
   <source>Put the same cases back, or start a new run.</source>
   <translation>Dieselben Fälle zurücklegen, oder einen neuen Lauf beginnen.</translation>
  </message>
  <message>
   <source>Put them back there, or a link to where they are now.</source>
   <translation>Dorthin zurücklegen, oder eine Verknüpfung dorthin, wo sie jetzt sind.</translation>
  </message>
  <message>
   <source>Put {0} files or folders of DICOM slices there.</source>
   <translation>Dateien der Art {0} oder Ordner mit DICOM-Schichten dorthin legen.</translation>
  </message>
  <message>
   <source>Puts every case of {name} on the working cube once. Trainings then start at once and read little.</source>
   <translation>Bringt jeden Fall aus {name} einmal auf den Arbeitswürfel. Trainings beginnen dann sofort und lesen wenig.</translation>
  </message>
  <message>
   <source>Putting the volume on the bench…</source>
   <translation>Das Volumen kommt auf die Bank…</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Quit without it</source>
   <translation>Ohne sie beenden</translation>
  </message>
  <message>
   <source>R</source>
   <translation>R</translation>
  </message>
  <message>
   <source>RMS error</source>
   <translation>RMS-Fehler</translation>
  </message>
  <message>
   <source>Radiograph</source>
   <translation>Röntgenbild</translation>
  </message>
  <message>
   <source>Radiographs the network sees.</source>
   <translation>Röntgenbilder, die das Netz sieht.</translation>
  </message>
  <message>
   <source>Range of Hounsfield units from black to white</source>
   <translation>Bereich der Hounsfield-Einheiten von Schwarz bis Weiß</translation>
  </message>
  <message>
   <source>Range of Hounsfield units from black to white; drag with the right button for your own</source>
   <translation>Bereich der Hounsfield-Einheiten von Schwarz bis Weiß; mit der rechten Taste ziehen für einen eigenen</translation>
  </message>
  <message>
   <source>Range of Hounsfield units the program starts with. Right-drag in a slice for your own.</source>
   <translation>Bereich der Hounsfield-Einheiten, mit dem das Programm beginnt. Mit der rechten Taste in einer Schicht ziehen für einen eigenen.</translation>
  </message>
  <message>
   <source>Rays side by side onto pixels of {pixel:.3g} mm: {like}.</source>
   <translation>Parallele Strahlen auf Pixel von {pixel:.3g} mm: {like}.</translation>
  </message>
  <message>
   <source>Re-projecting</source>
   <translation>Reprojektion</translation>
  </message>
  <message>
   <source>Re-projection</source>
   <translation>Reprojektion</translation>
  </message>
  <message>
   <source>Re-projection against the X-ray given.</source>
   <translation>Reprojektion gegen das gegebene Röntgenbild.</translation>
  </message>
  <message>
   <source>Re-projections · {title}</source>
   <translation>Reprojektionen · {title}</translation>
  </message>
  <message>
   <source>Read</source>
   <translation>Lesen</translation>
  </message>
  <message>
   <source>Read the data again: how many cases, which cannot be used, how the X-rays look</source>
   <translation>Die Daten neu lesen: wie viele Fälle, welche nicht verwendbar sind, wie die Röntgenbilder aussehen</translation>
  </message>
  <message>
   <source>Read workspace</source>
   <translation>Arbeitsbereich Lesen</translation>
  </message>
  <message>
   <source>Read-only file system</source>
   <translation>Datenträger nur lesbar</translation>
  </message>
  <message>
   <source>Reading a case</source>
   <translation>Einen Fall lesen</translation>
  </message>
  <message>
   <source>Reading the data</source>
   <translation>Daten werden gelesen</translation>
  </message>
  <message>
   <source>Reading the result</source>
   <translation>Ergebnis wird gelesen</translation>
  </message>
  <message>
   <source>Reading the runs…</source>
   <translation>Die Läufe werden gelesen…</translation>
  </message>
  <message>
   <source>Real radiographs</source>
   <translation>Echte Röntgenbilder</translation>
  </message>
  <message>
   <source>Recent</source>
   <translation>Zuletzt geöffnet</translation>
  </message>
  <message>
   <source>Recent cases</source>
   <translation>Zuletzt geöffnete Fälle</translation>
  </message>
  <message>
   <source>Recent cases kept</source>
   <translation>Gemerkte Fälle</translation>
  </message>
  <message>
   <source>Recent data</source>
   <translation>Zuletzt benutzte Daten</translation>
  </message>
  <message>
   <source>Reconstruct</source>
   <translation>Rekonstruieren</translation>
  </message>
  <message>
   <source>Reconstruct X-rays and look</source>
   <translation>Röntgenbilder rekonstruieren und ansehen</translation>
  </message>
  <message>
   <source>Reconstruct again.</source>
   <translation>Noch einmal rekonstruieren.</translation>
  </message>
  <message>
   <source>Reconstruct anyway</source>
   <translation>Trotzdem rekonstruieren</translation>
  </message>
  <message>
   <source>Reconstruct first</source>
   <translation>Erst rekonstruieren</translation>
  </message>
  <message>
   <source>Reconstruct first.</source>
   <translation>Zuerst rekonstruieren.</translation>
  </message>
  <message>
   <source>Reconstruct many cases one after another; it goes on after an interruption</source>
   <translation>Viele Fälle nacheinander rekonstruieren; nach einer Unterbrechung geht es weiter</translation>
  </message>
  <message>
   <source>Reconstruct the previewed case as the network is now</source>
   <translation>Den Vorschaufall rekonstruieren, so wie das Netz jetzt ist</translation>
  </message>
  <message>
   <source>Reconstruct the previewed case as the network is now, and go on</source>
   <translation>Den Vorschaufall rekonstruieren, so wie das Netz jetzt ist, und weitermachen</translation>
  </message>
  <message>
   <source>Reconstruct with a second method, or open a volume file to compare with.</source>
   <translation>Mit einem zweiten Verfahren rekonstruieren oder eine Volumendatei zum Vergleichen öffnen.</translation>
  </message>
  <message>
   <source>Reconstruct with the command or in the window, which bring its volume to other grids and cubes.</source>
   <translation>Mit dem Befehl oder im Fenster rekonstruieren; beide bringen das Volumen auf andere Gitter und Würfel.</translation>
  </message>
  <message>
   <source>Reconstructing</source>
   <translation>Rekonstruktion</translation>
  </message>
  <message>
   <source>Reconstructing from 1 X-ray</source>
   <translation>Rekonstruktion aus 1 Röntgenbild</translation>
  </message>
  <message>
   <source>Reconstructing from {count} X-rays</source>
   <translation>Rekonstruktion aus {count} Röntgenbildern</translation>
  </message>
  <message>
   <source>Reconstruction</source>
   <translation>Rekonstruktion</translation>
  </message>
  <message>
   <source>Reconstruction that is refined. It is also made for every training case, which takes long with template.</source>
   <translation>Rekonstruktion, die verfeinert wird. Sie wird auch für jeden Trainingsfall gemacht, was mit template lange dauert.</translation>
  </message>
  <message>
   <source>Reconstruction that is refined. It is made for every training case; tv takes longer.</source>
   <translation>Rekonstruktion, die verfeinert wird. Sie wird für jeden Trainingsfall gemacht; tv dauert länger.</translation>
  </message>
  <message>
   <source>Reconstruction weight</source>
   <translation>Gewicht der Rekonstruktion</translation>
  </message>
  <message>
   <source>Reconstruction whose noisy version the sampling starts from. It is also made in training, to learn its error; that takes long with template.</source>
   <translation>Rekonstruktion, mit deren verrauschter Fassung das Ziehen beginnt. Sie wird auch im Training gemacht, um ihren Fehler zu lernen; das dauert mit template lange.</translation>
  </message>
  <message>
   <source>Reconstruction whose slices are made consistent. It is also made of some training cases, to learn its error.</source>
   <translation>Rekonstruktion, deren Schichten stimmig gemacht werden. Sie wird auch von einigen Trainingsfällen gemacht, um ihren Fehler zu lernen.</translation>
  </message>
  <message>
   <source>Recover</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Recover 1 study from {time}</source>
   <translation>1 Fall von {time} wiederherstellen</translation>
  </message>
  <message>
   <source>Recover {count} studies from {time}</source>
   <translation>{count} Fälle von {time} wiederherstellen</translation>
  </message>
  <message>
   <source>Recovered 1 study from {time}</source>
   <translation>1 Fall von {time} wiederhergestellt</translation>
  </message>
  <message>
   <source>Recovered {count} studies from {time}</source>
   <translation>{count} Fälle von {time} wiederhergestellt</translation>
  </message>
  <message>
   <source>Recovered, but the files of {names} are missing; they stay for the next start.</source>
   <translation>Wiederhergestellt, aber die Dateien von {names} fehlen; sie bleiben für den nächsten Start.</translation>
  </message>
  <message>
   <source>Recovering…</source>
   <translation>Wird wiederhergestellt…</translation>
  </message>
  <message>
   <source>Rectangle</source>
   <translation>Rechteck</translation>
  </message>
  <message>
   <source>Rectangle: mean and SD</source>
   <translation>Rechteck: Mittelwert und SD</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Reference lines</source>
   <translation>Referenzlinien</translation>
  </message>
  <message>
   <source>Refiner</source>
   <translation>Verfeinerer</translation>
  </message>
  <message>
   <source>Refining</source>
   <translation>Verfeinern</translation>
  </message>
  <message>
   <source>Region</source>
   <translation>Region</translation>
  </message>
  <message>
   <source>Registered template</source>
   <translation>Registrierte Vorlage</translation>
  </message>
  <message>
   <source>Relaxation</source>
   <translation>Relaxation</translation>
  </message>
  <message>
   <source>Remembered</source>
   <translation>Gemerkte Fälle</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove all dates</source>
   <translation>Alle Daten (Tage) entfernen</translation>
  </message>
  <message>
   <source>Remove it, or make it again with xr2ct calibrate.</source>
   <translation>Entfernen, oder mit xr2ct calibrate neu machen.</translation>
  </message>
  <message>
   <source>Remove it, or write the note again.</source>
   <translation>Entfernen, oder die Notiz neu schreiben.</translation>
  </message>
  <message>
   <source>Remove one of them, or give both one subject in subjects.csv.</source>
   <translation>Eines davon entfernen, oder in subjects.csv beide derselben Person zuordnen.</translation>
  </message>
  <message>
   <source>Remove the folder {0}, and the run goes on from {1}.</source>
   <translation>Den Ordner {0} entfernen, dann geht der Lauf von {1} aus weiter.</translation>
  </message>
  <message>
   <source>Remove this surface</source>
   <translation>Diese Oberfläche entfernen</translation>
  </message>
  <message>
   <source>Remove what was kept of them</source>
   <translation>Entfernen, was von ihnen gesichert war</translation>
  </message>
  <message>
   <source>Remove {source}</source>
   <translation>{source} entfernen</translation>
  </message>
  <message>
   <source>Remove {title}</source>
   <translation>{title} entfernen</translation>
  </message>
  <message>
   <source>Remove “{title}”</source>
   <translation>„{title}“ entfernen</translation>
  </message>
  <message>
   <source>Rename or move it first.</source>
   <translation>Zuerst umbenennen oder verschieben.</translation>
  </message>
  <message>
   <source>Rename study</source>
   <translation>Fall umbenennen</translation>
  </message>
  <message>
   <source>Rename the window</source>
   <translation>Fensterung umbenennen</translation>
  </message>
  <message>
   <source>Rename…</source>
   <translation>Umbenennen…</translation>
  </message>
  <message>
   <source>Reopen closed study</source>
   <translation>Geschlossenen Fall wieder öffnen</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Replace the one that is not.</source>
   <translation>Das falsche ersetzen.</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>Report card</source>
   <translation>Zeugnis</translation>
  </message>
  <message>
   <source>Report card · {title}</source>
   <translation>Zeugnis · {title}</translation>
  </message>
  <message>
   <source>Report: {title}</source>
   <translation>Bericht: {title}</translation>
  </message>
  <message>
   <source>Resample it on load.</source>
   <translation>Beim Laden umrechnen.</translation>
  </message>
  <message>
   <source>Resample it to a straight grid first.</source>
   <translation>Zuerst auf ein gerades Gitter umrechnen.</translation>
  </message>
  <message>
   <source>Resampled to {x} × {y} × {z} voxels of {size}</source>
   <translation>Umgerechnet auf {x} × {y} × {z} Voxel von {size}</translation>
  </message>
  <message>
   <source>Resampling a detector must keep its aspect ratio.</source>
   <translation>Beim Umrechnen eines Detektors muss sein Seitenverhältnis bleiben.</translation>
  </message>
  <message>
   <source>Research notice</source>
   <translation>Forschungshinweis</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Reset this page</source>
   <translation>Diese Seite zurücksetzen</translation>
  </message>
  <message>
   <source>Reset {name}</source>
   <translation>{name} zurücksetzen</translation>
  </message>
  <message>
   <source>Residual</source>
   <translation>Änderung</translation>
  </message>
  <message>
   <source>Residual steps</source>
   <translation>Schritte für den Rest</translation>
  </message>
  <message>
   <source>Restore it from a copy.</source>
   <translation>Aus einer Kopie wiederherstellen.</translation>
  </message>
  <message>
   <source>Restore {name}</source>
   <translation>{name} wiederherstellen</translation>
  </message>
  <message>
   <source>Restored {name}.</source>
   <translation>{name} ist zurückgeholt.</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>Result shown</source>
   <translation>Gezeigtes Ergebnis</translation>
  </message>
  <message>
   <source>Results and settings of the runs</source>
   <translation>Ergebnisse und Einstellungen der Läufe</translation>
  </message>
  <message>
   <source>Results of other methods on the same X-rays</source>
   <translation>Ergebnisse anderer Verfahren auf denselben Röntgenbildern</translation>
  </message>
  <message>
   <source>Results, at the best validation of each</source>
   <translation>Ergebnisse, bei der jeweils besten Validierung</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Resume it from its newest checkpoint.</source>
   <translation>Vom neuesten Zwischenstand aus fortsetzen.</translation>
  </message>
  <message>
   <source>Resume training</source>
   <translation>Training fortsetzen</translation>
  </message>
  <message>
   <source>Resume with the program that made it, or start anew.</source>
   <translation>Mit dem Programm fortsetzen, das ihn geschrieben hat, oder neu beginnen.</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Rechts</translation>
  </message>
  <message>
   <source>Right click</source>
   <translation>Rechtsklick</translation>
  </message>
  <message>
   <source>Right drag</source>
   <translation>Rechts ziehen</translation>
  </message>
  <message>
   <source>Right drag, Ctrl + drag</source>
   <translation>Rechts ziehen, Strg + ziehen</translation>
  </message>
  <message>
   <source>Right lateral</source>
   <translation>Rechts seitlich</translation>
  </message>
  <message>
   <source>Right lung</source>
   <translation>Rechte Lunge</translation>
  </message>
  <message>
   <source>Right minus left in colours: red denser, blue thinner</source>
   <translation>Rechts minus links in Farben: rot dichter, blau dünner</translation>
  </message>
  <message>
   <source>Right-drag sideways colour range · wheel zoom · left-drag crosshair · double-click or R fit</source>
   <translation>Rechts seitwärts ziehen Farbbereich · Rad Zoom · links ziehen Fadenkreuz · Doppelklick oder R einpassen</translation>
  </message>
  <message>
   <source>Right:</source>
   <translation>Rechts:</translation>
  </message>
  <message>
   <source>Roll</source>
   <translation>Rollung</translation>
  </message>
  <message>
   <source>Room</source>
   <translation>Raum</translation>
  </message>
  <message>
   <source>Root mean square error</source>
   <translation>Wurzel des mittleren quadratischen Fehlers</translation>
  </message>
  <message>
   <source>Root mean square error in the body</source>
   <translation>Wurzel des mittleren quadratischen Fehlers im Körper</translation>
  </message>
  <message>
   <source>Root of the mean squared difference of all voxels.</source>
   <translation>Wurzel der mittleren quadratischen Differenz aller Voxel.</translation>
  </message>
  <message>
   <source>Rotate</source>
   <translation>Drehen</translation>
  </message>
  <message>
   <source>Rotate the {side} X-ray right by a quarter</source>
   <translation>Die {side} Aufnahme um ein Viertel nach rechts drehen</translation>
  </message>
  <message>
   <source>Rotation</source>
   <translation>Drehung</translation>
  </message>
  <message>
   <source>Rounds of MART that make the coarse volume.</source>
   <translation>Runden von MART, die das grobe Volumen machen.</translation>
  </message>
  <message>
   <source>Rounds of data consistency inside the network; 0 leaves them out.</source>
   <translation>Runden der Datenkonsistenz im Netz; 0 lässt sie weg.</translation>
  </message>
  <message>
   <source>Row sums of two views agree exactly only for parallel beams; for cone beams and processed images roughly, as learned from simulated pairs.</source>
   <translation>Zeilensummen zweier Ansichten stimmen nur bei parallelen Strahlen genau überein; bei Kegelstrahlen und verarbeiteten Bildern ungefähr, wie an simulierten Paaren gelernt.</translation>
  </message>
  <message>
   <source>Run `xr2ct doctor`.</source>
   <translation>`xr2ct doctor` ausführen.</translation>
  </message>
  <message>
   <source>Run it again.</source>
   <translation>Noch einmal ausführen.</translation>
  </message>
  <message>
   <source>Running</source>
   <translation>Läuft</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>Läufe</translation>
  </message>
  <message>
   <source>Runs in the trash</source>
   <translation>Läufe im Papierkorb</translation>
  </message>
  <message>
   <source>Runs in {folder} are shown too.</source>
   <translation>Läufe in {folder} werden auch gezeigt.</translation>
  </message>
  <message>
   <source>SD</source>
   <translation>SD</translation>
  </message>
  <message>
   <source>SD {sd}, {least} to {greatest}</source>
   <translation>SD {sd}, {least} bis {greatest}</translation>
  </message>
  <message>
   <source>SIMULATED - made by a computer program. For research only, not for diagnosis.</source>
   <translation>SIMULIERT - von einem Computerprogramm gemacht. Nur für die Forschung, nicht für die Diagnose.</translation>
  </message>
  <message>
   <source>SNR of the volume</source>
   <translation>SNR des Volumens</translation>
  </message>
  <message>
   <source>SSIM in 3D</source>
   <translation>SSIM in 3D</translation>
  </message>
  <message>
   <source>SSIM in the body</source>
   <translation>SSIM im Körper</translation>
  </message>
  <message>
   <source>SSIM of slices in the body</source>
   <translation>SSIM der Schichten im Körper</translation>
  </message>
  <message>
   <source>SSIM of slices, as in X2CT</source>
   <translation>SSIM der Schichten, wie in X2CT</translation>
  </message>
  <message>
   <source>SSIM of the frontal re-projection</source>
   <translation>SSIM der frontalen Reprojektion</translation>
  </message>
  <message>
   <source>SSIM of the lateral re-projection</source>
   <translation>SSIM der seitlichen Reprojektion</translation>
  </message>
  <message>
   <source>SSIM-3D</source>
   <translation>SSIM-3D</translation>
  </message>
  <message>
   <source>SYNTHETIC - generated from X-rays. For research only, not for diagnosis.</source>
   <translation>SYNTHETISCH - aus Röntgenbildern erzeugt. Nur für die Forschung, nicht für die Diagnose.</translation>
  </message>
  <message>
   <source>Sagittal</source>
   <translation>Sagittal</translation>
  </message>
  <message>
   <source>Sagittal, right to left</source>
   <translation>Sagittal, von rechts nach links</translation>
  </message>
  <message>
   <source>Sagittal: take the right side away</source>
   <translation>Sagittal: rechte Seite weg</translation>
  </message>
  <message>
   <source>Samples</source>
   <translation>Ziehungen</translation>
  </message>
  <message>
   <source>Sampling</source>
   <translation>Ziehen</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Sichern</translation>
  </message>
  <message>
   <source>Save HU as int16 or float32.</source>
   <translation>HU als int16 oder float32 speichern.</translation>
  </message>
  <message>
   <source>Save a smaller array.</source>
   <translation>Ein kleineres Array speichern.</translation>
  </message>
  <message>
   <source>Save a smaller volume.</source>
   <translation>Ein kleineres Volumen speichern.</translation>
  </message>
  <message>
   <source>Save all open studies under another name</source>
   <translation>Alle offenen Fälle unter anderem Namen sichern</translation>
  </message>
  <message>
   <source>Save all open studies with their corrections, results and measurements</source>
   <translation>Alle offenen Fälle mit Korrekturen, Ergebnissen und Messungen sichern</translation>
  </message>
  <message>
   <source>Save appearance…</source>
   <translation>Darstellung sichern…</translation>
  </message>
  <message>
   <source>Save it again as UTF-8; in Excel the kind of file is called CSV UTF-8.</source>
   <translation>Speichern Sie sie neu als UTF-8; in Excel heißt der Dateityp CSV UTF-8.</translation>
  </message>
  <message>
   <source>Save it as .vp.json.</source>
   <translation>Als .vp.json speichern.</translation>
  </message>
  <message>
   <source>Save it as NIfTI-1, MHA or NRRD.</source>
   <translation>Die Datei als NIfTI-1, MHA oder NRRD sichern.</translation>
  </message>
  <message>
   <source>Save it as a grey image.</source>
   <translation>Als graues Bild speichern.</translation>
  </message>
  <message>
   <source>Save it as a numeric array.</source>
   <translation>Als Array aus Zahlen speichern.</translation>
  </message>
  <message>
   <source>Save it with the key hu.</source>
   <translation>Unter dem Schlüssel hu speichern.</translation>
  </message>
  <message>
   <source>Save one image alone.</source>
   <translation>Ein Bild allein speichern.</translation>
  </message>
  <message>
   <source>Save or copy the curves</source>
   <translation>Kurven sichern oder kopieren</translation>
  </message>
  <message>
   <source>Save session</source>
   <translation>Sitzung sichern</translation>
  </message>
  <message>
   <source>Save session as</source>
   <translation>Sitzung sichern als</translation>
  </message>
  <message>
   <source>Save session as…</source>
   <translation>Sitzung sichern als…</translation>
  </message>
  <message>
   <source>Save settings</source>
   <translation>Einstellungen sichern</translation>
  </message>
  <message>
   <source>Save spacing_zyx_mm in millimetres.</source>
   <translation>spacing_zyx_mm in Millimetern speichern.</translation>
  </message>
  <message>
   <source>Save surfaces</source>
   <translation>Oberflächen sichern</translation>
  </message>
  <message>
   <source>Save surfaces…</source>
   <translation>Oberflächen sichern…</translation>
  </message>
  <message>
   <source>Save the appearance</source>
   <translation>Die Darstellung sichern</translation>
  </message>
  <message>
   <source>Save the list with its intervals and where it comes from as CSV</source>
   <translation>Die Liste mit Intervallen und Herkunft als CSV sichern</translation>
  </message>
  <message>
   <source>Save the open studies with their results to {name}?
Without saving, they are gone.</source>
   <translation>Die offenen Fälle mit ihren Ergebnissen in {name} sichern?
Ohne Sichern sind sie verloren.</translation>
  </message>
  <message>
   <source>Save the picture</source>
   <translation>Das Bild sichern</translation>
  </message>
  <message>
   <source>Save the values</source>
   <translation>Die Werte sichern</translation>
  </message>
  <message>
   <source>Save the values as a CSV file</source>
   <translation>Die Werte als CSV-Datei speichern</translation>
  </message>
  <message>
   <source>Save these settings…</source>
   <translation>Diese Einstellungen sichern…</translation>
  </message>
  <message>
   <source>Save this appearance as .vp.json, which 3D Slicer reads too</source>
   <translation>Diese Darstellung als .vp.json sichern, das auch 3D Slicer liest</translation>
  </message>
  <message>
   <source>Save to</source>
   <translation>Sichern in</translation>
  </message>
  <message>
   <source>Save to a new folder</source>
   <translation>In einen neuen Ordner sichern</translation>
  </message>
  <message>
   <source>Save volume, DICOM, pictures, movies, surfaces or a report</source>
   <translation>Volumen, DICOM, Bilder, Filme, Oberflächen oder einen Bericht sichern</translation>
  </message>
  <message>
   <source>Save volume, DICOM, pictures, movies, surfaces or a report (Ctrl+E)</source>
   <translation>Volumen, DICOM, Bilder, Filme, Oberflächen oder einen Bericht sichern (Strg+E)</translation>
  </message>
  <message>
   <source>Save {title}</source>
   <translation>{title} sichern</translation>
  </message>
  <message>
   <source>Saved the preset {name}</source>
   <translation>Vorlage {name} gesichert</translation>
  </message>
  <message>
   <source>Saved {names} in {folder}</source>
   <translation>{names} in {folder} gespeichert</translation>
  </message>
  <message>
   <source>Saved {path}</source>
   <translation>{path} gesichert</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>Sichern…</translation>
  </message>
  <message>
   <source>Saving {name}</source>
   <translation>{name} wird gesichert</translation>
  </message>
  <message>
   <source>Saving {name}…</source>
   <translation>{name} wird gesichert…</translation>
  </message>
  <message>
   <source>Schedule</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Score of generated ones</source>
   <translation>Wertung der erzeugten</translation>
  </message>
  <message>
   <source>Score of real ones</source>
   <translation>Wertung der echten</translation>
  </message>
  <message>
   <source>Search keys and commands</source>
   <translation>Tasten und Befehle suchen</translation>
  </message>
  <message>
   <source>Search name, method, note</source>
   <translation>Name, Verfahren, Notiz suchen</translation>
  </message>
  <message>
   <source>Search preferences</source>
   <translation>Einstellungen suchen</translation>
  </message>
  <message>
   <source>Search runs</source>
   <translation>Läufe suchen</translation>
  </message>
  <message>
   <source>Search the manual</source>
   <translation>Im Handbuch suchen</translation>
  </message>
  <message>
   <source>Second coarse</source>
   <translation>Zweite grobe</translation>
  </message>
  <message>
   <source>Secondary capture, with the banner below every slice</source>
   <translation>Secondary Capture, mit dem Hinweis unter jeder Schicht</translation>
  </message>
  <message>
   <source>Seconds after a change until everything open is kept for a recovery.</source>
   <translation>Sekunden nach einer Änderung, bis alles Offene für eine Wiederherstellung gesichert ist.</translation>
  </message>
  <message>
   <source>See `xr2ct doctor`.</source>
   <translation>Siehe `xr2ct doctor`.</translation>
  </message>
  <message>
   <source>See where under How sure?; check the pair.</source>
   <translation>Unter „Wie sicher?“ steht, wo; das Paar prüfen.</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Zufallswert</translation>
  </message>
  <message>
   <source>Select a measurement to see it; F2 renames, Del deletes</source>
   <translation>Eine Messung wählen, um sie zu sehen; F2 benennt um, Entf löscht</translation>
  </message>
  <message>
   <source>Sessions</source>
   <translation>Sitzungen</translation>
  </message>
  <message>
   <source>Sessions and batches</source>
   <translation>Sitzungen und Stapel</translation>
  </message>
  <message>
   <source>Set everything on this page back to what it was at first</source>
   <translation>Alles auf dieser Seite auf den Anfangswert zurücksetzen</translation>
  </message>
  <message>
   <source>Set teacher to X-rays and begin with a trained network, or leave those cases out.</source>
   <translation>teacher auf X-rays setzen und mit einem trainierten Netz beginnen, oder diese Fälle weglassen.</translation>
  </message>
  <message>
   <source>Set teacher to X-rays, or leave those cases out.</source>
   <translation>teacher auf Röntgenbilder stellen, oder diese Fälle weglassen.</translation>
  </message>
  <message>
   <source>Set the window of both X-rays by what their lungs show; the lungs are outlined first</source>
   <translation>Die Fensterung beider Röntgenbilder nach dem setzen, was die Lungen zeigen; zuerst werden die Lungen umrandet</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Settings of a training</source>
   <translation>Einstellungen eines Trainings</translation>
  </message>
  <message>
   <source>Settings of this method that may be changed for a reconstruction</source>
   <translation>Einstellungen dieses Verfahrens, die für eine Rekonstruktion geändert werden dürfen</translation>
  </message>
  <message>
   <source>Settings that differ</source>
   <translation>Einstellungen, die sich unterscheiden</translation>
  </message>
  <message>
   <source>Shape weight</source>
   <translation>Gewicht der Form</translation>
  </message>
  <message>
   <source>Share of features left out at random during training.</source>
   <translation>Anteil der Merkmale, die im Training zufällig weggelassen werden.</translation>
  </message>
  <message>
   <source>Share of the CTs that are bent towards the shape of another patient who is learned from. Each two patients are registered when they first meet, about a second on a CPU, and kept.</source>
   <translation>Anteil der CTs, die zur Form eines anderen Patienten hin gebogen werden, von dem gelernt wird. Je zwei Patienten werden registriert, wenn sie sich zum ersten Mal begegnen, etwa eine Sekunde auf einer CPU, und behalten.</translation>
  </message>
  <message>
   <source>Share of the CTs that get a shape nobody has: a random mix of how the people who are learned from differ from each other. Together with crossing at most 1.</source>
   <translation>Anteil der CTs, die eine Form bekommen, die niemand hat: eine zufällige Mischung dessen, wie sich die Menschen unterscheiden, von denen gelernt wird. Zusammen mit Kreuzen höchstens 1.</translation>
  </message>
  <message>
   <source>Share of the cases that get a nodule of 6 to 30 mm in a lung.</source>
   <translation>Anteil der Fälle, die einen Rundherd von 6 bis 30 mm in einer Lunge bekommen.</translation>
  </message>
  <message>
   <source>Share of the cases that get fluid around one lung.</source>
   <translation>Anteil der Fälle, die Flüssigkeit um eine Lunge bekommen.</translation>
  </message>
  <message>
   <source>Share of the cases whose X-rays are taken from farther away, up to a source at 1.8 m.</source>
   <translation>Anteil der Fälle, deren Röntgenbilder von weiter weg aufgenommen werden, bis zu einer Quelle in 1,8 m.</translation>
  </message>
  <message>
   <source>Share of the noise that all slices have in common. Less than 1 suits a prior that sees three slices: where neighbours share all their noise, it is as easily taken for anatomy.</source>
   <translation>Anteil des Rauschens, den alle Schichten gemeinsam haben. Unter 1 passt zu einem Vorwissen, das drei Schichten sieht: Wo Nachbarn ihr ganzes Rauschen teilen, wird es leicht für Anatomie gehalten.</translation>
  </message>
  <message>
   <source>Share of the training cases shown with one view only, so that one view is enough later.</source>
   <translation>Anteil der Trainingsfälle, von denen nur eine Ansicht gezeigt wird, damit später eine genügt.</translation>
  </message>
  <message>
   <source>Share of what its neighbours lead to expect in each slice; 0 leaves the reconstruction as it is.</source>
   <translation>Anteil dessen, was ihre Nachbarn erwarten lassen, an jeder Schicht; 0 lässt die Rekonstruktion, wie sie ist.</translation>
  </message>
  <message>
   <source>Shared noise</source>
   <translation>Gemeinsames Rauschen</translation>
  </message>
  <message>
   <source>Shift</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Shift + arrow keys</source>
   <translation>Umschalt + Pfeiltasten</translation>
  </message>
  <message>
   <source>Shift dates, the same for all images of a patient</source>
   <translation>Tage verschieben, für alle Bilder eines Patienten gleich</translation>
  </message>
  <message>
   <source>Shift the whole appearance along HU</source>
   <translation>Die ganze Darstellung entlang der HU verschieben</translation>
  </message>
  <message>
   <source>Should be a multiple of {step}.</source>
   <translation>Muss ein Vielfaches von {step} sein.</translation>
  </message>
  <message>
   <source>Should be greater than or equal to {limit}.</source>
   <translation>Muss mindestens {limit} sein.</translation>
  </message>
  <message>
   <source>Should be greater than {limit}.</source>
   <translation>Muss größer als {limit} sein.</translation>
  </message>
  <message>
   <source>Should be less than or equal to {limit}.</source>
   <translation>Darf höchstens {limit} sein.</translation>
  </message>
  <message>
   <source>Should be less than {limit}.</source>
   <translation>Muss kleiner als {limit} sein.</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Show a run, or the runs in a folder, from elsewhere</source>
   <translation>Einen Lauf oder die Läufe eines Ordners von anderswo zeigen</translation>
  </message>
  <message>
   <source>Show all of every image again</source>
   <translation>Wieder alle Bilder ganz zeigen</translation>
  </message>
  <message>
   <source>Show all points and follow new ones again (R)</source>
   <translation>Alle Punkte zeigen und wieder neuen folgen (R)</translation>
  </message>
  <message>
   <source>Show all points of all plots and follow new ones (R in a plot)</source>
   <translation>Alle Punkte aller Kurven zeigen und neuen folgen (R in einer Kurve)</translation>
  </message>
  <message>
   <source>Show in 3D</source>
   <translation>In 3D zeigen</translation>
  </message>
  <message>
   <source>Show measurements in the views</source>
   <translation>Messungen in den Ansichten zeigen</translation>
  </message>
  <message>
   <source>Show one after the other, slowly; what moves is what the X-rays leave open</source>
   <translation>Langsam eines nach dem anderen zeigen; was sich bewegt, lassen die Röntgenbilder offen</translation>
  </message>
  <message>
   <source>Show only lines with these words</source>
   <translation>Nur Zeilen mit diesen Wörtern zeigen</translation>
  </message>
  <message>
   <source>Show only runs in this state</source>
   <translation>Nur Läufe in diesem Zustand zeigen</translation>
  </message>
  <message>
   <source>Show only runs with these words in name, method or note</source>
   <translation>Nur Läufe mit diesen Wörtern in Name, Verfahren oder Notiz zeigen</translation>
  </message>
  <message>
   <source>Show or hide the curve below the slices; a click on it turns to that slice</source>
   <translation>Die Kurve unter den Schichten zeigen oder verbergen; ein Klick darauf geht zu dieser Schicht</translation>
  </message>
  <message>
   <source>Show or hide the list at the right of the views</source>
   <translation>Die Liste rechts neben den Ansichten zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Show or hide these settings</source>
   <translation>Diese Einstellungen zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Show other volumes that explain the two X-rays equally well</source>
   <translation>Andere Volumen zeigen, die die beiden Röntgenbilder ebenso gut erklären</translation>
  </message>
  <message>
   <source>Show starred runs only</source>
   <translation>Nur markierte Läufe zeigen</translation>
  </message>
  <message>
   <source>Show the CT the X-rays were made from (T)</source>
   <translation>Das CT zeigen, aus dem die Röntgenbilder berechnet wurden (T)</translation>
  </message>
  <message>
   <source>Show the crosshair</source>
   <translation>Fadenkreuz zeigen</translation>
  </message>
  <message>
   <source>Show the folder in the file manager</source>
   <translation>Den Ordner im Dateimanager zeigen</translation>
  </message>
  <message>
   <source>Show the list of curves</source>
   <translation>Liste der Kurven zeigen</translation>
  </message>
  <message>
   <source>Show the new files</source>
   <translation>Die neuen Dateien zeigen</translation>
  </message>
  <message>
   <source>Show the reconstruction</source>
   <translation>Die Rekonstruktion zeigen</translation>
  </message>
  <message>
   <source>Show the result as the method made it</source>
   <translation>Das Ergebnis zeigen, wie das Verfahren es gemacht hat</translation>
  </message>
  <message>
   <source>Show the settings that rarely need another value</source>
   <translation>Die Einstellungen zeigen, die selten einen anderen Wert brauchen</translation>
  </message>
  <message>
   <source>Show the source volume (synthetic)</source>
   <translation>Ausgangsvolumen zeigen (synthetisch)</translation>
  </message>
  <message>
   <source>Show the synthetic source of the X-rays (T)</source>
   <translation>Die synthetische Quelle der Röntgenbilder zeigen (T)</translation>
  </message>
  <message>
   <source>Show the text again</source>
   <translation>Die Schrift wieder zeigen</translation>
  </message>
  <message>
   <source>Show the tour at the next start</source>
   <translation>Rundgang beim nächsten Start zeigen</translation>
  </message>
  <message>
   <source>Show the training that runs</source>
   <translation>Das laufende Training zeigen</translation>
  </message>
  <message>
   <source>Show the true CT</source>
   <translation>Wahres CT zeigen</translation>
  </message>
  <message>
   <source>Show the two X-rays where they were taken, their sources, and the rays through the crosshair</source>
   <translation>Die beiden Röntgenbilder dort zeigen, wo sie entstanden, mit ihren Quellen und den Strahlen durch das Fadenkreuz</translation>
  </message>
  <message>
   <source>Show the volume</source>
   <translation>Volumen zeigen</translation>
  </message>
  <message>
   <source>Show the volume again (Esc)</source>
   <translation>Das Volumen wieder zeigen (Esc)</translation>
  </message>
  <message>
   <source>Show the whole volume again</source>
   <translation>Wieder das ganze Volumen zeigen</translation>
  </message>
  <message>
   <source>Show the whole volume again, without crop and clip plane</source>
   <translation>Wieder das ganze Volumen zeigen, ohne Ausschnitt und Schnittebene</translation>
  </message>
  <message>
   <source>Show warnings only, or everything</source>
   <translation>Nur Warnungen zeigen, oder alles</translation>
  </message>
  <message>
   <source>Show what every setting means</source>
   <translation>Zeigen, was jede Einstellung bedeutet</translation>
  </message>
  <message>
   <source>Show {title}</source>
   <translation>{title} zeigen</translation>
  </message>
  <message>
   <source>Shows only lines with these words</source>
   <translation>Zeigt nur Zeilen mit diesen Wörtern</translation>
  </message>
  <message>
   <source>Shows only settings with these words</source>
   <translation>Zeigt nur Einstellungen mit diesen Wörtern</translation>
  </message>
  <message>
   <source>Shows the refiner the volume of greatest entropy too, one sweep of row times column.</source>
   <translation>Zeigt dem Verfeinerer auch das Volumen der größten Entropie, einen Durchgang Zeile mal Spalte.</translation>
  </message>
  <message>
   <source>Side</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>Nebeneinander</translation>
  </message>
  <message>
   <source>Simulated: in the lateral X-ray the diaphragm stands {length:.0f} mm higher than in the frontal one.</source>
   <translation>Simuliert: Im seitlichen Röntgenbild steht das Zwerchfell {length:.0f} mm höher als im frontalen.</translation>
  </message>
  <message>
   <source>Simulated: in the lateral X-ray the diaphragm stands {length:.0f} mm lower than in the frontal one.</source>
   <translation>Simuliert: Im seitlichen Röntgenbild steht das Zwerchfell {length:.0f} mm tiefer als im frontalen.</translation>
  </message>
  <message>
   <source>Simulated: scatter, noise and tone curve are those of a made-up machine, drawn by chance.</source>
   <translation>Simuliert: Streuung, Rauschen und Tonwertkurve sind die eines erdachten, zufällig gelosten Geräts.</translation>
  </message>
  <message>
   <source>Simulated: scatter, noise and tone curve are those of a made-up machine.</source>
   <translation>Simuliert: Streuung, Rauschen und Tonwertkurve sind die eines erdachten Geräts.</translation>
  </message>
  <message>
   <source>Simulated: the frontal X-ray was {movements}, which the pair does not tell.</source>
   <translation>Simuliert: Das frontale Röntgenbild war {movements}; das Paar sagt es nicht.</translation>
  </message>
  <message>
   <source>Simulated: the lateral X-ray was {movements}, which the pair does not tell.</source>
   <translation>Simuliert: Das seitliche Röntgenbild war {movements}; das Paar sagt es nicht.</translation>
  </message>
  <message>
   <source>Single slice</source>
   <translation>Einzelne Schicht</translation>
  </message>
  <message>
   <source>Single slice, MIP, MinIP, mean, and round again</source>
   <translation>Einzelne Schicht, MIP, MinIP, Mittelwert und von vorn</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>Size of each correction; less than 1 is slower and calmer.</source>
   <translation>Größe jeder Korrektur; unter 1 ist langsamer und ruhiger.</translation>
  </message>
  <message>
   <source>Size of text and controls</source>
   <translation>Größe von Schrift und Bedienelementen</translation>
  </message>
  <message>
   <source>Skin</source>
   <translation>Haut</translation>
  </message>
  <message>
   <source>Skip</source>
   <translation>Überspringen</translation>
  </message>
  <message>
   <source>Slab</source>
   <translation>Dicke Schicht</translation>
  </message>
  <message>
   <source>Slab: MIP, MinIP or mean of neighbouring slices</source>
   <translation>Dicke Schicht: MIP, MinIP oder Mittelwert benachbarter Schichten</translation>
  </message>
  <message>
   <source>Slice continuity (MADGAN)</source>
   <translation>Schichtfolge (MADGAN)</translation>
  </message>
  <message>
   <source>Slice diffusion (DDNM)</source>
   <translation>Schichtdiffusion (DDNM)</translation>
  </message>
  <message>
   <source>Slices</source>
   <translation>Schichten</translation>
  </message>
  <message>
   <source>Slices (MPR)</source>
   <translation>Schichten (MPR)</translation>
  </message>
  <message>
   <source>Slices appear here after a reconstruction.</source>
   <translation>Schichten erscheinen hier nach einer Rekonstruktion.</translation>
  </message>
  <message>
   <source>Slices are predicted from those below, from those above, or both; up is to the head, the back or the left.</source>
   <translation>Schichten werden aus denen darunter, denen darüber oder beiden vorhergesagt; aufwärts ist zum Kopf, zum Rücken oder nach links.</translation>
  </message>
  <message>
   <source>Slices are turned by as much; left and right may be wrongly compared.</source>
   <translation>Die Schichten sind ebenso gedreht; links und rechts werden leicht falsch verglichen.</translation>
  </message>
  <message>
   <source>Slices drawn from each volume of a training batch, among those with body in them.</source>
   <translation>Schichten, die aus jedem Volumen eines Stapels gezogen werden, unter denen mit Körper darin.</translation>
  </message>
  <message>
   <source>Slices follow the crosshair</source>
   <translation>Schichten folgen dem Fadenkreuz</translation>
  </message>
  <message>
   <source>Slices per volume</source>
   <translation>Schichten je Volumen</translation>
  </message>
  <message>
   <source>Slices shown</source>
   <translation>Gezeigte Schichten</translation>
  </message>
  <message>
   <source>Slices that follow each other.</source>
   <translation>Schichten, die aufeinander folgen.</translation>
  </message>
  <message>
   <source>Slices that the prior sees at once: the slice alone, or with its two neighbours.</source>
   <translation>Schichten, die das Vorwissen auf einmal sieht: die Schicht allein oder mit ihren beiden Nachbarn.</translation>
  </message>
  <message>
   <source>Slices:</source>
   <translation>Schichten:</translation>
  </message>
  <message>
   <source>Small</source>
   <translation>Klein</translation>
  </message>
  <message>
   <source>Smaller pieces are left out</source>
   <translation>Kleinere Stücke werden weggelassen</translation>
  </message>
  <message>
   <source>Smaller: {smaller}</source>
   <translation>Kleiner: {smaller}</translation>
  </message>
  <message>
   <source>Smooth slices</source>
   <translation>Geglättete Schichten</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>Glättung</translation>
  </message>
  <message>
   <source>Smoothness weight</source>
   <translation>Gewicht der Glätte</translation>
  </message>
  <message>
   <source>Soft HU</source>
   <translation>HU der Weichteile</translation>
  </message>
  <message>
   <source>Soft shadows</source>
   <translation>Weiche Schatten</translation>
  </message>
  <message>
   <source>Soft shadows need a graphics card; here OpenGL is done in software.</source>
   <translation>Weiche Schatten brauchen eine Grafikkarte; hier rechnet OpenGL in Software.</translation>
  </message>
  <message>
   <source>Soft tissue</source>
   <translation>Weichteile</translation>
  </message>
  <message>
   <source>Something unexpected went wrong ({0}: {1}).</source>
   <translation>Etwas Unerwartetes ging schief ({0}: {1}).</translation>
  </message>
  <message>
   <source>Something unexpected went wrong.</source>
   <translation>Etwas Unerwartetes ist schiefgegangen.</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>Quelle</translation>
  </message>
  <message>
   <source>Source at {sad_mm:g} of {sdd_mm:g} mm</source>
   <translation>Quelle bei {sad_mm:g} von {sdd_mm:g} mm</translation>
  </message>
  <message>
   <source>Source to detector</source>
   <translation>Quelle bis Detektor</translation>
  </message>
  <message>
   <source>Source to patient centre</source>
   <translation>Quelle bis Patientenmitte</translation>
  </message>
  <message>
   <source>Source volume (synthetic)</source>
   <translation>Ausgangsvolumen (synthetisch)</translation>
  </message>
  <message>
   <source>Source {sad:g} mm from the centre of the patient and {sdd:g} mm from the detector, pixels of {pixel:.3g} mm: {like}.</source>
   <translation>Quelle {sad:g} mm von der Mitte des Patienten und {sdd:g} mm vom Detektor, Pixel von {pixel:.3g} mm: {like}.</translation>
  </message>
  <message>
   <source>Space</source>
   <translation>Leertaste</translation>
  </message>
  <message>
   <source>Space checks a curve, or all of a plot</source>
   <translation>Die Leertaste hakt eine Kurve an, oder alle eines Diagramms</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Geschwindigkeit</translation>
  </message>
  <message>
   <source>Split of patients</source>
   <translation>Aufteilung der Patienten</translation>
  </message>
  <message>
   <source>Splitting the volume into evidence and prior</source>
   <translation>Das Volumen wird in Evidenz und Erwartung zerlegt</translation>
  </message>
  <message>
   <source>Stacks of six slices drawn from each volume of a training batch, where there is body.</source>
   <translation>Stapel von sechs Schichten, die aus jedem Volumen eines Trainingsstapels gezogen werden, wo Körper ist.</translation>
  </message>
  <message>
   <source>Standard deviation of the Gaussian blur of the truth that is as wrong.</source>
   <translation>Standardabweichung der gaußschen Unschärfe der Wahrheit, die ebenso falsch ist.</translation>
  </message>
  <message>
   <source>Standard deviation of the noise of a line integral. With 0 both radiographs are met exactly (DDNM), with more only as far as they can be trusted (DDNM+).</source>
   <translation>Standardabweichung des Rauschens eines Linienintegrals. Mit 0 werden beide Röntgenbilder genau getroffen (DDNM), mit mehr nur so weit, wie ihnen zu trauen ist (DDNM+).</translation>
  </message>
  <message>
   <source>Star</source>
   <translation>Markierung</translation>
  </message>
  <message>
   <source>Star or unstar</source>
   <translation>Markieren oder nicht</translation>
  </message>
  <message>
   <source>Starred runs only</source>
   <translation>Nur markierte Läufe</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>Start a new run for a longer training.</source>
   <translation>Für ein längeres Training einen neuen Lauf beginnen.</translation>
  </message>
  <message>
   <source>Start a new run with a lower learning rate or a gradient limit; --start-from takes the weights along.</source>
   <translation>Einen neuen Lauf mit kleinerer Lernrate oder einer Grenze für die Gradienten beginnen; --start-from nimmt die Gewichte mit.</translation>
  </message>
  <message>
   <source>Start a new run.</source>
   <translation>Einen neuen Lauf beginnen.</translation>
  </message>
  <message>
   <source>Start after it</source>
   <translation>Danach starten</translation>
  </message>
  <message>
   <source>Start again with smaller settings</source>
   <translation>Mit kleineren Einstellungen neu starten</translation>
  </message>
  <message>
   <source>Start again with {0}, or close other programs that use memory.</source>
   <translation>Noch einmal mit {0} beginnen, oder andere Programme schließen, die Speicher belegen.</translation>
  </message>
  <message>
   <source>Start again with {smaller}</source>
   <translation>Neu starten mit {smaller}</translation>
  </message>
  <message>
   <source>Start here: what went in and what came out</source>
   <translation>Hier beginnen: was hineinging und was herauskam</translation>
  </message>
  <message>
   <source>Start it anew.</source>
   <translation>Neu beginnen.</translation>
  </message>
  <message>
   <source>Start it first.</source>
   <translation>Zuerst starten.</translation>
  </message>
  <message>
   <source>Start it on the command line.</source>
   <translation>Auf der Befehlszeile starten.</translation>
  </message>
  <message>
   <source>Start noise</source>
   <translation>Anfängliches Rauschen</translation>
  </message>
  <message>
   <source>Start now</source>
   <translation>Jetzt starten</translation>
  </message>
  <message>
   <source>Start the run again with settings that need less memory</source>
   <translation>Den Lauf mit Einstellungen neu starten, die weniger Speicher brauchen</translation>
  </message>
  <message>
   <source>Start training</source>
   <translation>Training starten</translation>
  </message>
  <message>
   <source>Starting</source>
   <translation>Startet</translation>
  </message>
  <message>
   <source>Starting noise as a multiple of the error of the coarse reconstruction; more redraws more of it.</source>
   <translation>Anfängliches Rauschen als Vielfaches des Fehlers der groben Rekonstruktion; mehr zeichnet mehr von ihr neu.</translation>
  </message>
  <message>
   <source>Starting noise as a multiple of the error of the guide; more redraws more of it.</source>
   <translation>Anfängliches Rauschen als Vielfaches des Fehlers der Führung; mehr zeichnet mehr von ihr neu.</translation>
  </message>
  <message>
   <source>Starting the 3D view …</source>
   <translation>Die 3D-Ansicht wird gestartet …</translation>
  </message>
  <message>
   <source>Starting {name}…</source>
   <translation>{name} wird gestartet…</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>State max_line_integral, the line integral of the largest value of the format, or the scale display.</source>
   <translation>max_line_integral angeben, das Linienintegral des größten Wertes des Formats, oder die Skala display.</translation>
  </message>
  <message>
   <source>State of the runs shown</source>
   <translation>Zustand der gezeigten Läufe</translation>
  </message>
  <message>
   <source>Step of the best validation</source>
   <translation>Schritt der besten Validierung</translation>
  </message>
  <message>
   <source>Step size of Adam for all networks.</source>
   <translation>Schrittweite von Adam für alle Netze.</translation>
  </message>
  <message>
   <source>Step size of Adam for both discriminators.</source>
   <translation>Schrittweite von Adam für beide Diskriminatoren.</translation>
  </message>
  <message>
   <source>Step size of Adam for both generators.</source>
   <translation>Schrittweite von Adam für beide Generatoren.</translation>
  </message>
  <message>
   <source>Step size of Adam for both networks.</source>
   <translation>Schrittweite von Adam für beide Netze.</translation>
  </message>
  <message>
   <source>Step size of Adam for the classifier.</source>
   <translation>Schrittweite von Adam für den Klassifikator.</translation>
  </message>
  <message>
   <source>Step size of Adam for the critic.</source>
   <translation>Schrittweite von Adam für den Kritiker.</translation>
  </message>
  <message>
   <source>Step size of Adam for the generator.</source>
   <translation>Schrittweite von Adam für den Generator.</translation>
  </message>
  <message>
   <source>Step size of Adam for the network that outlines lungs.</source>
   <translation>Schrittweite von Adam für das Netz, das Lungen umrandet.</translation>
  </message>
  <message>
   <source>Step size of Adam for the refiner.</source>
   <translation>Schrittweite von Adam für den Verfeinerer.</translation>
  </message>
  <message>
   <source>Step size of Adam.</source>
   <translation>Schrittweite von Adam.</translation>
  </message>
  <message>
   <source>Step {at} of {count}</source>
   <translation>Schritt {at} von {count}</translation>
  </message>
  <message>
   <source>Step {number}: {title}</source>
   <translation>Schritt {number}: {title}</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <source>Steps between two checkpoints.</source>
   <translation>Schritte zwischen zwei Zwischenständen.</translation>
  </message>
  <message>
   <source>Steps between two measurements on held-out cases.</source>
   <translation>Schritte zwischen zwei Messungen an zurückgehaltenen Fällen.</translation>
  </message>
  <message>
   <source>Steps between two points of the curves.</source>
   <translation>Schritte zwischen zwei Punkten der Kurven.</translation>
  </message>
  <message>
   <source>Steps between two previews of the fixed case.</source>
   <translation>Schritte zwischen zwei Vorschauen des festen Falls.</translation>
  </message>
  <message>
   <source>Steps done</source>
   <translation>Erledigte Schritte</translation>
  </message>
  <message>
   <source>Steps from the starting noise level down to none. One gives the expected volume, many invent sharp detail.</source>
   <translation>Schritte vom anfänglichen Rauschen bis zu keinem. Einer gibt das erwartete Volumen, viele erfinden scharfe Einzelheiten.</translation>
  </message>
  <message>
   <source>Steps of that fit.</source>
   <translation>Schritte dieser Anpassung.</translation>
  </message>
  <message>
   <source>Steps of the final correction that makes the volume agree with both radiographs; 0 leaves it out.</source>
   <translation>Schritte der letzten Korrektur, nach der das Volumen zu beiden Röntgenbildern passt; 0 lässt sie weg.</translation>
  </message>
  <message>
   <source>Steps of the fit.</source>
   <translation>Schritte der Anpassung.</translation>
  </message>
  <message>
   <source>Steps of the last consistency.</source>
   <translation>Schritte der letzten Konsistenz.</translation>
  </message>
  <message>
   <source>Steps of the optimisers a second, and cases seen a second</source>
   <translation>Schritte der Optimierer pro Sekunde und gesehene Fälle pro Sekunde</translation>
  </message>
  <message>
   <source>Steps of the optimisers until the training is done.</source>
   <translation>Schritte der Optimierer, bis das Training fertig ist.</translation>
  </message>
  <message>
   <source>Steps of the sampler from the starting noise level down to none; few draw near the expected volume.</source>
   <translation>Schritte des Ziehens vom anfänglichen Rauschen bis zu keinem; wenige ziehen nahe beim erwarteten Volumen.</translation>
  </message>
  <message>
   <source>Steps of the smoothing inside each step; strong smoothing needs more.</source>
   <translation>Schritte der Glättung in jedem Schritt; starke Glättung braucht mehr.</translation>
  </message>
  <message>
   <source>Steps on the grid of half the resolution, before.</source>
   <translation>Schritte davor auf dem Gitter mit halber Auflösung.</translation>
  </message>
  <message>
   <source>Steps on the working grid.</source>
   <translation>Schritte auf dem Arbeitsgitter.</translation>
  </message>
  <message>
   <source>Steps over which the learning rate grows from zero.</source>
   <translation>Schritte, in denen die Lernrate von null an wächst.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Stop (Space)</source>
   <translation>Anhalten (Leertaste)</translation>
  </message>
  <message>
   <source>Stop after the case under way</source>
   <translation>Nach dem laufenden Fall anhalten</translation>
  </message>
  <message>
   <source>Stop after the file at hand; nothing is written then</source>
   <translation>Nach der aktuellen Datei anhalten; geschrieben wird dann nichts</translation>
  </message>
  <message>
   <source>Stop after this step with a checkpoint; it can be resumed</source>
   <translation>Nach diesem Schritt mit einem Zwischenstand beenden; es lässt sich fortsetzen</translation>
  </message>
  <message>
   <source>Stop and close</source>
   <translation>Anhalten und schließen</translation>
  </message>
  <message>
   <source>Stop and open</source>
   <translation>Anhalten und öffnen</translation>
  </message>
  <message>
   <source>Stop and show the result as it is (Esc)</source>
   <translation>Anhalten und das Ergebnis zeigen, wie es ist (Esc)</translation>
  </message>
  <message>
   <source>Stop blinking on the image shown (Space swaps the images then)</source>
   <translation>Beim gezeigten Bild anhalten (die Leertaste wechselt dann die Bilder)</translation>
  </message>
  <message>
   <source>Stop it first, or choose another run.</source>
   <translation>Zuerst anhalten, oder einen anderen Lauf wählen.</translation>
  </message>
  <message>
   <source>Stop it first.</source>
   <translation>Zuerst anhalten.</translation>
  </message>
  <message>
   <source>Stop looking; nothing was changed</source>
   <translation>Suche beenden; nichts wurde geändert</translation>
  </message>
  <message>
   <source>Stop now; the case under way begins again next time</source>
   <translation>Jetzt anhalten; der laufende Fall beginnt nächstes Mal neu</translation>
  </message>
  <message>
   <source>Stop reading the data</source>
   <translation>Das Lesen der Daten anhalten</translation>
  </message>
  <message>
   <source>Stop the reconstruction; everything else stays</source>
   <translation>Die Rekonstruktion anhalten; alles andere bleibt</translation>
  </message>
  <message>
   <source>Stop training</source>
   <translation>Training beenden</translation>
  </message>
  <message>
   <source>Stop with a checkpoint</source>
   <translation>Mit Zwischenstand beenden</translation>
  </message>
  <message>
   <source>Stop writing; nothing half-written stays</source>
   <translation>Das Schreiben abbrechen; nichts Halbes bleibt zurück</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>Beendet</translation>
  </message>
  <message>
   <source>Stopped reading the data</source>
   <translation>Das Lesen der Daten wurde angehalten</translation>
  </message>
  <message>
   <source>Stopped the reconstruction of {title}: it has another X-ray now.</source>
   <translation>Die Rekonstruktion von {title} wurde angehalten: Der Fall hat jetzt ein anderes Röntgenbild.</translation>
  </message>
  <message>
   <source>Stopping</source>
   <translation>Wird beendet</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird angehalten…</translation>
  </message>
  <message>
   <source>Straighten</source>
   <translation>Gerade stellen</translation>
  </message>
  <message>
   <source>Straighten planes</source>
   <translation>Ebenen gerade stellen</translation>
  </message>
  <message>
   <source>Straighten the series, for example in 3D Slicer, and save it as NIfTI.</source>
   <translation>Die Serie gerade richten, etwa in 3D Slicer, und als NIfTI speichern.</translation>
  </message>
  <message>
   <source>Strength of the colours</source>
   <translation>Stärke der Farben</translation>
  </message>
  <message>
   <source>Strength of the colours over the slices</source>
   <translation>Stärke der Farben über den Schichten</translation>
  </message>
  <message>
   <source>Stretch</source>
   <translation>Strecken</translation>
  </message>
  <message>
   <source>Stretch the whole appearance about its middle</source>
   <translation>Die ganze Darstellung um ihre Mitte strecken</translation>
  </message>
  <message>
   <source>Structural similarity</source>
   <translation>Strukturelle Ähnlichkeit</translation>
  </message>
  <message>
   <source>Structural similarity, from 0 to 1.</source>
   <translation>Strukturelle Ähnlichkeit, von 0 bis 1.</translation>
  </message>
  <message>
   <source>Structural similarity, from 0 to 1. Higher is better.</source>
   <translation>Strukturelle Ähnlichkeit, von 0 bis 1. Höher ist besser.</translation>
  </message>
  <message>
   <source>Structure</source>
   <translation>Struktur</translation>
  </message>
  <message>
   <source>Structure weight</source>
   <translation>Gewicht der Struktur</translation>
  </message>
  <message>
   <source>Structure: {title}</source>
   <translation>Struktur: {title}</translation>
  </message>
  <message>
   <source>Studies</source>
   <translation>Fälle</translation>
  </message>
  <message>
   <source>Studies with missing files</source>
   <translation>Fälle mit fehlenden Dateien</translation>
  </message>
  <message>
   <source>Study</source>
   <translation>Fall</translation>
  </message>
  <message>
   <source>Style</source>
   <translation>Stil</translation>
  </message>
  <message>
   <source>Style (CycleGAN)</source>
   <translation>Stil (CycleGAN)</translation>
  </message>
  <message>
   <source>Subject</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>Supervision</source>
   <translation>Anleitung</translation>
  </message>
  <message>
   <source>Surface</source>
   <translation>Oberfläche</translation>
  </message>
  <message>
   <source>Surface of bone</source>
   <translation>Oberfläche der Knochen</translation>
  </message>
  <message>
   <source>Surface of the lungs</source>
   <translation>Oberfläche der Lungen</translation>
  </message>
  <message>
   <source>Surface of the skin</source>
   <translation>Oberfläche der Haut</translation>
  </message>
  <message>
   <source>Surface {title}: {triangles} triangles</source>
   <translation>Oberfläche {title}: {triangles} Dreiecke</translation>
  </message>
  <message>
   <source>Surfaces</source>
   <translation>Oberflächen</translation>
  </message>
  <message>
   <source>Surfaces are written as STL or PLY, not as {0}.</source>
   <translation>Oberflächen werden als STL oder PLY geschrieben, nicht als {0}.</translation>
  </message>
  <message>
   <source>Suspected from the images with a score of {score:.2f}; it can be wrong</source>
   <translation>Aus den Bildern vermutet, mit einem Wert von {score:.2f}; das kann falsch sein</translation>
  </message>
  <message>
   <source>Swap</source>
   <translation>Tauschen</translation>
  </message>
  <message>
   <source>Swap frontal and lateral</source>
   <translation>Frontal und seitlich tauschen</translation>
  </message>
  <message>
   <source>Swap left and right</source>
   <translation>Links und rechts tauschen</translation>
  </message>
  <message>
   <source>Swap the two images or correct their views.</source>
   <translation>Die beiden Bilder tauschen oder ihre Ansichten berichtigen.</translation>
  </message>
  <message>
   <source>Swap the two images.</source>
   <translation>Die beiden Bilder vertauschen.</translation>
  </message>
  <message>
   <source>Swipe</source>
   <translation>Wischen</translation>
  </message>
  <message>
   <source>Switch dark and light</source>
   <translation>Zwischen dunkel und hell wechseln</translation>
  </message>
  <message>
   <source>Synthetic volume</source>
   <translation>Synthetisches Volumen</translation>
  </message>
  <message>
   <source>TRCT-GAN</source>
   <translation>TRCT-GAN</translation>
  </message>
  <message>
   <source>Table (*.csv)</source>
   <translation>Tabelle (*.csv)</translation>
  </message>
  <message>
   <source>Table of runs</source>
   <translation>Tabelle der Läufe</translation>
  </message>
  <message>
   <source>Take at most {0}.</source>
   <translation>Höchstens {0} nehmen.</translation>
  </message>
  <message>
   <source>Take away everything that the method added from what it knows of other chests</source>
   <translation>Alles wegnehmen, was das Verfahren aus seiner Kenntnis anderer Brustkörbe ergänzt hat</translation>
  </message>
  <message>
   <source>Take away what the method added, step by step, until only what the two X-rays determine is left</source>
   <translation>Schrittweise wegnehmen, was das Verfahren ergänzt hat, bis nur noch bleibt, was die beiden Röntgenbilder bestimmen</translation>
  </message>
  <message>
   <source>Take back all corrections</source>
   <translation>Alle Korrekturen zurücknehmen</translation>
  </message>
  <message>
   <source>Take back the last step: a correction, a measurement, an appearance</source>
   <translation>Den letzten Schritt zurücknehmen: eine Korrektur, eine Messung, eine Darstellung</translation>
  </message>
  <message>
   <source>Take back what was just done with the runs</source>
   <translation>Zurücknehmen, was eben mit den Läufen geschah</translation>
  </message>
  <message>
   <source>Take both X-rays in one breath.</source>
   <translation>Nehmen Sie beide Röntgenbilder in einem Atemzug auf.</translation>
  </message>
  <message>
   <source>Take every value back to its default</source>
   <translation>Jeden Wert auf die Vorgabe zurücksetzen</translation>
  </message>
  <message>
   <source>Take fewer X-rays or a smaller grid, or close other programs.</source>
   <translation>Nehmen Sie weniger Röntgenbilder oder ein kleineres Gitter, oder schließen Sie andere Programme.</translation>
  </message>
  <message>
   <source>Take it along</source>
   <translation>Mitnehmen</translation>
  </message>
  <message>
   <source>Take over</source>
   <translation>Übernehmen</translation>
  </message>
  <message>
   <source>Take settings that need less memory</source>
   <translation>Einstellungen nehmen, die weniger Speicher brauchen</translation>
  </message>
  <message>
   <source>Take the chosen cases out; their volumes stay (Delete)</source>
   <translation>Die gewählten Fälle herausnehmen; ihre Volumen bleiben (Entf)</translation>
  </message>
  <message>
   <source>Take the chosen point away (Delete, or right-click)</source>
   <translation>Den gewählten Punkt entfernen (Entf oder Rechtsklick)</translation>
  </message>
  <message>
   <source>Take the line away</source>
   <translation>Die Linie entfernen</translation>
  </message>
  <message>
   <source>Take the other side of the plane away</source>
   <translation>Die andere Seite der Ebene wegnehmen</translation>
  </message>
  <message>
   <source>Take this over; Undo takes it back</source>
   <translation>Das übernehmen; Rückgängig nimmt es zurück</translation>
  </message>
  <message>
   <source>Take what is selected off the list</source>
   <translation>Das Gewählte von der Liste nehmen</translation>
  </message>
  <message>
   <source>Take what waits out of the queue</source>
   <translation>Das Wartende aus der Schlange nehmen</translation>
  </message>
  <message>
   <source>Takes a minute or two; what is done shows at once</source>
   <translation>Dauert ein, zwei Minuten; was fertig ist, erscheint sofort</translation>
  </message>
  <message>
   <source>Taking results along</source>
   <translation>Ergebnisse mitnehmen</translation>
  </message>
  <message>
   <source>Teach a method from data</source>
   <translation>Ein Verfahren aus Daten lernen lassen</translation>
  </message>
  <message>
   <source>Teacher</source>
   <translation>Lehrer</translation>
  </message>
  <message>
   <source>Telling apart</source>
   <translation>Unterscheiden</translation>
  </message>
  <message>
   <source>Template error</source>
   <translation>Fehler der Vorlagen</translation>
  </message>
  <message>
   <source>Template library</source>
   <translation>Sammlung der Vorlagen</translation>
  </message>
  <message>
   <source>Templates</source>
   <translation>Vorlagen</translation>
  </message>
  <message>
   <source>Text in the frontal image is masked.</source>
   <translation>Schrift im frontalen Bild ist verdeckt.</translation>
  </message>
  <message>
   <source>Text in the lateral image is masked.</source>
   <translation>Schrift im seitlichen Bild ist verdeckt.</translation>
  </message>
  <message>
   <source>Text is burned into the frontal image; it may identify the patient.</source>
   <translation>In das frontale Bild ist Schrift eingebrannt; sie kann den Patienten kenntlich machen.</translation>
  </message>
  <message>
   <source>Text is burned into the lateral image; it may identify the patient.</source>
   <translation>In das seitliche Bild ist Schrift eingebrannt; sie kann den Patienten kenntlich machen.</translation>
  </message>
  <message>
   <source>That will not fit.</source>
   <translation>Das passt nicht.</translation>
  </message>
  <message>
   <source>The 3D view</source>
   <translation>Die 3D-Ansicht</translation>
  </message>
  <message>
   <source>The 90 % interval of its uncertainty holds the true value in {0} % of the body's voxels.</source>
   <translation>Das 90-%-Intervall der Unsicherheit enthält den wahren Wert in {0} % der Voxel des Körpers.</translation>
  </message>
  <message>
   <source>The CT in {0} does not hold HU + 1024.</source>
   <translation>Das CT in {0} enthält nicht HU + 1024.</translation>
  </message>
  <message>
   <source>The CT shows no body.</source>
   <translation>Das CT zeigt keinen Körper.</translation>
  </message>
  <message>
   <source>The CT the X-rays were made from, in place of the result</source>
   <translation>Das CT, aus dem die Röntgenbilder berechnet wurden, anstelle des Ergebnisses</translation>
  </message>
  <message>
   <source>The CT {name} was not used for measuring: its projections do not look like these X-rays. A true CT stands where they saw it, the isocentre at the origin.</source>
   <translation>Das CT {name} wurde nicht zum Messen verwendet: Seine Projektionen sehen nicht wie diese Röntgenbilder aus. Ein wahres CT steht dort, wo sie es sahen, mit dem Isozentrum im Ursprung.</translation>
  </message>
  <message>
   <source>The DICOM tag {0} is damaged.</source>
   <translation>Das DICOM-Feld {0} ist beschädigt.</translation>
  </message>
  <message>
   <source>The SD is that of the voxels shown; a reconstruction is smoother than a CT.</source>
   <translation>Die SD ist die der gezeigten Voxel; eine Rekonstruktion ist glatter als ein CT.</translation>
  </message>
  <message>
   <source>The X-ray bench</source>
   <translation>Die Röntgenbank</translation>
  </message>
  <message>
   <source>The X-ray it was drawn on is not open.</source>
   <translation>Das Röntgenbild, auf dem es gezeichnet wurde, ist nicht offen.</translation>
  </message>
  <message>
   <source>The X-ray source stands inside the volume.</source>
   <translation>Die Röntgenquelle steht im Volumen.</translation>
  </message>
  <message>
   <source>The X-rays</source>
   <translation>Die Röntgenbilder</translation>
  </message>
  <message>
   <source>The X-rays and the CTs</source>
   <translation>Die Röntgenbilder und die CTs</translation>
  </message>
  <message>
   <source>The X-rays are display images of unknown scale: agreement is measured with line integrals estimated from them.</source>
   <translation>Die Röntgenbilder sind Ansichtsbilder unbekannter Skala: Die Übereinstimmung wird mit daraus geschätzten Linienintegralen gemessen.</translation>
  </message>
  <message>
   <source>The X-rays are gone.</source>
   <translation>Die Röntgenbilder sind nicht mehr da.</translation>
  </message>
  <message>
   <source>The X-rays are not open from DICOM files</source>
   <translation>Die Röntgenbilder sind nicht aus DICOM-Dateien geöffnet</translation>
  </message>
  <message>
   <source>The X-rays as their files have them</source>
   <translation>Die Röntgenbilder, wie ihre Dateien sie enthalten</translation>
  </message>
  <message>
   <source>The X-rays could not be checked: {why}</source>
   <translation>Die Röntgenbilder konnten nicht geprüft werden: {why}</translation>
  </message>
  <message>
   <source>The X-rays hold line integrals already, so their style was left as it is.</source>
   <translation>Die Röntgenbilder enthalten bereits Linienintegrale; ihr Stil wurde belassen.</translation>
  </message>
  <message>
   <source>The X-rays of this case were kept private by another user or computer.</source>
   <translation>Die Röntgenbilder dieses Falls hat ein anderer Benutzer oder Rechner unter Verschluss.</translation>
  </message>
  <message>
   <source>The X-rays were corrected after this result was made. Reconstruct again to use the corrections.</source>
   <translation>Die Röntgenbilder wurden nach diesem Ergebnis korrigiert. Rekonstruieren Sie neu, um die Korrekturen zu verwenden.</translation>
  </message>
  <message>
   <source>The angle between shadows, not in the patient.</source>
   <translation>Der Winkel zwischen Schatten, nicht im Patienten.</translation>
  </message>
  <message>
   <source>The answer cannot be read.</source>
   <translation>Die Antwort ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The answer has {0} voxels, the result {1}.</source>
   <translation>Die Antwort hat {0} Voxel, das Ergebnis {1}.</translation>
  </message>
  <message>
   <source>The answer lacks its volume “{0}”.</source>
   <translation>In der Antwort fehlt das Volumen „{0}“.</translation>
  </message>
  <message>
   <source>The answer of the worker is incomplete.</source>
   <translation>Die Antwort des Arbeitsprozesses ist unvollständig.</translation>
  </message>
  <message>
   <source>The answer on the evidence is incomplete.</source>
   <translation>Die Antwort zu den Belegen ist unvollständig.</translation>
  </message>
  <message>
   <source>The arms of the angle have no length yet.</source>
   <translation>Die Schenkel des Winkels haben noch keine Länge.</translation>
  </message>
  <message>
   <source>The array hu in {0} does not hold numbers.</source>
   <translation>Das Array hu in {0} enthält keine Zahlen.</translation>
  </message>
  <message>
   <source>The best PSNR on held-out cases, and its step</source>
   <translation>Der beste PSNR zurückgehaltener Fälle und sein Schritt</translation>
  </message>
  <message>
   <source>The best PSNR on held-out cases: in 3D, or of the re-projections where no volume is known</source>
   <translation>Der beste PSNR zurückgehaltener Fälle: in 3D, oder der Reprojektionen, wo kein Volumen bekannt ist</translation>
  </message>
  <message>
   <source>The best of these</source>
   <translation>Das beste von diesen</translation>
  </message>
  <message>
   <source>The body is about {0} of the size of known adults (estimate): perhaps a child, or wrong pixel sizes.</source>
   <translation>Der Körper hat etwa {0} der Größe bekannter Erwachsener (Schätzung): vielleicht ein Kind oder falsche Pixelgrößen.</translation>
  </message>
  <message>
   <source>The bundled shapes cannot be read.</source>
   <translation>Die mitgelieferten Formen sind nicht lesbar.</translation>
  </message>
  <message>
   <source>The bundled template {0} cannot be read.</source>
   <translation>Die mitgelieferte Vorlage {0} ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The bundled {0} cannot be read.</source>
   <translation>Die mitgelieferte Datei {0} ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The cases have {0}³ voxels over {1} mm, the network is made for {2}³ over {3} mm.</source>
   <translation>Die Fälle haben {0}³ Voxel über {1} mm, das Netz ist für {2}³ über {3} mm gemacht.</translation>
  </message>
  <message>
   <source>The checkpoint belongs to the method {0}, not to {1}.</source>
   <translation>Der Checkpoint gehört zur Methode {0}, nicht zu {1}.</translation>
  </message>
  <message>
   <source>The checkpoint belongs to the method {0}, which {1}.</source>
   <translation>Der Checkpoint gehört zum Verfahren {0}; dieses {1}.</translation>
  </message>
  <message>
   <source>The checkpoint cannot be written: {0}.</source>
   <translation>Der Zwischenstand lässt sich nicht schreiben: {0}.</translation>
  </message>
  <message>
   <source>The checkpoint file {0} cannot be used: {1}.</source>
   <translation>Die Checkpoint-Datei {0} ist nicht verwendbar: {1}.</translation>
  </message>
  <message>
   <source>The checkpoint was trained on {0}, who would be held out now.</source>
   <translation>Der Checkpoint wurde mit {0} trainiert; das würde jetzt zurückgehalten.</translation>
  </message>
  <message>
   <source>The computer has not enough memory for this.</source>
   <translation>Der Rechner hat dafür nicht genug Speicher.</translation>
  </message>
  <message>
   <source>The computer may be busy; try again.</source>
   <translation>Der Rechner ist vielleicht beschäftigt; noch einmal versuchen.</translation>
  </message>
  <message>
   <source>The crosshair is the same point in every view. Right-drag for window and level, wheel for the next slice, Ctrl+wheel to zoom, middle-drag to move. Turn the volume by dragging in 3D.</source>
   <translation>Das Fadenkreuz ist in jeder Ansicht derselbe Punkt. Rechts ziehen für die Fensterung, Mausrad für die nächste Schicht, Strg+Mausrad zum Zoomen, mit der mittleren Taste ziehen zum Verschieben. In 3D dreht Ziehen das Volumen.</translation>
  </message>
  <message>
   <source>The data are not those the run began with.</source>
   <translation>Die Daten sind nicht die, mit denen der Lauf begann.</translation>
  </message>
  <message>
   <source>The data that the run began with cannot be read: {0}</source>
   <translation>Die Daten, mit denen der Lauf begann, sind nicht lesbar: {0}</translation>
  </message>
  <message>
   <source>The description in the session file is damaged at {0}.</source>
   <translation>Die Beschreibung in der Sitzungsdatei ist bei {0} beschädigt.</translation>
  </message>
  <message>
   <source>The description in the session file is damaged.</source>
   <translation>Die Beschreibung in der Sitzungsdatei ist beschädigt.</translation>
  </message>
  <message>
   <source>The disk is full.</source>
   <translation>Der Datenträger ist voll.</translation>
  </message>
  <message>
   <source>The draft {0} cannot be read.</source>
   <translation>Der Entwurf {0} ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The ending chose the kind: {kind}</source>
   <translation>Die Endung hat die Art bestimmt: {kind}</translation>
  </message>
  <message>
   <source>The error of this volume is not known: only the voxels' size counts, the truth may be farther off.</source>
   <translation>Der Fehler dieses Volumens ist nicht bekannt: Nur die Größe der Voxel zählt, die Wahrheit kann weiter entfernt sein.</translation>
  </message>
  <message>
   <source>The file does not say how the image lies; taken as upright and not mirrored.</source>
   <translation>Die Datei sagt nicht, wie das Bild liegt; als aufrecht und nicht gespiegelt angenommen.</translation>
  </message>
  <message>
   <source>The file does not say it; this is what is usual.</source>
   <translation>Die Datei sagt es nicht; so ist es üblich.</translation>
  </message>
  <message>
   <source>The file does not say what its numbers mean; they were read as {0}.</source>
   <translation>Die Datei sagt nicht, was ihre Zahlen bedeuten; sie wurden gelesen als {0}.</translation>
  </message>
  <message>
   <source>The file does not say where the volume came from.</source>
   <translation>Die Datei sagt nicht, woher das Volumen kommt.</translation>
  </message>
  <message>
   <source>The file does not say whether low values are black; taken as black.</source>
   <translation>Die Datei sagt nicht, ob kleine Werte schwarz sind; als schwarz angenommen.</translation>
  </message>
  <message>
   <source>The file may be from a newer version.</source>
   <translation>Die Datei stammt vielleicht von einer neueren Version.</translation>
  </message>
  <message>
   <source>The file of the frontal image says that text is burned into it, but none was found.</source>
   <translation>Die Datei des frontalen Bildes sagt, dass Schrift eingebrannt ist, gefunden wurde aber keine.</translation>
  </message>
  <message>
   <source>The file of the lateral image says that text is burned into it, but none was found.</source>
   <translation>Die Datei des seitlichen Bildes sagt, dass Schrift eingebrannt ist, gefunden wurde aber keine.</translation>
  </message>
  <message>
   <source>The file says it in {tag}.</source>
   <translation>Die Datei sagt es in {tag}.</translation>
  </message>
  <message>
   <source>The file says it.</source>
   <translation>Die Datei sagt es.</translation>
  </message>
  <message>
   <source>The file says that text is burned into the image</source>
   <translation>Die Datei sagt, dass Text in das Bild eingebrannt ist</translation>
  </message>
  <message>
   <source>The file says that zero is white; its grey values were inverted.</source>
   <translation>Die Datei sagt, dass null weiß ist; ihre Grauwerte wurden umgekehrt.</translation>
  </message>
  <message>
   <source>The file says that zero is white; line integrals were taken as they are.</source>
   <translation>Die Datei sagt, dass null weiß ist; Linienintegrale wurden genommen, wie sie sind.</translation>
  </message>
  <message>
   <source>The file stands on the left</source>
   <translation>Die Datei steht links</translation>
  </message>
  <message>
   <source>The file stands on the right</source>
   <translation>Die Datei steht rechts</translation>
  </message>
  <message>
   <source>The file states no window; the range of its values was used.</source>
   <translation>Die Datei nennt kein Fenster; der Bereich ihrer Werte wurde genommen.</translation>
  </message>
  <message>
   <source>The file states pixels {0} mm wide and {1} mm high, which is not believed; their size is taken as unknown.</source>
   <translation>Die Datei nennt Pixel von {0} mm Breite und {1} mm Höhe; das ist nicht glaubhaft, ihre Größe gilt als unbekannt.</translation>
  </message>
  <message>
   <source>The file states that the sides of its pixels are as {0} to {1}, which is not believed; they are taken as square.</source>
   <translation>Die Datei nennt Pixel, deren Seiten sich wie {0} zu {1} verhalten; das ist nicht glaubhaft, sie gelten als quadratisch.</translation>
  </message>
  <message>
   <source>The file {0} cannot be opened: {1}.</source>
   <translation>Die Datei {0} kann nicht geöffnet werden: {1}.</translation>
  </message>
  <message>
   <source>The file {0} does not exist.</source>
   <translation>Die Datei {0} gibt es nicht.</translation>
  </message>
  <message>
   <source>The file {0} is empty.</source>
   <translation>Die Datei {0} ist leer.</translation>
  </message>
  <message>
   <source>The file {0} is not text.</source>
   <translation>Die Datei {0} ist kein Text.</translation>
  </message>
  <message>
   <source>The file {0} is too large for a description or a list.</source>
   <translation>Die Datei {0} ist zu groß für eine Beschreibung oder Liste.</translation>
  </message>
  <message>
   <source>The file {0} may not be read.</source>
   <translation>Die Datei {0} darf nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The files of these studies are not where they were when the session was saved. Say where one of them is, and others beside it are found too. Without them, X-ray studies open as their results saw them; CTs are left out.</source>
   <translation>Die Dateien dieser Fälle liegen nicht mehr dort, wo sie beim Sichern der Sitzung lagen. Sagen Sie, wo eine liegt; andere daneben werden dann auch gefunden. Ohne sie öffnen sich Röntgenfälle so, wie ihre Ergebnisse sie sahen; CTs werden ausgelassen.</translation>
  </message>
  <message>
   <source>The file{0} cannot be opened: {1}.</source>
   <translation>Die Datei{0} kann nicht geöffnet werden: {1}.</translation>
  </message>
  <message>
   <source>The first line must be: file,subject</source>
   <translation>Die erste Zeile muss lauten: file,subject</translation>
  </message>
  <message>
   <source>The first points of this run appear after a few steps.</source>
   <translation>Die ersten Punkte dieses Laufs erscheinen nach einigen Schritten.</translation>
  </message>
  <message>
   <source>The folder holds {0} series; the largest, with {1} slices, was read.</source>
   <translation>Der Ordner enthält {0} Serien; gelesen wurde die größte mit {1} Schichten.</translation>
  </message>
  <message>
   <source>The folder {0} already holds files.</source>
   <translation>Der Ordner {0} enthält schon Dateien.</translation>
  </message>
  <message>
   <source>The folder {0} cannot be read.</source>
   <translation>Der Ordner {0} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The folder {name} already holds files. Name a new one.</source>
   <translation>Der Ordner {name} enthält schon Dateien. Einen neuen nennen.</translation>
  </message>
  <message>
   <source>The folder {name} holds other files. Choose another.</source>
   <translation>Der Ordner {name} enthält andere Dateien. Wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>The folder {name} may not be opened. Choose another.</source>
   <translation>Der Ordner {name} darf nicht geöffnet werden. Wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>The frontal image looks mirrored: the heart is more likely on the wrong side than not.</source>
   <translation>Das frontale Bild sieht gespiegelt aus: Das Herz liegt eher auf der falschen Seite.</translation>
  </message>
  <message>
   <source>The frontal is the lateral and the other way round</source>
   <translation>Das frontale Bild ist das seitliche und umgekehrt</translation>
  </message>
  <message>
   <source>The graphics card has not enough memory for this.</source>
   <translation>Die Grafikkarte hat dafür nicht genug Speicher.</translation>
  </message>
  <message>
   <source>The heights do not match: the lateral shows the body about {0} mm {1} (estimate).</source>
   <translation>Die Höhen passen nicht: Das seitliche Bild zeigt den Körper etwa {0} mm weiter {1} (Schätzung).</translation>
  </message>
  <message>
   <source>The heights of the two images are compared once the findings above are put right.</source>
   <translation>Die Höhen der beiden Bilder werden verglichen, sobald das Obige in Ordnung gebracht ist.</translation>
  </message>
  <message>
   <source>The image has a damaged lookup table.</source>
   <translation>Das Bild hat eine beschädigte Umsetztabelle.</translation>
  </message>
  <message>
   <source>The image has coloured parts; its brightness was read as grey.</source>
   <translation>Das Bild hat farbige Teile; seine Helligkeit wurde als Grau gelesen.</translation>
  </message>
  <message>
   <source>The image is labelled {0}, its geometry says {1}.</source>
   <translation>Das Bild ist mit {0} bezeichnet, seine Geometrie sagt {1}.</translation>
  </message>
  <message>
   <source>The image is stored in colour; its three equal channels were read as grey.</source>
   <translation>Das Bild ist in Farbe gespeichert; seine drei gleichen Kanäle wurden als Grau gelesen.</translation>
  </message>
  <message>
   <source>The image was stored lying on its side and has been turned.</source>
   <translation>Das Bild war auf der Seite liegend gespeichert und wurde gedreht.</translation>
  </message>
  <message>
   <source>The image was stored mirrored and has been turned.</source>
   <translation>Das Bild war gespiegelt gespeichert und wurde gewendet.</translation>
  </message>
  <message>
   <source>The image was stored upside down and has been turned.</source>
   <translation>Das Bild war auf dem Kopf stehend gespeichert und wurde gedreht.</translation>
  </message>
  <message>
   <source>The key truth does not name a file.</source>
   <translation>Der Schlüssel truth nennt keine Datei.</translation>
  </message>
  <message>
   <source>The known volume is projected from tubes spread over half a turn and reconstructed from these X-rays alone, without anything learned (total variation).</source>
   <translation>Das bekannte Volumen wird aus Röhren projiziert, die über eine halbe Drehung verteilt sind, und allein aus diesen Röntgenbildern rekonstruiert, ohne etwas Gelerntes (totale Variation).</translation>
  </message>
  <message>
   <source>The last step: spread what both radiographs still miss where the volume is uncertain, by factors, or not.</source>
   <translation>Der letzte Schritt: was an beiden Röntgenbildern noch fehlt, dort verteilen, wo das Volumen unsicher ist, durch Faktoren, oder gar nicht.</translation>
  </message>
  <message>
   <source>The lateral image looks mirrored: the spine is on the left, it belongs on the right.</source>
   <translation>Das seitliche Bild sieht gespiegelt aus: Die Wirbelsäule ist links, sie gehört nach rechts.</translation>
  </message>
  <message>
   <source>The lateral image was bent to the breath of the frontal one, its diaphragm moved by about {breath_mm:.0f} mm.</source>
   <translation>Das seitliche Bild wurde zum Atemzug des frontalen hin gebogen, sein Zwerchfell um etwa {breath_mm:.0f} mm verschoben.</translation>
  </message>
  <message>
   <source>The letters of {0} are not stored as UTF-8.</source>
   <translation>Die Buchstaben von {0} sind nicht als UTF-8 gespeichert.</translation>
  </message>
  <message>
   <source>The lower rows of the two images do not agree, the upper ones do: perhaps two different breaths.</source>
   <translation>Die unteren Zeilen der beiden Bilder passen nicht zusammen, die oberen schon: vielleicht zwei verschiedene Atemlagen.</translation>
  </message>
  <message>
   <source>The lung network in {0} cannot be used: {1}.</source>
   <translation>Das Lungennetz in {0} ist nicht verwendbar: {1}.</translation>
  </message>
  <message>
   <source>The lungs are</source>
   <translation>Die Lunge ist</translation>
  </message>
  <message>
   <source>The lungs of the volume hold {0} L (estimate); adults have {1} to {2} L.</source>
   <translation>Die Lunge des Volumens fasst {0} l (Schätzung); bei Erwachsenen sind es {1} bis {2} l.</translation>
  </message>
  <message>
   <source>The lungs on the {0} image fall into {1} pieces.</source>
   <translation>Die Lunge auf dem {0} Bild zerfällt in {1} Stücke.</translation>
  </message>
  <message>
   <source>The lungs on the {0} image would be {1} mm {2} (usual: {3} to {4}); the pixel size or the outline is wrong, or this is no adult.</source>
   <translation>Die Lunge auf dem {0} Bild wäre {1} mm {2} (üblich: {3} bis {4}); die Pixelgröße oder der Umriss ist falsch, oder dies ist kein Erwachsener.</translation>
  </message>
  <message>
   <source>The mean of {count} networks, which differ by {spread:.0f} HU (root mean square over the cube).</source>
   <translation>Der Mittelwert von {count} Netzen, die sich um {spread:.0f} HU unterscheiden (quadratisches Mittel über den Würfel).</translation>
  </message>
  <message>
   <source>The measurement “{0}” has points that make no {1}.</source>
   <translation>Die Punkte der Messung „{0}“ passen nicht zu ihrer Art ({1}).</translation>
  </message>
  <message>
   <source>The method is unusually unsure: {0} HU on average in the body, {1} HU are usual at most.</source>
   <translation>Die Methode ist ungewöhnlich unsicher: im Mittel {0} HU im Körper, üblich sind höchstens {1} HU.</translation>
  </message>
  <message>
   <source>The method returned a volume of {0} voxels, not {1}.</source>
   <translation>Die Methode gab ein Volumen von {0} Voxeln zurück, nicht von {1}.</translation>
  </message>
  <message>
   <source>The network learned from this patient, {name}; how good it is here says nothing about others.</source>
   <translation>Das Netz hat von diesem Patienten gelernt, {name}; wie gut es hier ist, sagt nichts über andere.</translation>
  </message>
  <message>
   <source>The network of the style learned from this patient, {name}.</source>
   <translation>Das Netz des Stils hat von diesem Patienten gelernt, {name}.</translation>
  </message>
  <message>
   <source>The network that comes with the program learned from this patient, {name}. The volume was made with one that never saw this patient.</source>
   <translation>Das mitgelieferte Netz hat von diesem Patienten gelernt, {name}. Das Volumen stammt von einem Netz, das diesen Patienten nie gesehen hat.</translation>
  </message>
  <message>
   <source>The network was trained on this patient.</source>
   <translation>Das Netz wurde mit diesem Patienten trainiert.</translation>
  </message>
  <message>
   <source>The network works on {own}³ voxels; its volume was resampled to {asked}³, which adds no detail.</source>
   <translation>Das Netz arbeitet mit {own}³ Voxeln; sein Volumen wurde auf {asked}³ umgerechnet, was keine Einzelheiten hinzufügt.</translation>
  </message>
  <message>
   <source>The next step (right arrow, Enter)</source>
   <translation>Der nächste Schritt (Pfeil rechts, Eingabe)</translation>
  </message>
  <message>
   <source>The one used last</source>
   <translation>Die zuletzt benutzte</translation>
  </message>
  <message>
   <source>The orientation matrix of the volume is not invertible.</source>
   <translation>Die Orientierungsmatrix des Volumens lässt sich nicht umkehren.</translation>
  </message>
  <message>
   <source>The orientation of the volume makes no sense.</source>
   <translation>Die Lage des Volumens ergibt keinen Sinn.</translation>
  </message>
  <message>
   <source>The outline of the lungs on the {0} image is unsure.</source>
   <translation>Der Umriss der Lunge auf dem {0} Bild ist unsicher.</translation>
  </message>
  <message>
   <source>The page about what you are working on</source>
   <translation>Die Seite über das, woran Sie arbeiten</translation>
  </message>
  <message>
   <source>The page of the manual about training</source>
   <translation>Die Seite des Handbuchs über das Training</translation>
  </message>
  <message>
   <source>The pair file has no {0}.</source>
   <translation>Der Paardatei fehlt: {0}.</translation>
  </message>
  <message>
   <source>The pair file names no image for the {0} view.</source>
   <translation>Die Paardatei nennt kein Bild der {0} Ansicht.</translation>
  </message>
  <message>
   <source>The pair file states no number for {0}.</source>
   <translation>Die Paardatei gibt keine Zahl an für {0}.</translation>
  </message>
  <message>
   <source>The pair says how it was taken</source>
   <translation>Das Paar sagt, wie es aufgenommen wurde</translation>
  </message>
  <message>
   <source>The pairs need up to {0} GB, and {1} GB are free in {2}.</source>
   <translation>Die Paare brauchen bis zu {0} GB, und in {2} sind {1} GB frei.</translation>
  </message>
  <message>
   <source>The patient seems to be turned by about {0}° about the long axis (estimate).</source>
   <translation>Der Patient scheint um etwa {0}° um die Längsachse gedreht (Schätzung).</translation>
  </message>
  <message>
   <source>The patient's centre is taken to be</source>
   <translation>Die Mitte des Patienten wird</translation>
  </message>
  <message>
   <source>The picture could not be written to {0}.</source>
   <translation>Das Bild ließ sich nicht nach {0} schreiben.</translation>
  </message>
  <message>
   <source>The pixel size must be positive, not {0} mm.</source>
   <translation>Die Pixelgröße muss größer als null sein, nicht {0} mm.</translation>
  </message>
  <message>
   <source>The pixel size of the X-rays was assumed, which the interval leaves out: all lengths may be wrong by one factor.</source>
   <translation>Die Pixelgröße der Röntgenbilder wurde angenommen, was das Intervall nicht enthält: Alle Längen können um einen Faktor falsch sein.</translation>
  </message>
  <message>
   <source>The pixel sizes are assumed, so the two images were compared in the size and at the height where they fit best. Whether heights and breath agree is not known then, and two patients are seldom told apart.</source>
   <translation>Die Pixelgrößen sind angenommen; die beiden Bilder wurden daher in der Größe und Höhe verglichen, in der sie am besten passen. Ob Höhen und Atemlage stimmen, ist dann nicht bekannt, und zwei Patienten werden selten auseinandergehalten.</translation>
  </message>
  <message>
   <source>The point lies outside the radiograph.</source>
   <translation>Der Punkt liegt außerhalb des Röntgenbilds.</translation>
  </message>
  <message>
   <source>The point lies outside the volume.</source>
   <translation>Der Punkt liegt außerhalb des Volumens.</translation>
  </message>
  <message>
   <source>The preparation was cancelled.</source>
   <translation>Die Vorbereitung wurde abgebrochen.</translation>
  </message>
  <message>
   <source>The process of this training is gone. It can go on from its newest checkpoint.</source>
   <translation>Der Prozess dieses Trainings ist nicht mehr da. Es kann vom neuesten Zwischenstand aus weitergehen.</translation>
  </message>
  <message>
   <source>The program knows adults only; check pixel sizes and distances, and do not trust sizes or HU.</source>
   <translation>Das Programm kennt nur Erwachsene; Pixelgrößen und Abstände prüfen, Größen und HU nicht trauen.</translation>
  </message>
  <message>
   <source>The program knows no metal; do not trust the volume around it.</source>
   <translation>Das Programm kennt kein Metall; dem Volumen darum herum nicht trauen.</translation>
  </message>
  <message>
   <source>The program that draws and cuts in 3D does not answer.</source>
   <translation>Das Programm, das in 3D zeichnet und schneidet, antwortet nicht.</translation>
  </message>
  <message>
   <source>The program that draws and cuts in 3D ended unexpectedly.</source>
   <translation>Das Programm, das in 3D zeichnet und schneidet, endete unerwartet.</translation>
  </message>
  <message>
   <source>The radiograph contains values that are not numbers.</source>
   <translation>Das Röntgenbild enthält Werte, die keine Zahlen sind.</translation>
  </message>
  <message>
   <source>The radiographs of {0} are not square and of one size.</source>
   <translation>Die Röntgenbilder von {0} sind nicht quadratisch und gleich groß.</translation>
  </message>
  <message>
   <source>The radiographs were scaled by {0} (frontal) and {1} (lateral).</source>
   <translation>Die Röntgenbilder wurden mit {0} (frontal) und {1} (seitlich) multipliziert.</translation>
  </message>
  <message>
   <source>The reconstruction diverged: its result contains values that are not numbers.</source>
   <translation>Die Rekonstruktion lief davon: Ihr Ergebnis enthält Werte, die keine Zahlen sind.</translation>
  </message>
  <message>
   <source>The reconstruction left no volume.</source>
   <translation>Die Rekonstruktion hinterließ kein Volumen.</translation>
  </message>
  <message>
   <source>The reconstruction process could not be started.</source>
   <translation>Der Rekonstruktionsprozess ließ sich nicht starten.</translation>
  </message>
  <message>
   <source>The reconstruction process crashed (signal {0}).</source>
   <translation>Der Rekonstruktionsprozess stürzte ab (Signal {0}).</translation>
  </message>
  <message>
   <source>The reconstruction process ended unexpectedly (exit code {0}).</source>
   <translation>Der Rekonstruktionsprozess endete unerwartet (Exitcode {0}).</translation>
  </message>
  <message>
   <source>The reconstruction process sent a message that is too long.</source>
   <translation>Der Rekonstruktionsprozess sandte eine zu lange Nachricht.</translation>
  </message>
  <message>
   <source>The reconstruction process was ended by the system, most likely for lack of memory.</source>
   <translation>Das System hat den Rekonstruktionsprozess beendet, höchstwahrscheinlich aus Speichermangel.</translation>
  </message>
  <message>
   <source>The reference stands left; a difference is right minus left</source>
   <translation>Die Referenz steht links; eine Differenz ist rechts minus links</translation>
  </message>
  <message>
   <source>The region lies outside the radiograph.</source>
   <translation>Die Region liegt außerhalb des Röntgenbilds.</translation>
  </message>
  <message>
   <source>The region lies outside the volume.</source>
   <translation>Die Region liegt außerhalb des Volumens.</translation>
  </message>
  <message>
   <source>The region reaches the end of the volume: it may go on beyond, or have leaked.</source>
   <translation>Die Region reicht bis ans Ende des Volumens: Sie kann weitergehen oder ausgelaufen sein.</translation>
  </message>
  <message>
   <source>The region “{0}” lies in no plane.</source>
   <translation>Die Region „{0}“ liegt in keiner Ebene.</translation>
  </message>
  <message>
   <source>The rendering preset {0} cannot be read: {1}: {2}.</source>
   <translation>Die Darstellung {0} ist nicht lesbar: {1}: {2}.</translation>
  </message>
  <message>
   <source>The report card does not contain the result.</source>
   <translation>Das Zeugnis enthält das Ergebnis nicht.</translation>
  </message>
  <message>
   <source>The report card is incomplete.</source>
   <translation>Das Zeugnis ist unvollständig.</translation>
  </message>
  <message>
   <source>The result could not be compared with any baseline on this case.</source>
   <translation>Das Ergebnis konnte bei diesem Fall mit keiner Vergleichsmethode verglichen werden.</translation>
  </message>
  <message>
   <source>The result is still being made</source>
   <translation>Das Ergebnis ist noch in Arbeit</translation>
  </message>
  <message>
   <source>The result of the reconstruction is incomplete.</source>
   <translation>Das Ergebnis der Rekonstruktion ist unvollständig.</translation>
  </message>
  <message>
   <source>The result was made from images with the text, and shows them. Mask it and reconstruct again?</source>
   <translation>Das Ergebnis wurde aus Bildern mit der Schrift gemacht und zeigt sie. Verdecken und neu rekonstruieren?</translation>
  </message>
  <message>
   <source>The rows of the two images agree in no size and at no height: perhaps two patients, or two breaths.</source>
   <translation>Die Zeilen der beiden Bilder passen in keiner Größe und Höhe zusammen: vielleicht zwei Patienten oder zwei Atemlagen.</translation>
  </message>
  <message>
   <source>The rows of the two images do not agree: perhaps two patients, two breaths, or wrong pixel sizes.</source>
   <translation>Die Zeilen der beiden Bilder passen nicht zusammen: vielleicht zwei Patienten, zwei Atemlagen oder falsche Pixelgrößen.</translation>
  </message>
  <message>
   <source>The run does not say which data it was made with.</source>
   <translation>Der Lauf sagt nicht, mit welchen Daten er entstand.</translation>
  </message>
  <message>
   <source>The run holds no CT of this case.</source>
   <translation>Der Lauf enthält kein CT dieses Falls.</translation>
  </message>
  <message>
   <source>The run holds no X-rays of this case.</source>
   <translation>Der Lauf enthält keine Röntgenbilder dieses Falls.</translation>
  </message>
  <message>
   <source>The run in {0} began with the weights of another training and holds no checkpoint.</source>
   <translation>Der Lauf in {0} begann mit den Gewichten eines anderen Trainings und enthält keinen Zwischenstand.</translation>
  </message>
  <message>
   <source>The run in {0} has no checkpoint yet.</source>
   <translation>Der Lauf in {0} hat noch keinen Zwischenstand.</translation>
  </message>
  <message>
   <source>The run in {0} is finished.</source>
   <translation>Der Lauf in {0} ist fertig.</translation>
  </message>
  <message>
   <source>The run in {0} is still running.</source>
   <translation>Der Lauf in {0} läuft noch.</translation>
  </message>
  <message>
   <source>The runs could not be read. {error}</source>
   <translation>Die Läufe ließen sich nicht lesen. {error}</translation>
  </message>
  <message>
   <source>The same checkpoint was named twice.</source>
   <translation>Derselbe Checkpoint wurde zweimal genannt.</translation>
  </message>
  <message>
   <source>The same from the frontal X-ray alone; the lateral one is not used, so depth is a guess.</source>
   <translation>Dasselbe aus dem frontalen Röntgenbild allein; das seitliche wird nicht verwendet, die Tiefe ist also geraten.</translation>
  </message>
  <message>
   <source>The same of the templates.</source>
   <translation>Dasselbe für die Vorlagen.</translation>
  </message>
  <message>
   <source>The same point of the patient in every view</source>
   <translation>Derselbe Punkt des Patienten in jeder Ansicht</translation>
  </message>
  <message>
   <source>The same point of the patient in every view.</source>
   <translation>Derselbe Punkt des Patienten in jeder Ansicht.</translation>
  </message>
  <message>
   <source>The scene file declares entities, which presets never need.</source>
   <translation>Die Szenendatei deklariert Entitäten, die Voreinstellungen nie brauchen.</translation>
  </message>
  <message>
   <source>The scene file holds no volume rendering preset that can be read.</source>
   <translation>Die Szenendatei enthält keine lesbare Voreinstellung zur Volumendarstellung.</translation>
  </message>
  <message>
   <source>The scene file is not XML: {0}.</source>
   <translation>Die Szenendatei ist kein XML: {0}.</translation>
  </message>
  <message>
   <source>The series has {0} x {1} x {2} voxels, too many.</source>
   <translation>Die Serie hat {0} x {1} x {2} Voxel, zu viele.</translation>
  </message>
  <message>
   <source>The session file holds more files than this program reads.</source>
   <translation>Die Sitzungsdatei enthält mehr Dateien, als dieses Programm liest.</translation>
  </message>
  <message>
   <source>The session file lacks {0}.</source>
   <translation>In der Sitzungsdatei fehlt {0}.</translation>
  </message>
  <message>
   <source>The session file {0} is damaged or incomplete.</source>
   <translation>Die Sitzungsdatei {0} ist beschädigt oder unvollständig.</translation>
  </message>
  <message>
   <source>The session is being saved or opened already.</source>
   <translation>Die Sitzung wird bereits gesichert oder geöffnet.</translation>
  </message>
  <message>
   <source>The session is small and needs the files it was made from.</source>
   <translation>Die Sitzung ist klein und braucht die Dateien, aus denen sie entstand.</translation>
  </message>
  <message>
   <source>The session lacks its file {0}.</source>
   <translation>In der Sitzung fehlt die Datei {0}.</translation>
  </message>
  <message>
   <source>The session opens anywhere and is larger.</source>
   <translation>Die Sitzung öffnet sich überall und ist größer.</translation>
  </message>
  <message>
   <source>The session opens anywhere; CTs are found by their paths.</source>
   <translation>Die Sitzung öffnet sich überall; CTs werden über ihre Pfade gefunden.</translation>
  </message>
  <message>
   <source>The session {0} is not there any more.</source>
   <translation>Die Sitzung {0} ist nicht mehr da.</translation>
  </message>
  <message>
   <source>The setting {0} has no default.</source>
   <translation>Die Einstellung {0} hat keinen Standardwert.</translation>
  </message>
  <message>
   <source>The setting {0} is of a type that no form can show.</source>
   <translation>Die Einstellung {0} ist von einer Art, die kein Formular zeigen kann.</translation>
  </message>
  <message>
   <source>The settings in {0} are not those of this program. {1}</source>
   <translation>Die Einstellungen in {0} sind nicht die dieses Programms. {1}</translation>
  </message>
  <message>
   <source>The settings of the method are not right.</source>
   <translation>Die Einstellungen des Verfahrens stimmen nicht.</translation>
  </message>
  <message>
   <source>The settings of {name} are in the form.</source>
   <translation>Die Einstellungen von {name} stehen im Formular.</translation>
  </message>
  <message>
   <source>The shares of a split must be positive.</source>
   <translation>Die Anteile einer Aufteilung müssen größer als null sein.</translation>
  </message>
  <message>
   <source>The slices are shifted by {0} mm against each other (tilted gantry).</source>
   <translation>Die Schichten sind um {0} mm gegeneinander verschoben (gekippte Gantry).</translation>
  </message>
  <message>
   <source>The slices do not say how they lie; taken as axial, patient on the back.</source>
   <translation>Die Schichten sagen nicht, wie sie liegen; als axial angenommen, Patient auf dem Rücken.</translation>
  </message>
  <message>
   <source>The slices do not say where they lie.</source>
   <translation>Die Schichten sagen nicht, wo sie liegen.</translation>
  </message>
  <message>
   <source>The slices do not say where they lie; ordered by their slice location or number.</source>
   <translation>Die Schichten sagen nicht, wo sie liegen; nach ihrer Schichtposition oder Nummer geordnet.</translation>
  </message>
  <message>
   <source>The slices do not state their pixel size.</source>
   <translation>Die Schichten nennen ihre Pixelgröße nicht.</translation>
  </message>
  <message>
   <source>The slices lie at uneven steps</source>
   <translation>Die Schichten liegen in ungleichen Abständen</translation>
  </message>
  <message>
   <source>The slices of the series lie too far apart.</source>
   <translation>Die Schichten der Serie liegen zu weit auseinander.</translation>
  </message>
  <message>
   <source>The slices state an impossible direction.</source>
   <translation>Die Schichten nennen eine unmögliche Richtung.</translation>
  </message>
  <message>
   <source>The slices state no rescale to HU; their values were taken as they are.</source>
   <translation>Die Schichten nennen keine Umrechnung in HU; ihre Werte wurden genommen, wie sie sind.</translation>
  </message>
  <message>
   <source>The smallest volume falls below air in places; those were set to air, which costs some of the fit.</source>
   <translation>Das kleinste Volumen fällt stellenweise unter Luft; dort wurde Luft eingesetzt, was etwas an Übereinstimmung kostet.</translation>
  </message>
  <message>
   <source>The smallest volume that explains both X-rays. Instant, blurred along the rays.</source>
   <translation>Das kleinste Volumen, das beide Röntgenbilder erklärt. Sofort da, entlang der Strahlen verwischt.</translation>
  </message>
  <message>
   <source>The smoothest piecewise-constant volume that explains both X-rays, inside the silhouettes of the body.</source>
   <translation>Das glatteste stückweise konstante Volumen, das beide Röntgenbilder erklärt, innerhalb der Umrisse des Körpers.</translation>
  </message>
  <message>
   <source>The source cannot be {0} mm from the centre and {1} mm from the detector.</source>
   <translation>Die Quelle kann nicht {0} mm von der Mitte und {1} mm vom Detektor entfernt sein.</translation>
  </message>
  <message>
   <source>The source volume is shown, which is synthetic; X-rays and measures of the result are left out.</source>
   <translation>Gezeigt wird das Ausgangsvolumen, das synthetisch ist; Röntgenbilder und Maße des Ergebnisses fehlen.</translation>
  </message>
  <message>
   <source>The source-to-detector distance is the larger one.</source>
   <translation>Der Abstand von der Quelle zum Detektor ist der größere.</translation>
  </message>
  <message>
   <source>The split does not know the patient {0}.</source>
   <translation>Die Aufteilung kennt den Patienten {0} nicht.</translation>
  </message>
  <message>
   <source>The split file does not fit the data.</source>
   <translation>Die Aufteilungsdatei passt nicht zu den Daten.</translation>
  </message>
  <message>
   <source>The split has no part {0}.</source>
   <translation>Die Aufteilung hat keinen Teil {0}.</translation>
  </message>
  <message>
   <source>The split names none of these patients for {0}.</source>
   <translation>Die Aufteilung nennt für {0} keinen dieser Patienten.</translation>
  </message>
  <message>
   <source>The split was made for other data than these.</source>
   <translation>Die Aufteilung wurde für andere Daten gemacht.</translation>
  </message>
  <message>
   <source>The state of the training in {0} does not fit its method: {1}</source>
   <translation>Der Zustand des Trainings in {0} passt nicht zum Verfahren: {1}</translation>
  </message>
  <message>
   <source>The step before (left arrow)</source>
   <translation>Der vorige Schritt (Pfeil links)</translation>
  </message>
  <message>
   <source>The stored measurements cannot be read ({0}: {1}).</source>
   <translation>Die gespeicherten Messungen sind nicht lesbar ({0}: {1}).</translation>
  </message>
  <message>
   <source>The study has more than one frontal or lateral image.</source>
   <translation>Die Untersuchung hat mehr als ein frontales oder seitliches Bild.</translation>
  </message>
  <message>
   <source>The study has no {0} image.</source>
   <translation>Der Untersuchung fehlt das Bild der {0} Ansicht.</translation>
  </message>
  <message>
   <source>The study has one image only.</source>
   <translation>Die Untersuchung hat nur ein Bild.</translation>
  </message>
  <message>
   <source>The surface has no triangles.</source>
   <translation>Die Oberfläche hat keine Dreiecke.</translation>
  </message>
  <message>
   <source>The surfaces shown in 3D, in millimetres. A mesh carries its origin in its header.</source>
   <translation>Die in 3D gezeigten Oberflächen, in Millimetern. Ein Netz trägt seine Herkunft im Dateikopf.</translation>
  </message>
  <message>
   <source>The table {0} is unknown.</source>
   <translation>Die Tabelle {0} ist unbekannt.</translation>
  </message>
  <message>
   <source>The text is masked. Reconstruct again, then export.</source>
   <translation>Die Schrift ist verdeckt. Neu rekonstruieren, dann exportieren.</translation>
  </message>
  <message>
   <source>The tissue of the volume has {0} HU on average (estimate), {1} to {2} HU are usual.</source>
   <translation>Das Gewebe des Volumens hat im Mittel {0} HU (Schätzung), üblich sind {1} bis {2} HU.</translation>
  </message>
  <message>
   <source>The tone curves could not be refined: the bundled chest CTs do not come to look like these images. Check views, inversion and distances.</source>
   <translation>Die Tonwertkurven ließen sich nicht verfeinern: Die mitgelieferten CTs werden diesen Bildern nicht ähnlich. Ansichten, Invertierung und Abstände prüfen.</translation>
  </message>
  <message>
   <source>The training could not be started: {0}.</source>
   <translation>Das Training ließ sich nicht starten: {0}.</translation>
  </message>
  <message>
   <source>The training diverged: the {0} is not a finite number.</source>
   <translation>Das Training lief davon: {0} ist keine endliche Zahl.</translation>
  </message>
  <message>
   <source>The training process crashed (signal {0}).</source>
   <translation>Der Trainingsprozess stürzte ab (Signal {0}).</translation>
  </message>
  <message>
   <source>The training process ended unexpectedly (exit code {0}).</source>
   <translation>Der Trainingsprozess endete unerwartet (Exitcode {0}).</translation>
  </message>
  <message>
   <source>The training process was ended by the system, most likely for lack of memory.</source>
   <translation>Das System hat den Trainingsprozess beendet, höchstwahrscheinlich aus Speichermangel.</translation>
  </message>
  <message>
   <source>The training stopped after step {0}; {1} can be resumed.</source>
   <translation>Das Training wurde nach Schritt {0} angehalten; {1} lässt sich fortsetzen.</translation>
  </message>
  <message>
   <source>The training was ended at once.</source>
   <translation>Das Training wurde sofort beendet.</translation>
  </message>
  <message>
   <source>The transparency of the image was ignored.</source>
   <translation>Die Transparenz des Bildes wurde nicht beachtet.</translation>
  </message>
  <message>
   <source>The trash is empty</source>
   <translation>Der Papierkorb ist leer</translation>
  </message>
  <message>
   <source>The true CT is shown; the X-rays and measures of the reconstruction are left out.</source>
   <translation>Das wahre CT wird gezeigt; Röntgenbilder und Maße der Rekonstruktion sind weggelassen.</translation>
  </message>
  <message>
   <source>The true CT of this case is known and was used for measuring only. For other X-rays of your own it is not, and the errors there may be larger.</source>
   <translation>Das wahre CT dieses Falls ist bekannt und wurde nur zum Messen verwendet. Bei anderen eigenen Röntgenbildern ist es das nicht, und die Fehler können dort größer sein.</translation>
  </message>
  <message>
   <source>The true CT of {title} ({name}) is not there any more; everything else works without it.</source>
   <translation>Das wahre CT von {title} ({name}) ist nicht mehr da; alles andere geht auch ohne.</translation>
  </message>
  <message>
   <source>The two X-ray views look along the same ray, so one cannot tell depth for the other.</source>
   <translation>Die beiden Röntgenansichten blicken entlang desselben Strahls; so zeigt keine der anderen die Tiefe.</translation>
  </message>
  <message>
   <source>The two X-rays beside what the volume would show in them</source>
   <translation>Die beiden Röntgenbilder neben dem, was das Volumen in ihnen zeigen würde</translation>
  </message>
  <message>
   <source>The two X-rays in space where they were taken, their sources, and the rays through the crosshair</source>
   <translation>Die beiden Röntgenbilder im Raum, wo sie entstanden, ihre Quellen und die Strahlen durch das Fadenkreuz</translation>
  </message>
  <message>
   <source>The two X-rays this CT would give, as a case of its own</source>
   <translation>Die beiden Röntgenbilder, die dieses CT ergäbe, als eigener Fall</translation>
  </message>
  <message>
   <source>The two X-rays this synthetic volume would give, as a case of its own</source>
   <translation>Die zwei Röntgenbilder, die dieses synthetische Volumen ergäbe, als eigener Fall</translation>
  </message>
  <message>
   <source>The two files were given in the other order; frontal and lateral swapped.</source>
   <translation>Die beiden Dateien kamen in umgekehrter Reihenfolge; frontal und seitlich wurden vertauscht.</translation>
  </message>
  <message>
   <source>The two other planes follow</source>
   <translation>Die beiden anderen Ebenen folgen</translation>
  </message>
  <message>
   <source>The two volumes do not overlap in the patient's coordinates.</source>
   <translation>Die beiden Volumen überlappen in den Koordinaten des Patienten nicht.</translation>
  </message>
  <message>
   <source>The uncertainty holds values below zero, so it is no standard deviation.</source>
   <translation>Die Unsicherheit enthält Werte unter null, ist also keine Standardabweichung.</translation>
  </message>
  <message>
   <source>The uncertainty is zero everywhere, so there is no other volume to draw.</source>
   <translation>Die Unsicherheit ist überall null; es lässt sich kein anderes Volumen ziehen.</translation>
  </message>
  <message>
   <source>The uncertainty of this volume is not known.</source>
   <translation>Die Unsicherheit dieses Volumens ist nicht bekannt.</translation>
  </message>
  <message>
   <source>The values of {0} are too large for line integrals.</source>
   <translation>Die Werte von {0} sind zu groß für Linienintegrale.</translation>
  </message>
  <message>
   <source>The views as PNG, any size</source>
   <translation>Ansichten als PNG, jede Größe</translation>
  </message>
  <message>
   <source>The volume alone, as large as the window</source>
   <translation>Das Volumen allein, so groß wie das Fenster</translation>
  </message>
  <message>
   <source>The volume appears here after a reconstruction.</source>
   <translation>Das Volumen erscheint hier nach einer Rekonstruktion.</translation>
  </message>
  <message>
   <source>The volume does not explain the {0} X-ray: its re-projection has {1} ({2} is usual at least).</source>
   <translation>Das Volumen passt nicht zum {0} Röntgenbild: Seine Reprojektion hat {1} (üblich ist mindestens {2}).</translation>
  </message>
  <message>
   <source>The volume does not lie on a working cube.</source>
   <translation>Das Volumen liegt nicht auf einem Arbeitswürfel.</translation>
  </message>
  <message>
   <source>The volume has {0} voxels, its uncertainty {1}.</source>
   <translation>Das Volumen hat {0} Voxel, seine Unsicherheit {1}.</translation>
  </message>
  <message>
   <source>The volume in {0} has {1} axes.</source>
   <translation>Das Volumen in {0} hat {1} Achsen.</translation>
  </message>
  <message>
   <source>The volume is not aligned with the patient's axes.</source>
   <translation>Das Volumen liegt nicht entlang der Achsen des Patienten.</translation>
  </message>
  <message>
   <source>The volume is too large for one DICOM file.</source>
   <translation>Das Volumen ist zu groß für eine einzige DICOM-Datei.</translation>
  </message>
  <message>
   <source>The volume is too large to be turned upright.</source>
   <translation>Das Volumen ist zu groß, um es gerade zu drehen.</translation>
  </message>
  <message>
   <source>The volume reaches from {0} to {1} mm.</source>
   <translation>Das Volumen reicht von {0} bis {1} mm.</translation>
  </message>
  <message>
   <source>The volume was made from X-rays of other views or other detectors than those of this pair.</source>
   <translation>Das Volumen wurde aus Röntgenbildern anderer Ansichten oder anderer Detektoren gemacht als denen dieses Paars.</translation>
  </message>
  <message>
   <source>The volume was taken at an angle and has been resampled upright.</source>
   <translation>Das Volumen wurde schräg aufgenommen und gerade umgerechnet.</translation>
  </message>
  <message>
   <source>The volume “{0}” has no limits in HU or no place in the patient.</source>
   <translation>Das Volumen „{0}“ hat keine Grenzen in HU oder keinen Ort im Patienten.</translation>
  </message>
  <message>
   <source>The volume, its agreement with the X-rays and the export appear here.</source>
   <translation>Hier erscheinen das Volumen, seine Übereinstimmung mit den Röntgenbildern und der Export.</translation>
  </message>
  <message>
   <source>The voxel at the point has {hu} HU, which is not between the limits.</source>
   <translation>Das Voxel am Punkt hat {hu} HU, das liegt nicht zwischen den Grenzen.</translation>
  </message>
  <message>
   <source>The weights do not fit the network: {0} are missing or of another size, {1} are unknown.</source>
   <translation>Die Gewichte passen nicht zum Netz: {0} fehlen oder haben eine andere Größe, {1} sind unbekannt.</translation>
  </message>
  <message>
   <source>The work failed without saying why.</source>
   <translation>Die Arbeit schlug fehl, ohne zu sagen, warum.</translation>
  </message>
  <message>
   <source>The worker did not answer within {0} seconds.</source>
   <translation>Der Arbeitsprozess antwortete nicht innerhalb von {0} Sekunden.</translation>
  </message>
  <message>
   <source>The worker does not answer any more and was ended.</source>
   <translation>Der Arbeitsprozess antwortet nicht mehr und wurde beendet.</translation>
  </message>
  <message>
   <source>The worker ended unexpectedly{0}.</source>
   <translation>Der Arbeitsprozess endete unerwartet{0}.</translation>
  </message>
  <message>
   <source>The worker is not running.</source>
   <translation>Der Arbeitsprozess läuft nicht.</translation>
  </message>
  <message>
   <source>The worker was ended by the system, most likely because memory ran out.</source>
   <translation>Der Arbeitsprozess wurde vom System beendet, höchstwahrscheinlich weil der Speicher ausging.</translation>
  </message>
  <message>
   <source>The working cube of the pair {0} is {1} mm, not {2} mm.</source>
   <translation>Der Arbeitswürfel des Paars {0} misst {1} mm, nicht {2} mm.</translation>
  </message>
  <message>
   <source>The {0} image does not look like a chest X-ray.</source>
   <translation>Das Bild der {0} Ansicht sieht nicht wie ein Röntgenbild des Thorax aus.</translation>
  </message>
  <message>
   <source>The {0} image has {1} x {2} pixels, its geometry says {3} x {4}.</source>
   <translation>Das Bild der {0} Ansicht hat {1} x {2} Pixel, seine Geometrie sagt {3} x {4}.</translation>
  </message>
  <message>
   <source>The {0} image looks as if it lay on its side, the head at the left.</source>
   <translation>Das Bild der {0} Ansicht scheint auf der Seite zu liegen, der Kopf links.</translation>
  </message>
  <message>
   <source>The {0} image looks as if it lay on its side, the head at the right.</source>
   <translation>Das Bild der {0} Ansicht scheint auf der Seite zu liegen, der Kopf rechts.</translation>
  </message>
  <message>
   <source>The {0} image looks upside down.</source>
   <translation>Das Bild der {0} Ansicht scheint auf dem Kopf zu stehen.</translation>
  </message>
  <message>
   <source>The {0} image shows nothing where the body should be.</source>
   <translation>Das Bild der {0} Ansicht zeigt nichts, wo der Körper sein sollte.</translation>
  </message>
  <message>
   <source>The {0} image shows nothing, its pixels have the same value.</source>
   <translation>Das Bild der {0} Ansicht zeigt nichts, alle Pixel haben denselben Wert.</translation>
  </message>
  <message>
   <source>The {0} image was mirrored, as asked.</source>
   <translation>Das Bild ({0}) wurde wie verlangt gespiegelt.</translation>
  </message>
  <message>
   <source>The {0} image was rotated clockwise by {1} degrees, as asked.</source>
   <translation>Das Bild ({0}) wurde wie verlangt um {1} Grad im Uhrzeigersinn gedreht.</translation>
  </message>
  <message>
   <source>The {0} {1} cannot be read.</source>
   <translation>{0} {1} ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The {0} {1} contains values that are not numbers.</source>
   <translation>{0} {1} enthält Werte, die keine Zahlen sind.</translation>
  </message>
  <message>
   <source>The {0} {1} does not fill a working cube.</source>
   <translation>{0} {1} füllt keinen Arbeitswürfel.</translation>
  </message>
  <message>
   <source>The {place} image is too unlike the simulated X-rays that the check learned from: its heights were not compared.</source>
   <translation>Das Bild der {place} Ansicht ist den simulierten Röntgenbildern, aus denen die Prüfung gelernt hat, zu unähnlich: Seine Höhen wurden nicht verglichen.</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farbschema</translation>
  </message>
  <message>
   <source>Theme, language, size, keys and what a case starts with</source>
   <translation>Farbschema, Sprache, Größe, Tasten und womit ein Fall beginnt</translation>
  </message>
  <message>
   <source>There and back</source>
   <translation>Hin und zurück</translation>
  </message>
  <message>
   <source>There are no X-ray pairs in {0}.</source>
   <translation>In {0} sind keine Röntgenpaare.</translation>
  </message>
  <message>
   <source>There are no X-rays of this case to show in space</source>
   <translation>Von diesem Fall gibt es keine Röntgenbilder, die im Raum gezeigt werden könnten</translation>
  </message>
  <message>
   <source>There are no data to learn from.</source>
   <translation>Es gibt keine Daten zum Lernen.</translation>
  </message>
  <message>
   <source>There are {0} windows of your own already.</source>
   <translation>Es gibt schon {0} eigene Fensterungen.</translation>
  </message>
  <message>
   <source>There is a window called “{0}” already.</source>
   <translation>Es gibt schon eine Fensterung namens „{0}“.</translation>
  </message>
  <message>
   <source>There is a {0} already.</source>
   <translation>Es gibt schon {0}.</translation>
  </message>
  <message>
   <source>There is already a run named {0}.</source>
   <translation>Es gibt schon einen Lauf namens {0}.</translation>
  </message>
  <message>
   <source>There is no CT in {0}.</source>
   <translation>In {0} ist kein CT.</translation>
  </message>
  <message>
   <source>There is no batch in {0}.</source>
   <translation>In {0} ist kein Stapel.</translation>
  </message>
  <message>
   <source>There is no case of another patient to take this from.</source>
   <translation>Es gibt keinen Fall eines anderen Patienten, von dem sich das nehmen ließe.</translation>
  </message>
  <message>
   <source>There is no checkpoint in {0}.</source>
   <translation>In {0} ist kein Checkpoint.</translation>
  </message>
  <message>
   <source>There is no clear edge at an end, so its place in the anatomy is unsure by centimetres.</source>
   <translation>An einem Ende ist keine klare Kante, sein Ort in der Anatomie ist um Zentimeter unsicher.</translation>
  </message>
  <message>
   <source>There is no file to de-identify.</source>
   <translation>Es gibt keine Datei zum De-Identifizieren.</translation>
  </message>
  <message>
   <source>There is no file{0}.</source>
   <translation>Es gibt keine Datei{0}.</translation>
  </message>
  <message>
   <source>There is no fold {0}.</source>
   <translation>Es gibt keinen Teil {0} der Kreuzvalidierung.</translation>
  </message>
  <message>
   <source>There is no geometry named {0}.</source>
   <translation>Es gibt keine Geometrie namens {0}.</translation>
  </message>
  <message>
   <source>There is no home folder {name}. Choose another folder.</source>
   <translation>Einen Benutzerordner {name} gibt es nicht. Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>There is no learned method named {0}.</source>
   <translation>Es gibt kein lernendes Verfahren namens {0}.</translation>
  </message>
  <message>
   <source>There is no method named {0}.</source>
   <translation>Es gibt keine Methode namens {0}.</translation>
  </message>
  <message>
   <source>There is no pair file in {0}.</source>
   <translation>In {0} ist keine Paardatei.</translation>
  </message>
  <message>
   <source>There is no rendering preset {0}.</source>
   <translation>Es gibt keine Darstellung namens {0}.</translation>
  </message>
  <message>
   <source>There is no room on the disk for {0}.</source>
   <translation>Auf dem Datenträger ist kein Platz für {0}.</translation>
  </message>
  <message>
   <source>There is no sample named {0}.</source>
   <translation>Es gibt kein Beispiel namens {0}.</translation>
  </message>
  <message>
   <source>There is no surface to write: make one first, in Adjust, Surfaces</source>
   <translation>Es gibt keine Oberfläche zu schreiben: erst eine anlegen, unter Anpassen, Oberflächen</translation>
  </message>
  <message>
   <source>There is no true CT for these X-rays, so nobody can say how right this volume is. What can be measured is how well it explains the two X-rays; very different volumes explain them equally well, so this says little about depth, and nothing about small findings.</source>
   <translation>Zu diesen Röntgenbildern gibt es kein wahres CT; niemand kann also sagen, wie richtig dieses Volumen ist. Messen lässt sich, wie gut es die beiden Röntgenbilder erklärt; sehr verschiedene Volumina erklären sie gleich gut, das sagt also wenig über die Tiefe und nichts über kleine Befunde.</translation>
  </message>
  <message>
   <source>There is no volume to export yet.</source>
   <translation>Es gibt noch kein Volumen zum Exportieren.</translation>
  </message>
  <message>
   <source>There is no {0} in {1}.</source>
   <translation>In {1} gibt es kein {0}.</translation>
  </message>
  <message>
   <source>There is no {0} slice at {1} = {2} mm.</source>
   <translation>Es gibt keine Schicht der Art {0} bei {1} = {2} mm.</translation>
  </message>
  <message>
   <source>There is no {0}.</source>
   <translation>{0} gibt es nicht.</translation>
  </message>
  <message>
   <source>There is not enough memory for this file.</source>
   <translation>Für diese Datei reicht der Arbeitsspeicher nicht.</translation>
  </message>
  <message>
   <source>There is nothing in the 3D view to turn.</source>
   <translation>In der 3D-Ansicht ist nichts, das sich drehen ließe.</translation>
  </message>
  <message>
   <source>There must be at least one phantom, and seeds start at 0.</source>
   <translation>Es muss mindestens ein Phantom sein, und Startwerte beginnen bei 0.</translation>
  </message>
  <message>
   <source>There seems to be metal in or on the body: wires, rods, a port, a pacemaker or electrodes.</source>
   <translation>Im oder am Körper scheint Metall zu sein: Drähte, Stäbe, ein Port, ein Schrittmacher oder Elektroden.</translation>
  </message>
  <message>
   <source>These X-rays hold line integrals: nothing is left out of them.</source>
   <translation>Diese Röntgenbilder enthalten Linienintegrale: Nichts wird weggelassen.</translation>
  </message>
  <message>
   <source>These X-rays were computed from a synthetic volume ({method}), not taken of a patient.</source>
   <translation>Diese Röntgenbilder wurden aus einem synthetischen Volumen ({method}) berechnet, nicht von einem Patienten aufgenommen.</translation>
  </message>
  <message>
   <source>These X-rays were computed from a synthetic volume, and the result is compared with that one. How right either is about a patient, nobody can say.</source>
   <translation>Diese Röntgenbilder wurden aus einem synthetischen Volumen berechnet, und mit diesem wird das Ergebnis verglichen. Wie richtig beide über einen Patienten sind, kann niemand sagen.</translation>
  </message>
  <message>
   <source>These X-rays were computed from a synthetic volume, not taken of a patient.</source>
   <translation>Diese Röntgenbilder wurden aus einem synthetischen Volumen berechnet, nicht von einem Patienten aufgenommen.</translation>
  </message>
  <message>
   <source>These images were taken on different detectors and cannot be compared.</source>
   <translation>Diese Bilder wurden mit verschiedenen Detektoren aufgenommen und lassen sich nicht vergleichen.</translation>
  </message>
  <message>
   <source>These networks are of different methods: {0}.</source>
   <translation>Diese Netze gehören zu verschiedenen Verfahren: {0}.</translation>
  </message>
  <message>
   <source>These studies were recovered in another window already.</source>
   <translation>Diese Fälle wurden schon in einem anderen Fenster wiederhergestellt.</translation>
  </message>
  <message>
   <source>Thicker slab</source>
   <translation>Dickere Schicht</translation>
  </message>
  <message>
   <source>Thinner slab</source>
   <translation>Dünnere Schicht</translation>
  </message>
  <message>
   <source>This batch puts the X-rays of every case right, and open X-rays would be corrected twice.</source>
   <translation>Dieser Stapel korrigiert die Röntgenbilder jedes Falls, und offene Röntgenbilder würden zweimal korrigiert.</translation>
  </message>
  <message>
   <source>This image is not a {0} view.</source>
   <translation>Dieses Bild gehört nicht zur {0} Ansicht.</translation>
  </message>
  <message>
   <source>This is not a session of xr2ct.</source>
   <translation>Das ist keine Sitzung von xr2ct.</translation>
  </message>
  <message>
   <source>This is one case. Before a method is called better, compare on many patients (xr2ct benchmark).</source>
   <translation>Dies ist ein einzelner Fall. Bevor eine Methode besser genannt wird, an vielen Patienten vergleichen (xr2ct benchmark).</translation>
  </message>
  <message>
   <source>This is the sample, already opened. Swap, mirror or invert what lies the wrong way, and drop a file on one of the two images to replace only that side. Wrong distances make a wrong volume.</source>
   <translation>Das ist das Beispiel, schon geöffnet. Tauschen, spiegeln oder invertieren Sie, was falsch liegt, und legen Sie eine Datei auf eines der beiden Bilder, um nur diese Seite zu ersetzen. Falsche Abstände ergeben ein falsches Volumen.</translation>
  </message>
  <message>
   <source>This method gives no uncertainty, so nobody knows where other volumes would differ.</source>
   <translation>Dieses Verfahren gibt keine Unsicherheit an; niemand weiß daher, worin sich andere Volumen unterscheiden würden.</translation>
  </message>
  <message>
   <source>This method gives no uncertainty.</source>
   <translation>Dieses Verfahren gibt keine Unsicherheit an.</translation>
  </message>
  <message>
   <source>This method needs CTs, and the chosen data have X-rays alone. Add a folder of CTs or phantoms.</source>
   <translation>Dieses Verfahren braucht CTs, und die gewählten Daten haben nur Röntgenbilder. Einen Ordner mit CTs oder Phantome hinzufügen.</translation>
  </message>
  <message>
   <source>This method needs CTs. With X-rays alone it only goes on from a trained network, by the command line: xr2ct train --config biplanar-xrays --start-from biplanar-64</source>
   <translation>Dieses Verfahren braucht CTs. Mit Röntgenbildern allein lernt es nur von einem trainierten Netz aus weiter, über die Befehlszeile: xr2ct train --config biplanar-xrays --start-from biplanar-64</translation>
  </message>
  <message>
   <source>This method needs radiographs with a physical scale, these are display images.</source>
   <translation>Dieses Verfahren braucht Röntgenbilder mit physikalischer Skala; dies sind Anzeigebilder.</translation>
  </message>
  <message>
   <source>This method needs volumes of anybody beside the X-rays. Add a folder of CTs or phantoms.</source>
   <translation>Dieses Verfahren braucht neben den Röntgenbildern Volumen von irgendwem. Einen Ordner mit CTs oder Phantome hinzufügen.</translation>
  </message>
  <message>
   <source>This name has characters that no file can have. Choose another.</source>
   <translation>Dieser Name hat Zeichen, die keine Datei haben kann. Wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>This name is too long. Choose a shorter one.</source>
   <translation>Dieser Name ist zu lang. Wählen Sie einen kürzeren.</translation>
  </message>
  <message>
   <source>This network works in a cube of {0} mm, not of {1} mm.</source>
   <translation>Dieses Netz arbeitet in einem Würfel von {0} mm, nicht von {1} mm.</translation>
  </message>
  <message>
   <source>This network works on {0}³ voxels, not on {1}³.</source>
   <translation>Dieses Netz arbeitet auf {0}³ Voxeln, nicht auf {1}³.</translation>
  </message>
  <message>
   <source>This pair is unlike all chest X-rays that the program knows.</source>
   <translation>Dieses Paar ist allen Röntgenbildern des Thorax unähnlich, die das Programm kennt.</translation>
  </message>
  <message>
   <source>This pair is unlike the simulated chest X-rays that the program knows.</source>
   <translation>Dieses Paar ist den simulierten Röntgenbildern des Thorax unähnlich, die das Programm kennt.</translation>
  </message>
  <message>
   <source>This pair looks more like another part of the body than like a chest.</source>
   <translation>Dieses Paar sieht eher nach einem anderen Körperteil aus als nach einem Thorax.</translation>
  </message>
  <message>
   <source>This program reads {0}.</source>
   <translation>Dieses Programm liest {0}.</translation>
  </message>
  <message>
   <source>This record does not tell how both X-rays were taken.</source>
   <translation>Diese Aufzeichnung sagt nicht, wie beide Röntgenbilder aufgenommen wurden.</translation>
  </message>
  <message>
   <source>This sample is not part of the installation.</source>
   <translation>Dieses Beispiel gehört nicht zur Installation.</translation>
  </message>
  <message>
   <source>This session was saved by a newer version of xr2ct.</source>
   <translation>Diese Sitzung wurde von einer neueren Version von xr2ct gespeichert.</translation>
  </message>
  <message>
   <source>This torch is built for the CPU only.</source>
   <translation>Dieses torch ist nur für die CPU gebaut.</translation>
  </message>
  <message>
   <source>Those CTs were warped to the X-rays and to what the network says.</source>
   <translation>Diese CTs wurden zu den Röntgenbildern hin verformt und zu dem, was das Netz sagt.</translation>
  </message>
  <message>
   <source>Threads that load cases ahead of the training.</source>
   <translation>Threads, die Fälle im Voraus laden.</translation>
  </message>
  <message>
   <source>Through the crosshair, along the view as it is now</source>
   <translation>Durch das Fadenkreuz, in der jetzigen Blickrichtung</translation>
  </message>
  <message>
   <source>Through the slices</source>
   <translation>Durch die Schichten</translation>
  </message>
  <message>
   <source>Tile size</source>
   <translation>Kachelgröße</translation>
  </message>
  <message>
   <source>Tiles of both images in turns: edges show shifts</source>
   <translation>Kacheln beider Bilder im Wechsel: Kanten zeigen Verschiebungen</translation>
  </message>
  <message>
   <source>Tilt</source>
   <translation>Kippung</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>Time left</source>
   <translation>Restzeit</translation>
  </message>
  <message>
   <source>Time spent training, over all resumes</source>
   <translation>Trainierte Zeit, über alle Fortsetzungen</translation>
  </message>
  <message>
   <source>Time the reconstruction took</source>
   <translation>Dauer der Rekonstruktion</translation>
  </message>
  <message>
   <source>Tissue weight</source>
   <translation>Gewicht des Gewebes</translation>
  </message>
  <message>
   <source>To</source>
   <translation>Bewirkt</translation>
  </message>
  <message>
   <source>To the same result as without the pause</source>
   <translation>Zum selben Ergebnis wie ohne die Pause</translation>
  </message>
  <message>
   <source>Token map</source>
   <translation>Raster der Token</translation>
  </message>
  <message>
   <source>Tone curves also for X-rays without a CT, whose own curves are unknown already.</source>
   <translation>Tonkurven auch für Röntgenbilder ohne CT, deren eigene Kurven schon unbekannt sind.</translation>
  </message>
  <message>
   <source>Tone gain</source>
   <translation>Verstärkung der Tonwerte</translation>
  </message>
  <message>
   <source>Tone gamma</source>
   <translation>Gamma der Tonwerte</translation>
  </message>
  <message>
   <source>Tone without CT</source>
   <translation>Tonwerte ohne CT</translation>
  </message>
  <message>
   <source>Too many open files</source>
   <translation>zu viele offene Dateien</translation>
  </message>
  <message>
   <source>Tools of the left mouse button</source>
   <translation>Werkzeuge der linken Maustaste</translation>
  </message>
  <message>
   <source>Total loss</source>
   <translation>Gesamtverlust</translation>
  </message>
  <message>
   <source>Total variation</source>
   <translation>Totale Variation</translation>
  </message>
  <message>
   <source>Tour of the window</source>
   <translation>Rundgang durch das Fenster</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <source>Train it longer.</source>
   <translation>Länger trainieren.</translation>
  </message>
  <message>
   <source>Train workspace</source>
   <translation>Arbeitsbereich Trainieren</translation>
  </message>
  <message>
   <source>Trained for</source>
   <translation>Trainiert</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Training a method</source>
   <translation>Ein Verfahren trainieren</translation>
  </message>
  <message>
   <source>Training: learning rate</source>
   <translation>Training: Lernrate</translation>
  </message>
  <message>
   <source>Training: norm of the gradient</source>
   <translation>Training: Norm des Gradienten</translation>
  </message>
  <message>
   <source>Training: scores of the {actor}</source>
   <translation>Training: Wertungen ({actor})</translation>
  </message>
  <message>
   <source>Training: {actor}</source>
   <translation>Training: {actor}</translation>
  </message>
  <message>
   <source>Trains a classifier beside the refiner: nothing, a nodule or an effusion put into the volume.</source>
   <translation>Trainiert neben dem Verfeinerer einen Klassifikator: nichts, ein Rundherd oder ein Erguss, ins Volumen eingefügt.</translation>
  </message>
  <message>
   <source>Trains a discriminator beside the generator; without it the CTs alone teach.</source>
   <translation>Trainiert neben dem Generator einen Diskriminator; ohne ihn lehren die CTs allein.</translation>
  </message>
  <message>
   <source>Trains a discriminator beside the generator; without it this is X2CT-CNN.</source>
   <translation>Trainiert neben dem Generator einen Diskriminator; ohne ihn ist dies X2CT-CNN.</translation>
  </message>
  <message>
   <source>Transformer layers</source>
   <translation>Transformer-Schichten</translation>
  </message>
  <message>
   <source>Translating</source>
   <translation>Übersetzen</translation>
  </message>
  <message>
   <source>Trash</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>Triangles kept</source>
   <translation>Dreiecke behalten</translation>
  </message>
  <message>
   <source>True CT</source>
   <translation>Wahres CT</translation>
  </message>
  <message>
   <source>True CTs</source>
   <translation>Wahre CTs</translation>
  </message>
  <message>
   <source>True CTs are counted by one process only.</source>
   <translation>Wahre CTs werden nur von einem einzigen Prozess gezählt.</translation>
  </message>
  <message>
   <source>True volume</source>
   <translation>Wahres Volumen</translation>
  </message>
  <message>
   <source>Truth</source>
   <translation>Wahrheit</translation>
  </message>
  <message>
   <source>Truth blurred by {width} mm</source>
   <translation>Wahrheit, um {width} mm verwischt</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>Noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Try again; `xr2ct doctor` checks the setup.</source>
   <translation>Noch einmal versuchen; `xr2ct doctor` prüft die Einrichtung.</translation>
  </message>
  <message>
   <source>Try the sample</source>
   <translation>Beispiel ausprobieren</translation>
  </message>
  <message>
   <source>Tube</source>
   <translation>Röhre</translation>
  </message>
  <message>
   <source>Tube of the frontal X-ray</source>
   <translation>Röhre des frontalen Röntgenbilds</translation>
  </message>
  <message>
   <source>Tube of the lateral X-ray</source>
   <translation>Röhre des seitlichen Röntgenbilds</translation>
  </message>
  <message>
   <source>Tube to detector</source>
   <translation>Röhre bis Detektor</translation>
  </message>
  <message>
   <source>Tube to patient</source>
   <translation>Röhre bis Patient</translation>
  </message>
  <message>
   <source>Turn</source>
   <translation>Drehung</translation>
  </message>
  <message>
   <source>Turn it by a quarter.</source>
   <translation>Drehen Sie es um ein Viertel.</translation>
  </message>
  <message>
   <source>Turn it by half a turn.</source>
   <translation>Drehen Sie es um eine halbe Drehung.</translation>
  </message>
  <message>
   <source>Turn the lines 5° anticlockwise</source>
   <translation>Linien 5° gegen den Uhrzeigersinn drehen</translation>
  </message>
  <message>
   <source>Turn the lines 5° clockwise</source>
   <translation>Linien 5° im Uhrzeigersinn drehen</translation>
  </message>
  <message>
   <source>Turn the other planes; with Ctrl in steps of 15°</source>
   <translation>Die anderen Ebenen drehen; mit Strg in Schritten von 15°</translation>
  </message>
  <message>
   <source>Turn the volume</source>
   <translation>Das Volumen drehen</translation>
  </message>
  <message>
   <source>Turn to the Train workspace and follow it</source>
   <translation>Zum Arbeitsbereich Trainieren wechseln und ihm folgen</translation>
  </message>
  <message>
   <source>Turn, shift, stretch and bend every case anew each time it is seen, with fresh noise</source>
   <translation>Jeden Fall bei jedem Sehen neu drehen, verschieben, strecken und biegen, mit frischem Rauschen</translation>
  </message>
  <message>
   <source>Turning in 3D</source>
   <translation>In 3D drehend</translation>
  </message>
  <message>
   <source>Turning in 3D, or slice by slice</source>
   <translation>In 3D drehend oder Schicht für Schicht</translation>
  </message>
  <message>
   <source>Two 2D networks, one a view, draw the volume slice by slice; trained with CTs, or with radiographs alone.</source>
   <translation>Zwei 2D-Netze, eines je Ansicht, zeichnen das Volumen Schicht für Schicht; trainiert mit CTs oder mit Röntgenbildern allein.</translation>
  </message>
  <message>
   <source>Two X-rays</source>
   <translation>Zwei Röntgenbilder</translation>
  </message>
  <message>
   <source>Two X-rays determine {share} of the unknowns of this volume; the rest comes from the prior.</source>
   <translation>Zwei Röntgenbilder bestimmen {share} der Unbekannten dieses Volumens; der Rest stammt aus dem Vorwissen.</translation>
  </message>
  <message>
   <source>Two X-rays do not determine a CT. After a reconstruction, a row above the views shows where the volume may be wrong (U), what the X-rays really determine (E), other volumes that fit as well (A) and a report card (C).</source>
   <translation>Zwei Röntgenbilder bestimmen kein CT. Nach einer Rekonstruktion zeigt eine Zeile über den Ansichten, wo das Volumen falsch sein kann (U), was die Röntgenbilder wirklich bestimmen (E), andere ebenso passende Volumen (A) und ein Zeugnis (C).</translation>
  </message>
  <message>
   <source>Two X-rays do not determine a CT. What they leave open was filled in by the method; small findings can be missing or invented. No number on this page is a diagnosis or a measurement of the patient.</source>
   <translation>Zwei Röntgenbilder bestimmen kein CT. Was sie offen lassen, hat das Verfahren ergänzt; kleine Befunde können fehlen oder erfunden sein. Keine Zahl auf dieser Seite ist eine Diagnose oder eine Messung am Patienten.</translation>
  </message>
  <message>
   <source>Two X-rays do not show the outline of the body between the views; in each slice it was taken to be an ellipse.</source>
   <translation>Zwei Röntgenbilder zeigen den Umriss des Körpers zwischen den Ansichten nicht; in jeder Schicht wurde er als Ellipse angenommen.</translation>
  </message>
  <message>
   <source>Two X-rays do not tell where the patient stood between source and detector, nor a movement of both views together.</source>
   <translation>Zwei Röntgenbilder sagen nicht, wo der Patient zwischen Quelle und Detektor stand, und nichts von einer Bewegung beider Ansichten zusammen.</translation>
  </message>
  <message>
   <source>Two chest X-rays of one person become a 3D volume you can look through. The tour takes two minutes and uses the bundled sample. Everything stays usable meanwhile; Esc leaves.</source>
   <translation>Aus zwei Thoraxaufnahmen einer Person wird ein 3D-Volumen, durch das man blättern kann. Der Rundgang dauert zwei Minuten und nutzt das enthaltene Beispiel. Alles bleibt dabei bedienbar; Esc beendet ihn.</translation>
  </message>
  <message>
   <source>Two minutes through the window, on the sample</source>
   <translation>Zwei Minuten durch das Fenster, am Beispiel</translation>
  </message>
  <message>
   <source>Two minutes through the window, on the sample.</source>
   <translation>Zwei Minuten durch das Fenster, am Beispiel.</translation>
  </message>
  <message>
   <source>Two trainings at once slow each other down and share the memory.</source>
   <translation>Zwei Trainings zugleich bremsen einander und teilen sich den Speicher.</translation>
  </message>
  <message>
   <source>Two volumes slice by slice: the result, the true CT, another result, or a file</source>
   <translation>Zwei Volumen Schicht für Schicht: das Ergebnis, das wahre CT, ein anderes Ergebnis oder eine Datei</translation>
  </message>
  <message>
   <source>Type one, such as the region it is for.</source>
   <translation>Einen eingeben, etwa die Körperregion.</translation>
  </message>
  <message>
   <source>Type some letters of a command</source>
   <translation>Einige Buchstaben eines Befehls tippen</translation>
  </message>
  <message>
   <source>Type some letters of any command</source>
   <translation>Einige Buchstaben eines beliebigen Befehls tippen</translation>
  </message>
  <message>
   <source>Typical relative error of the scale of each X-ray; 0 takes the scale as it is.</source>
   <translation>Üblicher relativer Fehler des Maßstabs jedes Röntgenbilds; 0 nimmt ihn, wie er ist.</translation>
  </message>
  <message>
   <source>Typical shift of the patient along each axis; 0 fits none.</source>
   <translation>Übliche Verschiebung des Patienten entlang jeder Achse; 0 passt keine an.</translation>
  </message>
  <message>
   <source>Typical size of smooth local deformations.</source>
   <translation>Übliche Größe glatter örtlicher Verformungen.</translation>
  </message>
  <message>
   <source>Typical turn of the patient about each axis; 0 fits none.</source>
   <translation>Übliche Drehung des Patienten um jede Achse; 0 passt keine an.</translation>
  </message>
  <message>
   <source>Uncertain voxels become transparent in the 3D view</source>
   <translation>Unsichere Voxel werden in der 3D-Ansicht durchsichtig</translation>
  </message>
  <message>
   <source>Uncertainty</source>
   <translation>Unsicherheit</translation>
  </message>
  <message>
   <source>Uncertainty is shown on single slices</source>
   <translation>Unsicherheit wird auf einzelnen Schichten gezeigt</translation>
  </message>
  <message>
   <source>Uncertainty too</source>
   <translation>Auch Unsicherheit</translation>
  </message>
  <message>
   <source>Uncertainty: where the volume may be wrong</source>
   <translation>Unsicherheit: wo das Volumen falsch sein kann</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Undo all corrections</source>
   <translation>Alle Korrekturen zurücknehmen</translation>
  </message>
  <message>
   <source>Undo all cuts</source>
   <translation>Alle Schnitte rückgängig machen</translation>
  </message>
  <message>
   <source>Undo brings it back</source>
   <translation>Rückgängig bringt sie zurück</translation>
  </message>
  <message>
   <source>Undo brings them back</source>
   <translation>Rückgängig bringt sie zurück</translation>
  </message>
  <message>
   <source>Unpack the images beside it.</source>
   <translation>Die Bilder daneben entpacken.</translation>
  </message>
  <message>
   <source>Unrolled rounds</source>
   <translation>Ausgerollte Runden</translation>
  </message>
  <message>
   <source>Unsaved work</source>
   <translation>Ungesicherte Arbeit</translation>
  </message>
  <message>
   <source>Unseen view</source>
   <translation>Ungesehene Ansicht</translation>
  </message>
  <message>
   <source>Unseen weight</source>
   <translation>Gewicht ungesehener Ansichten</translation>
  </message>
  <message>
   <source>Upper limit</source>
   <translation>Obere Grenze</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Use 0 or -1, or train with one process.</source>
   <translation>0 oder -1 nehmen, oder mit einem Prozess trainieren.</translation>
  </message>
  <message>
   <source>Use 1e4 to 1e6.</source>
   <translation>1e4 bis 1e6 verwenden.</translation>
  </message>
  <message>
   <source>Use 64 or 128.</source>
   <translation>64 oder 128 nehmen.</translation>
  </message>
  <message>
   <source>Use NIfTI, NRRD, MHA, NPZ or a DICOM series.</source>
   <translation>NIfTI, NRRD, MHA, NPZ oder eine DICOM-Serie verwenden.</translation>
  </message>
  <message>
   <source>Use PA, AP, LL or RL.</source>
   <translation>PA, AP, LL oder RL verwenden.</translation>
  </message>
  <message>
   <source>Use PNG, JPEG, TIFF, NPY or DICOM.</source>
   <translation>PNG, JPEG, TIFF, NPY oder DICOM verwenden.</translation>
  </message>
  <message>
   <source>Use a CT of the chest.</source>
   <translation>Ein CT des Thorax nehmen.</translation>
  </message>
  <message>
   <source>Use a copy of the file.</source>
   <translation>Eine Kopie der Datei verwenden.</translation>
  </message>
  <message>
   <source>Use a copy of the session file.</source>
   <translation>Eine Kopie der Sitzungsdatei verwenden.</translation>
  </message>
  <message>
   <source>Use a frontal and a lateral view.</source>
   <translation>Eine frontale und eine seitliche Ansicht verwenden.</translation>
  </message>
  <message>
   <source>Use a smaller grid or close other programs.</source>
   <translation>Ein kleineres Gitter verwenden oder andere Programme schließen.</translation>
  </message>
  <message>
   <source>Use a smaller grid, close other programs that use it, or choose the CPU.</source>
   <translation>Ein kleineres Gitter verwenden, andere Programme schließen, die sie nutzen, oder die CPU wählen.</translation>
  </message>
  <message>
   <source>Use about 320 mm.</source>
   <translation>Etwa 320 mm nehmen.</translation>
  </message>
  <message>
   <source>Use an image that shows both lungs whole; what is cut off is made up in the volume.</source>
   <translation>Ein Bild verwenden, das beide Lungen ganz zeigt; was abgeschnitten ist, wird im Volumen erfunden.</translation>
  </message>
  <message>
   <source>Use another checkpoint, or the program that made it.</source>
   <translation>Einen anderen Checkpoint verwenden oder das Programm, das ihn gemacht hat.</translation>
  </message>
  <message>
   <source>Use another checkpoint.</source>
   <translation>Einen anderen Checkpoint verwenden.</translation>
  </message>
  <message>
   <source>Use cone or parallel.</source>
   <translation>cone oder parallel verwenden.</translation>
  </message>
  <message>
   <source>Use five.</source>
   <translation>Fünf nehmen.</translation>
  </message>
  <message>
   <source>Use for example 0.8, 0.1 and 0.1.</source>
   <translation>Zum Beispiel 0.8, 0.1 und 0.1 nehmen.</translation>
  </message>
  <message>
   <source>Use in Read</source>
   <translation>In „Lesen“ nutzen</translation>
  </message>
  <message>
   <source>Use it without training.</source>
   <translation>Ohne Training verwenden.</translation>
  </message>
  <message>
   <source>Use letters, digits, spaces and dashes.</source>
   <translation>Buchstaben, Ziffern, Leerzeichen und Bindestriche verwenden.</translation>
  </message>
  <message>
   <source>Use line_integral or display.</source>
   <translation>line_integral oder display verwenden.</translation>
  </message>
  <message>
   <source>Use names in UTF-8 for the file and its folders.</source>
   <translation>Für die Datei und ihre Ordner Namen in UTF-8 verwenden.</translation>
  </message>
  <message>
   <source>Use one of {0}.</source>
   <translation>Eine von {0} verwenden.</translation>
  </message>
  <message>
   <source>Use smaller settings</source>
   <translation>Kleinere Einstellungen verwenden</translation>
  </message>
  <message>
   <source>Use the checkpoint with the method and settings it was made with.</source>
   <translation>Den Checkpoint mit dem Verfahren und den Einstellungen verwenden, mit denen er entstand.</translation>
  </message>
  <message>
   <source>Use the general projector.</source>
   <translation>Den allgemeinen Projektor verwenden.</translation>
  </message>
  <message>
   <source>Use the one that comes with the program, or learn it again with `xr2ct lungmask --learn`.</source>
   <translation>Das mitgelieferte verwenden, oder es mit `xr2ct lungmask --learn` neu lernen.</translation>
  </message>
  <message>
   <source>Use the same grid for both.</source>
   <translation>Für beide dasselbe Gitter verwenden.</translation>
  </message>
  <message>
   <source>Use the scale display or convert them.</source>
   <translation>Die Skala display verwenden oder sie umrechnen.</translation>
  </message>
  <message>
   <source>Use the unscaled X2CT files.</source>
   <translation>Die unskalierten X2CT-Dateien verwenden.</translation>
  </message>
  <message>
   <source>Use this checkpoint in Read</source>
   <translation>Diesen Zwischenstand in „Lesen“ nutzen</translation>
  </message>
  <message>
   <source>Use {0}, or {1}.</source>
   <translation>{0} verwenden, oder {1}.</translation>
  </message>
  <message>
   <source>Use {0}.</source>
   <translation>{0} verwenden.</translation>
  </message>
  <message>
   <source>Use, rename, delete</source>
   <translation>Verwenden, umbenennen, löschen</translation>
  </message>
  <message>
   <source>Uses three CTs that come with the program.</source>
   <translation>Nutzt drei CTs, die mit dem Programm kommen.</translation>
  </message>
  <message>
   <source>Usual keys</source>
   <translation>Übliche Tasten</translation>
  </message>
  <message>
   <source>Usual noise (100,000 photons)</source>
   <translation>Übliches Rauschen (100.000 Photonen)</translation>
  </message>
  <message>
   <source>Validate every</source>
   <translation>Messen alle</translation>
  </message>
  <message>
   <source>Validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <source>Validation cases</source>
   <translation>Gemessene Fälle</translation>
  </message>
  <message>
   <source>Validation: PSNR (dB)</source>
   <translation>Validierung: PSNR (dB)</translation>
  </message>
  <message>
   <source>Validation: SNR (dB)</source>
   <translation>Validierung: SNR (dB)</translation>
  </message>
  <message>
   <source>Validation: accuracy of the classifier</source>
   <translation>Validierung: Genauigkeit des Klassifikators</translation>
  </message>
  <message>
   <source>Validation: change between slices not foreseen (1 as in the training)</source>
   <translation>Validierung: nicht vorhergesehene Änderung zwischen Schichten (1 wie im Training)</translation>
  </message>
  <message>
   <source>Validation: distance (mm)</source>
   <translation>Validierung: Abstand (mm)</translation>
  </message>
  <message>
   <source>Validation: error (HU)</source>
   <translation>Validierung: Fehler (HU)</translation>
  </message>
  <message>
   <source>Validation: similarity (1 is equal)</source>
   <translation>Validierung: Ähnlichkeit (1 ist gleich)</translation>
  </message>
  <message>
   <source>Values as CSV…</source>
   <translation>Werte als CSV…</translation>
  </message>
  <message>
   <source>Variance weight</source>
   <translation>Gewicht der Varianz</translation>
  </message>
  <message>
   <source>Vary the cases while learning</source>
   <translation>Fälle beim Lernen variieren</translation>
  </message>
  <message>
   <source>Version, licence, and what this program is not</source>
   <translation>Version, Lizenz und was dieses Programm nicht ist</translation>
  </message>
  <message>
   <source>Vertices have three coordinates, got {0}.</source>
   <translation>Eckpunkte haben drei Koordinaten, nicht {0}.</translation>
  </message>
  <message>
   <source>Vessel HU</source>
   <translation>HU der Gefäße</translation>
  </message>
  <message>
   <source>Vessels</source>
   <translation>Gefäße</translation>
  </message>
  <message>
   <source>Vessels with contrast</source>
   <translation>Gefäße mit Kontrastmittel</translation>
  </message>
  <message>
   <source>View cycle weight</source>
   <translation>Gewicht des Bildkreises</translation>
  </message>
  <message>
   <source>View dropout</source>
   <translation>Weglassen einer Ansicht</translation>
  </message>
  <message>
   <source>View nobody gave</source>
   <translation>Nicht gegebene Ansicht</translation>
  </message>
  <message>
   <source>View of the {side} X-ray</source>
   <translation>Ansicht der {side} Aufnahme</translation>
  </message>
  <message>
   <source>View taken from the file name: {0}.</source>
   <translation>Ansicht nach dem Dateinamen: {0}.</translation>
  </message>
  <message>
   <source>View unknown, taken as PA.</source>
   <translation>Ansicht unbekannt, als PA angenommen.</translation>
  </message>
  <message>
   <source>View unknown, taken as {0}.</source>
   <translation>Ansicht unbekannt, angenommen als {0}.</translation>
  </message>
  <message>
   <source>Views</source>
   <translation>Ansichten</translation>
  </message>
  <message>
   <source>Volume</source>
   <translation>Volumen</translation>
  </message>
  <message>
   <source>Volume by threshold</source>
   <translation>Volumen nach Schwelle</translation>
  </message>
  <message>
   <source>Volume cycle weight</source>
   <translation>Gewicht des Volumenkreises</translation>
  </message>
  <message>
   <source>Volume: what hangs together between</source>
   <translation>Volumen: was zusammenhängt zwischen</translation>
  </message>
  <message>
   <source>Volumes drawn and averaged; from two on, their spread is the uncertainty.</source>
   <translation>Volumen, die gezogen und gemittelt werden; ab zweien ist ihre Streuung die Unsicherheit.</translation>
  </message>
  <message>
   <source>Volumes drawn beside the best one; how they differ from it is a part of the uncertainty. Without them it has only what the prior cannot describe.</source>
   <translation>Volumen, die neben dem besten gezogen werden; wie sie von ihm abweichen, ist ein Teil der Unsicherheit. Ohne sie hat sie nur, was das Vorwissen nicht beschreiben kann.</translation>
  </message>
  <message>
   <source>Volumes of nobody, with their own projections, that show the network what a thorax looks like.</source>
   <translation>Volumen von niemandem, mit eigenen Projektionen, die dem Netz zeigen, wie ein Brustkorb aussieht.</translation>
  </message>
  <message>
   <source>Volumes of the left and the right lung, each with its 90 % interval</source>
   <translation>Volumen der linken und der rechten Lunge, jeweils mit 90-%-Intervall</translation>
  </message>
  <message>
   <source>Volumes seen at once by each process.</source>
   <translation>Volumen, die jeder Prozess auf einmal sieht.</translation>
  </message>
  <message>
   <source>Voxel size at which the registration ends; the volume itself is made on the full grid.</source>
   <translation>Voxelgröße, bei der die Registrierung endet; das Volumen selbst entsteht auf dem vollen Gitter.</translation>
  </message>
  <message>
   <source>Voxels</source>
   <translation>Voxel</translation>
  </message>
  <message>
   <source>Voxels along each edge of the working cube the network is made for.</source>
   <translation>Voxel entlang jeder Kante des Arbeitswürfels, für den das Netz gemacht ist.</translation>
  </message>
  <message>
   <source>Voxels along each side of the volume. The finer grid takes about eight times as long.</source>
   <translation>Voxel entlang jeder Seite des Volumens. Das feinere Raster braucht etwa achtmal so lange.</translation>
  </message>
  <message>
   <source>Voxels of the coarse reconstruction; half makes it on half as many along each edge.</source>
   <translation>Voxel der groben Rekonstruktion; halb macht sie mit halb so vielen entlang jeder Kante.</translation>
  </message>
  <message>
   <source>Voxels with a standard deviation above {fade_hu:.0f} HU fade; from {gone_hu:.0f} HU on they are gone</source>
   <translation>Voxel mit einer Standardabweichung über {fade_hu:.0f} HU verblassen; ab {gone_hu:.0f} HU verschwinden sie</translation>
  </message>
  <message>
   <source>Wait for it, or choose another folder.</source>
   <translation>Warten, bis es fertig ist, oder einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
  <message>
   <source>Waiting for a question about a result</source>
   <translation>Wartet auf eine Frage zu einem Ergebnis</translation>
  </message>
  <message>
   <source>Waiting for its turn: {names}</source>
   <translation>Warten, bis sie an der Reihe sind: {names}</translation>
  </message>
  <message>
   <source>Waiting for the worker</source>
   <translation>Wartet auf den Rechenprozess</translation>
  </message>
  <message>
   <source>Waiting for {title}</source>
   <translation>Wartet auf {title}</translation>
  </message>
  <message>
   <source>Waits for the reconstruction of this case.</source>
   <translation>Wartet auf die Rekonstruktion dieses Falls.</translation>
  </message>
  <message>
   <source>Warmup steps</source>
   <translation>Anlaufschritte</translation>
  </message>
  <message>
   <source>Warnings and errors</source>
   <translation>Warnungen und Fehler</translation>
  </message>
  <message>
   <source>Warping template {number} of {count}</source>
   <translation>Verformen der Vorlage {number} von {count}</translation>
  </message>
  <message>
   <source>Weight against local changes of density: higher keeps the densities of the template.</source>
   <translation>Gewicht gegen örtliche Änderungen der Dichte: mehr behält die Dichten der Vorlage.</translation>
  </message>
  <message>
   <source>Weight decay</source>
   <translation>Abklingen der Gewichte</translation>
  </message>
  <message>
   <source>Weight of leaving alone what is of the wanted style already.</source>
   <translation>Gewicht dafür, in Ruhe zu lassen, was den gewünschten Stil schon hat.</translation>
  </message>
  <message>
   <source>Weight of radiograph to volume to radiograph.</source>
   <translation>Gewicht von Röntgenbild zu Volumen zu Röntgenbild.</translation>
  </message>
  <message>
   <source>Weight of telling air, lung, soft tissue and bone apart.</source>
   <translation>Gewicht dafür, Luft, Lunge, Weichteile und Knochen zu unterscheiden.</translation>
  </message>
  <message>
   <source>Weight of the absolute error in HU/1000.</source>
   <translation>Gewicht des absoluten Fehlers in HU/1000.</translation>
  </message>
  <message>
   <source>Weight of the absolute error of differences of neighbours.</source>
   <translation>Gewicht des absoluten Fehlers der Unterschiede von Nachbarn.</translation>
  </message>
  <message>
   <source>Weight of the absolute error of the predicted slices.</source>
   <translation>Gewicht des absoluten Fehlers der vorhergesagten Schichten.</translation>
  </message>
  <message>
   <source>Weight of the absolute error of the volume.</source>
   <translation>Gewicht des absoluten Fehlers des Volumens.</translation>
  </message>
  <message>
   <source>Weight of the adversarial loss; 0 leaves it out.</source>
   <translation>Gewicht des Verlusts gegen den Diskriminator; 0 lässt ihn weg.</translation>
  </message>
  <message>
   <source>Weight of the adversarial loss; 0 trains no discriminator.</source>
   <translation>Gewicht des Verlusts gegen den Diskriminator; 0 trainiert keinen.</translation>
  </message>
  <message>
   <source>Weight of the adversarial losses of both discriminators.</source>
   <translation>Gewicht der Verluste gegen beide Diskriminatoren.</translation>
  </message>
  <message>
   <source>Weight of the adversarial losses.</source>
   <translation>Gewicht der Verluste gegen den Diskriminator.</translation>
  </message>
  <message>
   <source>Weight of the bending energy: higher gives stiffer anatomy.</source>
   <translation>Gewicht der Biegeenergie: mehr macht die Anatomie steifer.</translation>
  </message>
  <message>
   <source>Weight of the distance to the network it began with, without CTs.</source>
   <translation>Gewicht des Abstands zum Netz, mit dem begonnen wurde, ohne CTs.</translation>
  </message>
  <message>
   <source>Weight of the error before the consistency, beside the one after it.</source>
   <translation>Gewicht des Fehlers vor der Konsistenz, neben dem danach.</translation>
  </message>
  <message>
   <source>Weight of the error of a view at a random angle.</source>
   <translation>Gewicht des Fehlers einer Ansicht unter zufälligem Winkel.</translation>
  </message>
  <message>
   <source>Weight of the error of an X-ray that was not shown, without CTs.</source>
   <translation>Gewicht des Fehlers eines Röntgenbilds, das nicht gezeigt wurde, ohne CTs.</translation>
  </message>
  <message>
   <source>Weight of the error of both radiographs.</source>
   <translation>Gewicht des Fehlers an beiden Röntgenbildern.</translation>
  </message>
  <message>
   <source>Weight of the error of mean projections along the axes.</source>
   <translation>Gewicht des Fehlers der mittleren Projektionen entlang der Achsen.</translation>
  </message>
  <message>
   <source>Weight of the error of the gradients.</source>
   <translation>Gewicht des Fehlers der Gradienten.</translation>
  </message>
  <message>
   <source>Weight of the error of the projections in both views.</source>
   <translation>Gewicht des Fehlers der Projektionen in beiden Ansichten.</translation>
  </message>
  <message>
   <source>Weight of the error of the re-projected views.</source>
   <translation>Gewicht des Fehlers der zurückprojizierten Ansichten.</translation>
  </message>
  <message>
   <source>Weight of the error of the volume for the prior.</source>
   <translation>Gewicht des Fehlers des Volumens für das Vorwissen.</translation>
  </message>
  <message>
   <source>Weight of the error of the volume where the CT is shown.</source>
   <translation>Gewicht des Fehlers des Volumens, wo das CT gezeigt wird.</translation>
  </message>
  <message>
   <source>Weight of the error of the volume, with CTs.</source>
   <translation>Gewicht des Fehlers des Volumens, mit CTs.</translation>
  </message>
  <message>
   <source>Weight of the likelihood that teaches the uncertainty.</source>
   <translation>Gewicht der Likelihood, die die Unsicherheit lehrt.</translation>
  </message>
  <message>
   <source>Weight of the lungs found in the image that went there and back (focal Tversky).</source>
   <translation>Gewicht der Lungen, die im hin und zurück gegangenen Bild gefunden werden (fokaler Tversky).</translation>
  </message>
  <message>
   <source>Weight of the penalty on gradients of the critic that differ from 1.</source>
   <translation>Gewicht der Strafe auf Gradienten des Kritikers, die von 1 abweichen.</translation>
  </message>
  <message>
   <source>Weight of the radiographs' gradients against their values.</source>
   <translation>Gewicht der Gradienten der Röntgenbilder gegenüber ihren Werten.</translation>
  </message>
  <message>
   <source>Weight of the score that the critic gives them; 1 is that of the paper, at which few cases teach the critic nothing.</source>
   <translation>Gewicht der Note, die der Kritiker ihnen gibt; 1 ist das der Veröffentlichung, bei dem wenige Fälle den Kritiker nichts lehren.</translation>
  </message>
  <message>
   <source>Weight of the squared error in (HU/1000)².</source>
   <translation>Gewicht des quadrierten Fehlers in (HU/1000)².</translation>
  </message>
  <message>
   <source>Weight of the squared error of the volume.</source>
   <translation>Gewicht des quadrierten Fehlers des Volumens.</translation>
  </message>
  <message>
   <source>Weight of the total variation against the misfit of the X-rays; more gives flatter regions.</source>
   <translation>Gewicht der totalen Variation gegenüber dem Fehler an den Röntgenbildern; mehr macht Bereiche flacher.</translation>
  </message>
  <message>
   <source>Weight of the total variation, without CTs.</source>
   <translation>Gewicht der totalen Variation, ohne CTs.</translation>
  </message>
  <message>
   <source>Weight of the total variation.</source>
   <translation>Gewicht der totalen Variation.</translation>
  </message>
  <message>
   <source>Weight of there and back again, in both directions.</source>
   <translation>Gewicht von hin und zurück, in beiden Richtungen.</translation>
  </message>
  <message>
   <source>Weight of volume to radiograph to volume.</source>
   <translation>Gewicht von Volumen zu Röntgenbild zu Volumen.</translation>
  </message>
  <message>
   <source>Weighting</source>
   <translation>Gewichtung</translation>
  </message>
  <message>
   <source>Welcome to xr2ct</source>
   <translation>Willkommen bei xr2ct</translation>
  </message>
  <message>
   <source>What becomes of the days of the study</source>
   <translation>Was aus den Tagen der Untersuchung wird</translation>
  </message>
  <message>
   <source>What is copied of the inputs</source>
   <translation>Was von den Eingaben kopiert wird</translation>
  </message>
  <message>
   <source>What is done is kept; the same command continues.</source>
   <translation>Was fertig ist, bleibt; derselbe Befehl macht weiter.</translation>
  </message>
  <message>
   <source>What is in the picture</source>
   <translation>Was im Bild ist</translation>
  </message>
  <message>
   <source>What is named {0} counts as labels.</source>
   <translation>Was {0} heißt, gilt als Markierung.</translation>
  </message>
  <message>
   <source>What looks wrong with the X-rays</source>
   <translation>Was an den Röntgenbildern falsch aussieht</translation>
  </message>
  <message>
   <source>What makes the volume where this network reconstructs by itself; in front of a method, that method does.</source>
   <translation>Was das Volumen macht, wo dieses Netz allein rekonstruiert; vor einem Verfahren macht es dieses Verfahren.</translation>
  </message>
  <message>
   <source>What more X-rays bring</source>
   <translation>Was mehr Röntgenbilder bringen</translation>
  </message>
  <message>
   <source>What one X-ray shows on a line, the other one shows on the line of the same number</source>
   <translation>Was ein Röntgenbild auf einer Linie zeigt, zeigt das andere auf der Linie mit derselben Zahl</translation>
  </message>
  <message>
   <source>What the X-rays determine + {share} of the prior</source>
   <translation>Was die Röntgenbilder bestimmen + {share} des Vorwissens</translation>
  </message>
  <message>
   <source>What the files do not say; correct it above where you know better</source>
   <translation>Was die Dateien nicht sagen; korrigieren Sie es oben, wo Sie es besser wissen</translation>
  </message>
  <message>
   <source>What the folder holds</source>
   <translation>Was der Ordner enthält</translation>
  </message>
  <message>
   <source>What the images hold</source>
   <translation>Was die Bilder enthalten</translation>
  </message>
  <message>
   <source>What the training said, newest last</source>
   <translation>Was das Training meldete, Neuestes zuletzt</translation>
  </message>
  <message>
   <source>What this training holds on the graphics card, and what is free there</source>
   <translation>Was dieses Training auf der Grafikkarte belegt und was dort frei ist</translation>
  </message>
  <message>
   <source>What to export</source>
   <translation>Was exportiert wird</translation>
  </message>
  <message>
   <source>What was found for {0} is not a CT.</source>
   <translation>Was zu {0} gefunden wurde, ist kein CT.</translation>
  </message>
  <message>
   <source>What was found for {0} is not two X-rays.</source>
   <translation>Was zu {0} gefunden wurde, sind nicht zwei Röntgenbilder.</translation>
  </message>
  <message>
   <source>What was written and what was left out</source>
   <translation>Was geschrieben und was weggelassen wurde</translation>
  </message>
  <message>
   <source>What you had open is unchanged.</source>
   <translation>Was geöffnet war, ist unverändert.</translation>
  </message>
  <message>
   <source>Wheel</source>
   <translation>Mausrad</translation>
  </message>
  <message>
   <source>Wheel or right-drag zoom · drag pan · double-click or R fit · arrow keys move the crosshair and zoom</source>
   <translation>Mausrad oder rechts ziehen: Zoom · ziehen: verschieben · Doppelklick oder R: einpassen · Pfeiltasten: Fadenkreuz und Zoom</translation>
  </message>
  <message>
   <source>When a case or the window is closed while a reconstruction runs.</source>
   <translation>Wenn ein Fall oder das Fenster geschlossen wird, während eine Rekonstruktion läuft.</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>Wo</translation>
  </message>
  <message>
   <source>Where a surface lies depends on the threshold: an estimate, not a segmentation by an expert.</source>
   <translation>Wo eine Oberfläche liegt, hängt von der Schwelle ab: eine Schätzung, keine Segmentierung durch Fachleute.</translation>
  </message>
  <message>
   <source>Where source and detector stand, and which patients are held out</source>
   <translation>Wo Quelle und Detektor stehen und welche Patienten zurückgehalten werden</translation>
  </message>
  <message>
   <source>Where source and detector stood for the X-rays that are learned from</source>
   <translation>Wo Quelle und Detektor bei den Röntgenbildern standen, aus denen gelernt wird</translation>
  </message>
  <message>
   <source>Where the X-ray tube stood, and the size of a pixel on the detector</source>
   <translation>Wo die Röntgenröhre stand, und die Größe eines Pixels auf dem Detektor</translation>
  </message>
  <message>
   <source>Where the lungs are known from: the network's own volume as it learns, or what the lung network that comes with the program finds on the X-rays themselves, from the first step on.</source>
   <translation>Woher die Lungen bekannt sind: aus dem eigenen Volumen des Netzes, während es lernt, oder aus dem, was das mitgelieferte Lungennetz auf den Röntgenbildern selbst findet, vom ersten Schritt an.</translation>
  </message>
  <message>
   <source>Where the other planes cut, with their slabs</source>
   <translation>Wo die anderen Ebenen schneiden, mit ihrer Dicke</translation>
  </message>
  <message>
   <source>Where the tubes stand</source>
   <translation>Wo die Röhren stehen</translation>
  </message>
  <message>
   <source>Where the volumes go</source>
   <translation>Wohin die Volumen kommen</translation>
  </message>
  <message>
   <source>Where to compute</source>
   <translation>Worauf gerechnet wird</translation>
  </message>
  <message>
   <source>Which bundled CTs are tried: three that complement each other, or all thirteen.</source>
   <translation>Welche mitgelieferten CTs versucht werden: drei, die sich ergänzen, oder alle dreizehn.</translation>
  </message>
  <message>
   <source>Which bundled CTs those are: three that complement each other, or the six of thirteen that fit best.</source>
   <translation>Welche mitgelieferten CTs das sind: drei, die sich ergänzen, oder die sechs von dreizehn, die am besten passen.</translation>
  </message>
  <message>
   <source>Which cases are left out, and why</source>
   <translation>Welche Fälle wegbleiben, und warum</translation>
  </message>
  <message>
   <source>Which method learns; what it learns from stands below</source>
   <translation>Welches Verfahren lernt; woraus, steht darunter</translation>
  </message>
  <message>
   <source>Which of the two radiographs are looked at.</source>
   <translation>Welche der beiden Röntgenbilder angesehen werden.</translation>
  </message>
  <message>
   <source>Which volume or X-ray stands on this side</source>
   <translation>Welches Volumen oder Röntgenbild auf dieser Seite steht</translation>
  </message>
  <message>
   <source>Whole</source>
   <translation>Ganz</translation>
  </message>
  <message>
   <source>Whole volume</source>
   <translation>Ganzes Volumen</translation>
  </message>
  <message>
   <source>Whole volume, left is the reference</source>
   <translation>Ganzes Volumen, links ist die Referenz</translation>
  </message>
  <message>
   <source>Whose slices are shown; a click into the curve chooses too</source>
   <translation>Wessen Schichten zu sehen sind; ein Klick in die Kurve wählt auch</translation>
  </message>
  <message>
   <source>Why the volume is to be doubted</source>
   <translation>Warum das Volumen zweifelhaft ist</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <source>Width of the movie</source>
   <translation>Breite des Films</translation>
  </message>
  <message>
   <source>Width of the picture</source>
   <translation>Breite des Bildes</translation>
  </message>
  <message>
   <source>Window</source>
   <translation>Fensterung</translation>
  </message>
  <message>
   <source>Window (left, right) and level (up, down)</source>
   <translation>Fensterbreite (links, rechts) und Fenstermitte (oben, unten)</translation>
  </message>
  <message>
   <source>Window (left, right) and level (up, down) of the appearance</source>
   <translation>Fensterbreite (links, rechts) und Fenstermitte (oben, unten) der Darstellung</translation>
  </message>
  <message>
   <source>Window and level</source>
   <translation>Fensterung</translation>
  </message>
  <message>
   <source>Window from a region</source>
   <translation>Fensterung aus einem Bereich</translation>
  </message>
  <message>
   <source>Window from this slice</source>
   <translation>Fensterung aus dieser Schicht</translation>
  </message>
  <message>
   <source>Window kept as “{name}”</source>
   <translation>Fensterung als „{name}“ gemerkt</translation>
  </message>
  <message>
   <source>Window of the slices</source>
   <translation>Fensterung der Schichten</translation>
  </message>
  <message>
   <source>Windows of my own</source>
   <translation>Eigene Fensterungen</translation>
  </message>
  <message>
   <source>With machines drawn by chance the network learns from CTs alone, and there are X-rays without one.</source>
   <translation>Mit zufällig gezogenen Geräten lernt das Netz nur aus CTs, und es gibt Röntgenbilder ohne CT.</translation>
  </message>
  <message>
   <source>With templates</source>
   <translation>Mit Vorlagen</translation>
  </message>
  <message>
   <source>With the 3D picture as it is on screen</source>
   <translation>Mit dem 3D-Bild, wie es zu sehen ist</translation>
  </message>
  <message>
   <source>Withheld weight</source>
   <translation>Gewicht des Zurückgehaltenen</translation>
  </message>
  <message>
   <source>Workers</source>
   <translation>Lader</translation>
  </message>
  <message>
   <source>Workspaces</source>
   <translation>Arbeitsbereiche</translation>
  </message>
  <message>
   <source>Write DICOM images again without what tells whose they are</source>
   <translation>DICOM-Bilder neu schreiben, ohne das, was verrät, wessen sie sind</translation>
  </message>
  <message>
   <source>Write a CT series, or resample it first.</source>
   <translation>Eine CT-Serie schreiben, oder zuerst umrechnen.</translation>
  </message>
  <message>
   <source>Write a note</source>
   <translation>Notiz schreiben</translation>
  </message>
  <message>
   <source>Write the new files; the old ones stay as they are</source>
   <translation>Die neuen Dateien schreiben; die alten bleiben, wie sie sind</translation>
  </message>
  <message>
   <source>Write the standard deviation of each voxel beside the volume, where it is known</source>
   <translation>Die Standardabweichung jedes Voxels neben das Volumen schreiben, wo sie bekannt ist</translation>
  </message>
  <message>
   <source>Write the surfaces that are shown as STL or PLY</source>
   <translation>Die gezeigten Oberflächen als STL oder PLY schreiben</translation>
  </message>
  <message>
   <source>Write the weights down after this step</source>
   <translation>Die Gewichte nach diesem Schritt sichern</translation>
  </message>
  <message>
   <source>Write this surface as STL or PLY</source>
   <translation>Diese Oberfläche als STL oder PLY schreiben</translation>
  </message>
  <message>
   <source>Write to</source>
   <translation>Schreiben nach</translation>
  </message>
  <message>
   <source>Write width and height in pixels, such as 1920x1080.</source>
   <translation>Breite und Höhe in Pixeln schreiben, etwa 1920x1080.</translation>
  </message>
  <message>
   <source>Write {0}:200.</source>
   <translation>{0}:200 schreiben.</translation>
  </message>
  <message>
   <source>Writes new files that hold only what is needed to show and measure the images. Names, numbers, dates, private tags and free text stay behind; UIDs are replaced. Text in the pixels stays and is warned of.</source>
   <translation>Schreibt neue Dateien, die nur enthalten, was zum Zeigen und Messen der Bilder nötig ist. Namen, Nummern, Tage, private Tags und Freitext bleiben zurück; UIDs werden ersetzt. Schrift in den Pixeln bleibt, davor wird gewarnt.</translation>
  </message>
  <message>
   <source>Writing</source>
   <translation>Schreiben</translation>
  </message>
  <message>
   <source>Writing the inputs</source>
   <translation>Eingaben werden geschrieben</translation>
  </message>
  <message>
   <source>Writing the volume</source>
   <translation>Volumen wird geschrieben</translation>
  </message>
  <message>
   <source>Writing {name}</source>
   <translation>{name} wird geschrieben</translation>
  </message>
  <message>
   <source>X-ray</source>
   <translation>Röntgenbild</translation>
  </message>
  <message>
   <source>X-ray agreement</source>
   <translation>Übereinstimmung mit den Röntgenbildern</translation>
  </message>
  <message>
   <source>X-ray agreement: frontal {frontal:.1f} dB, lateral {lateral:.1f} dB</source>
   <translation>Übereinstimmung mit den Röntgenbildern: frontal {frontal:.1f} dB, seitlich {lateral:.1f} dB</translation>
  </message>
  <message>
   <source>X-ray bench: {title}</source>
   <translation>Röntgenbank: {title}</translation>
  </message>
  <message>
   <source>X-ray bench…</source>
   <translation>Röntgenbank…</translation>
  </message>
  <message>
   <source>X-ray from 45°, which no method was given: tests depth.</source>
   <translation>Röntgenbild aus 45°, das keine Methode bekam: prüft die Tiefe.</translation>
  </message>
  <message>
   <source>X-ray pairs with or without CT</source>
   <translation>Röntgenpaaren mit oder ohne CT</translation>
  </message>
  <message>
   <source>X-ray pairs with their CT</source>
   <translation>Röntgenpaaren mit ihrem CT</translation>
  </message>
  <message>
   <source>X-ray pairs without CT</source>
   <translation>Röntgenpaaren ohne CT</translation>
  </message>
  <message>
   <source>X-ray room</source>
   <translation>Röntgenraum</translation>
  </message>
  <message>
   <source>X-ray room, seen from the patient's feet</source>
   <translation>Röntgenraum, von den Füßen des Patienten gesehen</translation>
  </message>
  <message>
   <source>X-ray windows from the lungs</source>
   <translation>Fensterung der Röntgenbilder nach den Lungen</translation>
  </message>
  <message>
   <source>X-rays</source>
   <translation>Röntgenbilder</translation>
  </message>
  <message>
   <source>X-rays alone cannot teach biplanar from its first weights.</source>
   <translation>Röntgenbilder allein können biplanar nicht von Anfang an lehren.</translation>
  </message>
  <message>
   <source>X-rays and CTs of different people</source>
   <translation>Röntgenbildern und CTs verschiedener Menschen</translation>
  </message>
  <message>
   <source>X-rays and re-projections</source>
   <translation>Röntgenbilder und Reprojektionen</translation>
  </message>
  <message>
   <source>X-rays are put right: {options}</source>
   <translation>Röntgenbilder werden korrigiert: {options}</translation>
  </message>
  <message>
   <source>X-rays changed</source>
   <translation>Röntgenbilder geändert</translation>
  </message>
  <message>
   <source>X-rays in space</source>
   <translation>Röntgenbilder im Raum</translation>
  </message>
  <message>
   <source>X-rays of a hospital brought into the style of simulated ones, lungs kept; goes in front of any method.</source>
   <translation>Röntgenbilder eines Krankenhauses in den Stil simulierter gebracht, die Lunge bleibt; steht vor jeder Methode.</translation>
  </message>
  <message>
   <source>X-rays of {title}</source>
   <translation>Röntgenbilder von {title}</translation>
  </message>
  <message>
   <source>X-rays of {title} ({how})</source>
   <translation>Röntgenbilder von {title} ({how})</translation>
  </message>
  <message>
   <source>X-rays that the volume is fitted to. With one alone, depth is the prior's guess.</source>
   <translation>Röntgenbilder, an die das Volumen angepasst wird. Mit einem allein rät das Vorwissen die Tiefe.</translation>
  </message>
  <message>
   <source>X-rays, CTs and sessions</source>
   <translation>Röntgenbilder, CTs und Sitzungen</translation>
  </message>
  <message>
   <source>X-rays, re-projections, differences, slices, measures, measurements and origin in one file that any browser opens and prints.</source>
   <translation>Röntgenbilder, Reprojektionen, Unterschiede, Schichten, Maße, Messungen und Herkunft in einer Datei, die jeder Browser öffnet und druckt.</translation>
  </message>
  <message>
   <source>X2CT</source>
   <translation>X2CT</translation>
  </message>
  <message>
   <source>X2CT HDF5 files</source>
   <translation>X2CT-HDF5-Dateien</translation>
  </message>
  <message>
   <source>X2CT data fill a cube of {0} mm, not {1} mm.</source>
   <translation>X2CT-Daten füllen einen Würfel von {0} mm, nicht von {1} mm.</translation>
  </message>
  <message>
   <source>X2CT-GAN</source>
   <translation>X2CT-GAN</translation>
  </message>
  <message>
   <source>X2CT-GAN in which the parts of both views look at each other, and voxels ask them by their position.</source>
   <translation>X2CT-GAN, in dem die Teile beider Ansichten einander ansehen und Voxel sie nach ihrem Ort fragen.</translation>
  </message>
  <message>
   <source>You set it.</source>
   <translation>Von Ihnen gesetzt.</translation>
  </message>
  <message>
   <source>Your own</source>
   <translation>Eigene</translation>
  </message>
  <message>
   <source>Your two X-rays</source>
   <translation>Ihre zwei Röntgenbilder</translation>
  </message>
  <message>
   <source>Your two X-rays: {title} {value}</source>
   <translation>Ihre zwei Röntgenbilder: {title} {value}</translation>
  </message>
  <message>
   <source>Z smoothing</source>
   <translation>Glättung in z</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>Zoom</translation>
  </message>
  <message>
   <source>Zoom at the mouse</source>
   <translation>Zoom an der Maus</translation>
  </message>
  <message>
   <source>Zoom, pan and slab: {state} (Shift+L)</source>
   <translation>Zoom, Lage und Schichtdicke: {state} (Umschalt+L)</translation>
  </message>
  <message>
   <source>`xr2ct doctor` says what is missing; sweeps through slices work without.</source>
   <translation>`xr2ct doctor` sagt, was fehlt; Fahrten durch die Schichten gehen ohne.</translation>
  </message>
  <message>
   <source>a border ({share} of the image)</source>
   <translation>ein Rand ({share} des Bildes)</translation>
  </message>
  <message>
   <source>a border ({share} of the image) and letters or marks</source>
   <translation>ein Rand ({share} des Bildes) und Buchstaben oder Zeichen</translation>
  </message>
  <message>
   <source>a colour of the 3D appearance</source>
   <translation>Farbe der 3D-Darstellung</translation>
  </message>
  <message>
   <source>a correlation of {value}</source>
   <translation>eine Korrelation von {value}</translation>
  </message>
  <message>
   <source>a point of the 3D appearance</source>
   <translation>Punkt der 3D-Darstellung</translation>
  </message>
  <message>
   <source>a reconstruction is running</source>
   <translation>eine Rekonstruktion läuft</translation>
  </message>
  <message>
   <source>a session</source>
   <translation>eine Sitzung</translation>
  </message>
  <message>
   <source>about {minutes:.0f} min left</source>
   <translation>noch etwa {minutes:.0f} min</translation>
  </message>
  <message>
   <source>about {seconds:.0f} s left</source>
   <translation>noch etwa {seconds:.0f} s</translation>
  </message>
  <message>
   <source>additive</source>
   <translation>addierend</translation>
  </message>
  <message>
   <source>all</source>
   <translation>alle</translation>
  </message>
  <message>
   <source>always</source>
   <translation>immer</translation>
  </message>
  <message>
   <source>and {count} more</source>
   <translation>und {count} weitere</translation>
  </message>
  <message>
   <source>angle</source>
   <translation>Winkel</translation>
  </message>
  <message>
   <source>anonymous</source>
   <translation>anonym</translation>
  </message>
  <message>
   <source>another X-ray</source>
   <translation>anderes Röntgenbild</translation>
  </message>
  <message>
   <source>area</source>
   <translation>Fläche</translation>
  </message>
  <message>
   <source>area at the isocentre</source>
   <translation>Fläche im Isozentrum</translation>
  </message>
  <message>
   <source>as</source>
   <translation>als</translation>
  </message>
  <message>
   <source>as it was on screen</source>
   <translation>wie auf dem Bildschirm</translation>
  </message>
  <message>
   <source>as the method saw it</source>
   <translation>wie das Verfahren es sah</translation>
  </message>
  <message>
   <source>assumed</source>
   <translation>angenommen</translation>
  </message>
  <message>
   <source>at the depth of the centre</source>
   <translation>in der Tiefe der Mitte</translation>
  </message>
  <message>
   <source>axial</source>
   <translation>axial</translation>
  </message>
  <message>
   <source>back</source>
   <translation>hinten</translation>
  </message>
  <message>
   <source>backprojection</source>
   <translation>backprojection</translation>
  </message>
  <message>
   <source>batch {new} instead of {old}</source>
   <translation>Stapel {new} statt {old}</translation>
  </message>
  <message>
   <source>best {score} at step {step:,}</source>
   <translation>Bestwert {score} bei Schritt {step:,}</translation>
  </message>
  <message>
   <source>bf16-mixed</source>
   <translation>bf16-mixed</translation>
  </message>
  <message>
   <source>biplanar</source>
   <translation>biplanar</translation>
  </message>
  <message>
   <source>blue {low}, white 0, red {high} (line integral)</source>
   <translation>blau {low}, weiß 0, rot {high} (Linienintegral)</translation>
  </message>
  <message>
   <source>both</source>
   <translation>beide</translation>
  </message>
  <message>
   <source>breath {value} mm</source>
   <translation>Atem {value} mm</translation>
  </message>
  <message>
   <source>bundled</source>
   <translation>mitgeliefert</translation>
  </message>
  <message>
   <source>cGAN-128</source>
   <translation>cGAN-128</translation>
  </message>
  <message>
   <source>cGAN-128 taught by CTs cannot use X-rays without one.</source>
   <translation>cGAN-128, von CTs gelehrt, kann Röntgenbilder ohne CT nicht verwenden.</translation>
  </message>
  <message>
   <source>cases held out</source>
   <translation>zurückgehaltenen Fällen</translation>
  </message>
  <message>
   <source>cases learned from</source>
   <translation>Fällen, aus denen gelernt wurde</translation>
  </message>
  <message>
   <source>choose data first</source>
   <translation>zuerst Daten wählen</translation>
  </message>
  <message>
   <source>classifier</source>
   <translation>Klassifikator</translation>
  </message>
  <message>
   <source>close together, as the X2CT-GAN paper has them</source>
   <translation>dicht beieinander, wie in der Arbeit zu X2CT-GAN</translation>
  </message>
  <message>
   <source>comparing …</source>
   <translation>wird verglichen …</translation>
  </message>
  <message>
   <source>computed thoraxes</source>
   <translation>berechnete Brustkörbe</translation>
  </message>
  <message>
   <source>config.toml of the run is damaged: {0}.</source>
   <translation>config.toml des Laufs ist beschädigt: {0}.</translation>
  </message>
  <message>
   <source>config.toml of the run lacks its table {0}.</source>
   <translation>In config.toml des Laufs fehlt die Tabelle {0}.</translation>
  </message>
  <message>
   <source>constant</source>
   <translation>konstant</translation>
  </message>
  <message>
   <source>coronal</source>
   <translation>koronal</translation>
  </message>
  <message>
   <source>correction of the X-rays</source>
   <translation>Korrektur der Röntgenbilder</translation>
  </message>
  <message>
   <source>cosine</source>
   <translation>Kosinus</translation>
  </message>
  <message>
   <source>crop</source>
   <translation>Ausschnitt</translation>
  </message>
  <message>
   <source>cube_mm must be positive, not {0}.</source>
   <translation>cube_mm muss größer als null sein, nicht {0}.</translation>
  </message>
  <message>
   <source>cuts</source>
   <translation>Schnitte</translation>
  </message>
  <message>
   <source>deeper</source>
   <translation>tieferer</translation>
  </message>
  <message>
   <source>deleting all measurements</source>
   <translation>alle Messungen löschen</translation>
  </message>
  <message>
   <source>deleting “{name}”</source>
   <translation>„{name}“ löschen</translation>
  </message>
  <message>
   <source>denoiser</source>
   <translation>Entrauscher</translation>
  </message>
  <message>
   <source>diaphragm lower in the lateral</source>
   <translation>Zwerchfell im seitlichen tiefer</translation>
  </message>
  <message>
   <source>difference {value}</source>
   <translation>Differenz {value}</translation>
  </message>
  <message>
   <source>discriminator</source>
   <translation>Diskriminator</translation>
  </message>
  <message>
   <source>display</source>
   <translation>Anzeigebilder</translation>
  </message>
  <message>
   <source>down</source>
   <translation>abwärts</translation>
  </message>
  <message>
   <source>drawn</source>
   <translation>gezogen</translation>
  </message>
  <message>
   <source>each view has its own</source>
   <translation>jede Ansicht für sich</translation>
  </message>
  <message>
   <source>edits of the 3D appearance</source>
   <translation>Änderungen der 3D-Darstellung</translation>
  </message>
  <message>
   <source>equal</source>
   <translation>gleich</translation>
  </message>
  <message>
   <source>error cannot be below zero, as {0} is.</source>
   <translation>error kann nicht unter null liegen, wie {0} es tut.</translation>
  </message>
  <message>
   <source>estimate</source>
   <translation>Schätzung</translation>
  </message>
  <message>
   <source>estimated</source>
   <translation>geschätzt</translation>
  </message>
  <message>
   <source>far apart, as in an X-ray room</source>
   <translation>weit auseinander, wie in einem Röntgenraum</translation>
  </message>
  <message>
   <source>feet</source>
   <translation>Fuß</translation>
  </message>
  <message>
   <source>fixed</source>
   <translation>fest</translation>
  </message>
  <message>
   <source>found in {place}</source>
   <translation>gefunden in {place}</translation>
  </message>
  <message>
   <source>from above</source>
   <translation>von oben</translation>
  </message>
  <message>
   <source>from below</source>
   <translation>von unten</translation>
  </message>
  <message>
   <source>from the back</source>
   <translation>von hinten</translation>
  </message>
  <message>
   <source>from the file</source>
   <translation>aus der Datei</translation>
  </message>
  <message>
   <source>from the front</source>
   <translation>von vorn</translation>
  </message>
  <message>
   <source>from the left</source>
   <translation>von links</translation>
  </message>
  <message>
   <source>from the right</source>
   <translation>von rechts</translation>
  </message>
  <message>
   <source>from {needs}</source>
   <translation>aus {needs}</translation>
  </message>
  <message>
   <source>front</source>
   <translation>vorn</translation>
  </message>
  <message>
   <source>frontal</source>
   <translation>frontalen</translation>
  </message>
  <message>
   <source>frontal further to the left</source>
   <translation>frontales weiter links</translation>
  </message>
  <message>
   <source>frontal {value}°</source>
   <translation>frontal {value}°</translation>
  </message>
  <message>
   <source>generator</source>
   <translation>Generator</translation>
  </message>
  <message>
   <source>grey value</source>
   <translation>Grauwert</translation>
  </message>
  <message>
   <source>grid {new}³ instead of {old}³</source>
   <translation>Gitter {new}³ statt {old}³</translation>
  </message>
  <message>
   <source>half</source>
   <translation>halb</translation>
  </message>
  <message>
   <source>head</source>
   <translation>Kopf</translation>
  </message>
  <message>
   <source>height of the lateral</source>
   <translation>Höhe des seitlichen</translation>
  </message>
  <message>
   <source>height {value} mm</source>
   <translation>Höhe {value} mm</translation>
  </message>
  <message>
   <source>hiding “{name}”</source>
   <translation>Ausblenden von „{name}“</translation>
  </message>
  <message>
   <source>high</source>
   <translation>hoch</translation>
  </message>
  <message>
   <source>higher</source>
   <translation>oben</translation>
  </message>
  <message>
   <source>inverse</source>
   <translation>invers</translation>
  </message>
  <message>
   <source>its reader or writer broke off</source>
   <translation>Lesen oder Schreiben brach ab</translation>
  </message>
  <message>
   <source>its writer broke off</source>
   <translation>Schreiben brach ab</translation>
  </message>
  <message>
   <source>judges no volumes</source>
   <translation>beurteilt keine Volumen</translation>
  </message>
  <message>
   <source>language code: en</source>
   <translation>language code: de</translation>
  </message>
  <message>
   <source>larger</source>
   <translation>größer</translation>
  </message>
  <message>
   <source>lateral</source>
   <translation>seitlichen</translation>
  </message>
  <message>
   <source>lateral further back</source>
   <translation>seitliches weiter hinten</translation>
  </message>
  <message>
   <source>left</source>
   <translation>links</translation>
  </message>
  <message>
   <source>length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>length at the isocentre</source>
   <translation>Länge im Isozentrum</translation>
  </message>
  <message>
   <source>letters or marks</source>
   <translation>Buchstaben oder Zeichen</translation>
  </message>
  <message>
   <source>limits of “{name}”</source>
   <translation>Grenzen von „{name}“</translation>
  </message>
  <message>
   <source>line integral</source>
   <translation>Linienintegral</translation>
  </message>
  <message>
   <source>linear</source>
   <translation>linear</translation>
  </message>
  <message>
   <source>linked</source>
   <translation>verbunden</translation>
  </message>
  <message>
   <source>lower</source>
   <translation>unten</translation>
  </message>
  <message>
   <source>machine</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>machine {number}</source>
   <translation>Gerät {number}</translation>
  </message>
  <message>
   <source>made up anew</source>
   <translation>wird neu erfunden</translation>
  </message>
  <message>
   <source>mart</source>
   <translation>mart</translation>
  </message>
  <message>
   <source>max</source>
   <translation>max</translation>
  </message>
  <message>
   <source>max_line_integral must be a positive number.</source>
   <translation>max_line_integral muss eine Zahl größer als null sein.</translation>
  </message>
  <message>
   <source>mean</source>
   <translation>Mittel</translation>
  </message>
  <message>
   <source>mean difference {value}</source>
   <translation>mittlere Differenz {value}</translation>
  </message>
  <message>
   <source>mean grey value</source>
   <translation>mittlerer Grauwert</translation>
  </message>
  <message>
   <source>mean line integral</source>
   <translation>mittleres Linienintegral</translation>
  </message>
  <message>
   <source>measure something first</source>
   <translation>zuerst etwas messen</translation>
  </message>
  <message>
   <source>measurement “{name}”</source>
   <translation>Messung „{name}“</translation>
  </message>
  <message>
   <source>measuring …</source>
   <translation>wird gemessen …</translation>
  </message>
  <message>
   <source>measuring…</source>
   <translation>es wird gemessen…</translation>
  </message>
  <message>
   <source>min</source>
   <translation>min</translation>
  </message>
  <message>
   <source>minimum-norm</source>
   <translation>minimum-norm</translation>
  </message>
  <message>
   <source>missing: {place}</source>
   <translation>fehlt: {place}</translation>
  </message>
  <message>
   <source>mm from the start</source>
   <translation>mm vom Anfang</translation>
  </message>
  <message>
   <source>mm from the start, at the isocentre</source>
   <translation>mm vom Anfang, im Isozentrum</translation>
  </message>
  <message>
   <source>moving “{name}”</source>
   <translation>„{name}“ verschieben</translation>
  </message>
  <message>
   <source>multiplicative</source>
   <translation>multiplizierend</translation>
  </message>
  <message>
   <source>nearly done</source>
   <translation>fast fertig</translation>
  </message>
  <message>
   <source>needs a CT</source>
   <translation>braucht ein CT</translation>
  </message>
  <message>
   <source>needs a CT, or two X-rays whose true CT is known</source>
   <translation>braucht ein CT, oder zwei Röntgenbilder, deren wahres CT bekannt ist</translation>
  </message>
  <message>
   <source>needs two X-rays</source>
   <translation>braucht zwei Röntgenbilder</translation>
  </message>
  <message>
   <source>network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <source>never</source>
   <translation>nie</translation>
  </message>
  <message>
   <source>new name of “{name}”</source>
   <translation>neuer Name von „{name}“</translation>
  </message>
  <message>
   <source>no</source>
   <translation>nein</translation>
  </message>
  <message>
   <source>no 3D</source>
   <translation>kein 3D</translation>
  </message>
  <message>
   <source>no OpenGL driver was found</source>
   <translation>Es wurde kein OpenGL-Treiber gefunden</translation>
  </message>
  <message>
   <source>no file can have this name</source>
   <translation>so kann keine Datei heißen</translation>
  </message>
  <message>
   <source>no study with work in it was closed</source>
   <translation>kein Fall mit Arbeit darin wurde geschlossen</translation>
  </message>
  <message>
   <source>no training is paused</source>
   <translation>kein Training ist angehalten</translation>
  </message>
  <message>
   <source>no training runs</source>
   <translation>kein Training läuft</translation>
  </message>
  <message>
   <source>no true CT is known for this case</source>
   <translation>für diesen Fall ist kein wahres CT bekannt</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>nicht bekannt</translation>
  </message>
  <message>
   <source>not possible at the moment</source>
   <translation>im Augenblick nicht möglich</translation>
  </message>
  <message>
   <source>nothing in common with it</source>
   <translation>nichts mit ihm gemein</translation>
  </message>
  <message>
   <source>nothing is magnified, as from a source very far away</source>
   <translation>nichts wird vergrößert, wie von einer sehr weit entfernten Quelle</translation>
  </message>
  <message>
   <source>nothing is running</source>
   <translation>nichts läuft</translation>
  </message>
  <message>
   <source>nothing to redo</source>
   <translation>nichts zu wiederholen</translation>
  </message>
  <message>
   <source>nothing to undo</source>
   <translation>nichts zurückzunehmen</translation>
  </message>
  <message>
   <source>nothing was corrected</source>
   <translation>nichts wurde korrigiert</translation>
  </message>
  <message>
   <source>of this slice, not of the slab</source>
   <translation>dieser Schicht, nicht der dicken Schicht</translation>
  </message>
  <message>
   <source>off</source>
   <translation>aus</translation>
  </message>
  <message>
   <source>on</source>
   <translation>an</translation>
  </message>
  <message>
   <source>on the detector</source>
   <translation>auf dem Detektor</translation>
  </message>
  <message>
   <source>only in the Read workspace</source>
   <translation>nur im Arbeitsbereich Lesen</translation>
  </message>
  <message>
   <source>only in the Train workspace</source>
   <translation>nur im Arbeitsbereich Trainieren</translation>
  </message>
  <message>
   <source>open a case first</source>
   <translation>zuerst einen Fall öffnen</translation>
  </message>
  <message>
   <source>or drop two X-ray images, a pair.json or a CT anywhere on this window</source>
   <translation>oder zwei Röntgenbilder, eine pair.json oder ein CT irgendwo auf diesem Fenster ablegen</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>pausing after this case</source>
   <translation>Pause nach diesem Fall</translation>
  </message>
  <message>
   <source>phantoms</source>
   <translation>Phantome</translation>
  </message>
  <message>
   <source>physical</source>
   <translation>physikalisch</translation>
  </message>
  <message>
   <source>pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <source>prior</source>
   <translation>Prior</translation>
  </message>
  <message>
   <source>product</source>
   <translation>product</translation>
  </message>
  <message>
   <source>radiographs</source>
   <translation>Röntgenbilder</translation>
  </message>
  <message>
   <source>reconstruct first</source>
   <translation>zuerst rekonstruieren</translation>
  </message>
  <message>
   <source>reconstruct or open a CT first</source>
   <translation>erst rekonstruieren oder ein CT öffnen</translation>
  </message>
  <message>
   <source>red denser, blue less dense</source>
   <translation>rot dichter, blau weniger dicht</translation>
  </message>
  <message>
   <source>red: {right} denser, blue: thinner</source>
   <translation>rot: {right} dichter, blau: dünner</translation>
  </message>
  <message>
   <source>refiner</source>
   <translation>Verfeinerer</translation>
  </message>
  <message>
   <source>removing the surface {title}</source>
   <translation>Oberfläche {title} entfernen</translation>
  </message>
  <message>
   <source>renaming</source>
   <translation>Umbenennung</translation>
  </message>
  <message>
   <source>right</source>
   <translation>rechts</translation>
  </message>
  <message>
   <source>roll of the lateral in its plane</source>
   <translation>Rollen des seitlichen in seiner Ebene</translation>
  </message>
  <message>
   <source>roll {value}°</source>
   <translation>Rollung {value}°</translation>
  </message>
  <message>
   <source>rolled by {angle}° in its plane (its top towards the patient's {towards})</source>
   <translation>um {angle}° in der Bildebene gedreht (oben nach {towards} vom Patienten)</translation>
  </message>
  <message>
   <source>row {row}  column {column}</source>
   <translation>Zeile {row}  Spalte {column}</translation>
  </message>
  <message>
   <source>sagittal</source>
   <translation>sagittal</translation>
  </message>
  <message>
   <source>same</source>
   <translation>gleich</translation>
  </message>
  <message>
   <source>sart</source>
   <translation>sart</translation>
  </message>
  <message>
   <source>sart: additive corrections, never negative. mart: multiplicative, the volume of greatest entropy. product: one multiplicative sweep, row times column. minimum-norm: the smallest volume, even below air.</source>
   <translation>sart: addierte Korrekturen, nie negativ. mart: multiplizierte, das Volumen der größten Entropie. product: ein multiplizierter Durchgang, Zeile mal Spalte. minimum-norm: das kleinste Volumen, auch unter Luft.</translation>
  </message>
  <message>
   <source>seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <source>select a measurement first</source>
   <translation>zuerst eine Messung wählen</translation>
  </message>
  <message>
   <source>set by you</source>
   <translation>von Ihnen</translation>
  </message>
  <message>
   <source>shallower</source>
   <translation>flacherer</translation>
  </message>
  <message>
   <source>show a reconstruction first</source>
   <translation>zuerst eine Rekonstruktion zeigen</translation>
  </message>
  <message>
   <source>showing the volume</source>
   <translation>Anzeige des Volumens</translation>
  </message>
  <message>
   <source>showing “{name}”</source>
   <translation>Einblenden von „{name}“</translation>
  </message>
  <message>
   <source>size of the lateral</source>
   <translation>Größe des seitlichen</translation>
  </message>
  <message>
   <source>slice through the crosshair</source>
   <translation>Schicht durch das Fadenkreuz</translation>
  </message>
  <message>
   <source>smaller</source>
   <translation>kleiner</translation>
  </message>
  <message>
   <source>step {step:,} of {total_steps:,}</source>
   <translation>Schritt {step:,} von {total_steps:,}</translation>
  </message>
  <message>
   <source>stopping</source>
   <translation>wird angehalten</translation>
  </message>
  <message>
   <source>template</source>
   <translation>template</translation>
  </message>
  <message>
   <source>test</source>
   <translation>Test</translation>
  </message>
  <message>
   <source>test {count}</source>
   <translation>Test {count}</translation>
  </message>
  <message>
   <source>test {share:.0%}</source>
   <translation>Test {share:.0%}</translation>
  </message>
  <message>
   <source>that of a typical chest</source>
   <translation>der eines typischen Thorax</translation>
  </message>
  <message>
   <source>that of the other view</source>
   <translation>der der anderen Ansicht</translation>
  </message>
  <message>
   <source>the OpenGL driver did not answer</source>
   <translation>Der OpenGL-Treiber antwortete nicht</translation>
  </message>
  <message>
   <source>the OpenGL driver did not start (exit code {code})</source>
   <translation>Der OpenGL-Treiber startete nicht (Exitcode {code})</translation>
  </message>
  <message>
   <source>the clip plane</source>
   <translation>Schnittebene</translation>
  </message>
  <message>
   <source>the look of a surface</source>
   <translation>Aussehen einer Oberfläche</translation>
  </message>
  <message>
   <source>the name of the 3D appearance</source>
   <translation>Name der 3D-Darstellung</translation>
  </message>
  <message>
   <source>the sample</source>
   <translation>das Beispiel</translation>
  </message>
  <message>
   <source>the shift of the 3D appearance</source>
   <translation>Verschiebung der 3D-Darstellung</translation>
  </message>
  <message>
   <source>the stretch of the 3D appearance</source>
   <translation>Streckung der 3D-Darstellung</translation>
  </message>
  <message>
   <source>the surface {title}</source>
   <translation>Oberfläche {title}</translation>
  </message>
  <message>
   <source>the training is paused</source>
   <translation>das Training ist angehalten</translation>
  </message>
  <message>
   <source>the window of the 3D appearance</source>
   <translation>Fensterung der 3D-Darstellung</translation>
  </message>
  <message>
   <source>this slice</source>
   <translation>diese Schicht</translation>
  </message>
  <message>
   <source>three</source>
   <translation>drei</translation>
  </message>
  <message>
   <source>tilt of the lateral, right side up</source>
   <translation>Kippung des seitlichen, rechte Seite nach oben</translation>
  </message>
  <message>
   <source>tilt {value}°</source>
   <translation>Kippung {value}°</translation>
  </message>
  <message>
   <source>tilted by {angle}° (its right side towards the {towards})</source>
   <translation>um {angle}° gekippt (rechte Seite Richtung {towards})</translation>
  </message>
  <message>
   <source>tilted by {angle}° (its source towards the {towards})</source>
   <translation>um {angle}° gekippt (Quelle Richtung {towards})</translation>
  </message>
  <message>
   <source>to</source>
   <translation>bis</translation>
  </message>
  <message>
   <source>towards {letters}</source>
   <translation>nach {letters}</translation>
  </message>
  <message>
   <source>train</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>train {count}</source>
   <translation>Training {count}</translation>
  </message>
  <message>
   <source>train {share:.0%}</source>
   <translation>Training {share:.0%}</translation>
  </message>
  <message>
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>translates no radiographs</source>
   <translation>übersetzt keine Röntgenbilder</translation>
  </message>
  <message>
   <source>turn of the lateral about the long axis</source>
   <translation>Drehung des seitlichen um die Längsachse</translation>
  </message>
  <message>
   <source>turn of the planes</source>
   <translation>Drehung der Ebenen</translation>
  </message>
  <message>
   <source>turned by {angle}° (its source towards the patient's {towards})</source>
   <translation>um {angle}° gedreht (Quelle nach {towards} vom Patienten)</translation>
  </message>
  <message>
   <source>tv</source>
   <translation>tv</translation>
  </message>
  <message>
   <source>u-X2CT-GAN</source>
   <translation>u-X2CT-GAN</translation>
  </message>
  <message>
   <source>unpaired</source>
   <translation>ungepaart</translation>
  </message>
  <message>
   <source>up</source>
   <translation>aufwärts</translation>
  </message>
  <message>
   <source>upper</source>
   <translation>oben</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <source>validation {count}</source>
   <translation>Validierung {count}</translation>
  </message>
  <message>
   <source>validation {share:.0%}</source>
   <translation>Validierung {share:.0%}</translation>
  </message>
  <message>
   <source>value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>volume</source>
   <translation>Volumen</translation>
  </message>
  <message>
   <source>waits</source>
   <translation>wartet</translation>
  </message>
  <message>
   <source>weighted</source>
   <translation>gewichtet</translation>
  </message>
  <message>
   <source>wide</source>
   <translation>breit</translation>
  </message>
  <message>
   <source>width {new} instead of {old}</source>
   <translation>Breite {new} statt {old}</translation>
  </message>
  <message>
   <source>window</source>
   <translation>Fensterung</translation>
  </message>
  <message>
   <source>window of the X-ray</source>
   <translation>Fensterung des Röntgenbilds</translation>
  </message>
  <message>
   <source>xr2ct does not know files like {0}.</source>
   <translation>xr2ct kennt keine Dateien wie {0}.</translation>
  </message>
  <message>
   <source>xr2ct ended unexpectedly. {question}: {names}?</source>
   <translation>xr2ct endete unerwartet. {question}: {names}?</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>ja</translation>
  </message>
  <message>
   <source>{0} So this case cannot tell how good the result is.</source>
   <translation>{0} Dieser Fall kann daher nicht zeigen, wie gut das Ergebnis ist.</translation>
  </message>
  <message>
   <source>{0} X-rays on {1}³ voxels need about {2} GB of memory.</source>
   <translation>{0} Röntgenbilder auf {1}³ Voxeln brauchen etwa {2} GB Speicher.</translation>
  </message>
  <message>
   <source>{0} already holds data prepared otherwise ({1}).</source>
   <translation>{0} enthält schon anders vorbereitete Daten ({1}).</translation>
  </message>
  <message>
   <source>{0} cannot be made: {1}.</source>
   <translation>{0} lässt sich nicht anlegen: {1}.</translation>
  </message>
  <message>
   <source>{0} cannot be read: {1}.</source>
   <translation>{0} ist nicht lesbar: {1}.</translation>
  </message>
  <message>
   <source>{0} cannot be the name of a preset.</source>
   <translation>{0} kann nicht der Name einer Vorgabe sein.</translation>
  </message>
  <message>
   <source>{0} cannot be the name of a run.</source>
   <translation>{0} kann nicht der Name eines Laufs sein.</translation>
  </message>
  <message>
   <source>{0} cannot be used: its name or that of its folder is not stored as UTF-8.</source>
   <translation>{0} kann nicht verwendet werden: Ihr Name oder der ihres Ordners ist nicht als UTF-8 gespeichert.</translation>
  </message>
  <message>
   <source>{0} cannot be written.</source>
   <translation>{0} lässt sich nicht schreiben.</translation>
  </message>
  <message>
   <source>{0} cannot be written: a file or folder is in the way.</source>
   <translation>{0} kann nicht geschrieben werden: Eine Datei oder ein Ordner ist im Weg.</translation>
  </message>
  <message>
   <source>{0} cannot be written: the name is too long.</source>
   <translation>{0} kann nicht geschrieben werden: Der Name ist zu lang.</translation>
  </message>
  <message>
   <source>{0} cannot be written: {1}.</source>
   <translation>{0} kann nicht geschrieben werden: {1}.</translation>
  </message>
  <message>
   <source>{0} contains values that are not numbers.</source>
   <translation>{0} enthält Werte, die keine Zahlen sind.</translation>
  </message>
  <message>
   <source>{0} cut off at the {1} edge of the {2} image.</source>
   <translation>{0} an einem Rand ({1}) des {2} Bildes abgeschnitten.</translation>
  </message>
  <message>
   <source>{0} does not fit its images.</source>
   <translation>{0} passt nicht zu seinen Bildern.</translation>
  </message>
  <message>
   <source>{0} does not hold plain numbers.</source>
   <translation>{0} enthält keine einfachen Zahlen.</translation>
  </message>
  <message>
   <source>{0} does not say how many phantoms.</source>
   <translation>{0} sagt nicht, wie viele Phantome.</translation>
  </message>
  <message>
   <source>{0} does not show which view it is.</source>
   <translation>{0} zeigt nicht, welche Ansicht es ist.</translation>
  </message>
  <message>
   <source>{0} does not state its UIDs.</source>
   <translation>{0} nennt seine UIDs nicht.</translation>
  </message>
  <message>
   <source>{0} exists and is not an empty folder.</source>
   <translation>{0} gibt es schon, und es ist kein leerer Ordner.</translation>
  </message>
  <message>
   <source>{0} explains the two X-rays better ({1} dB against {2} dB) and is further from the true CT: agreement with the X-rays proves little.</source>
   <translation>{0} erklärt die beiden Röntgenbilder besser ({1} dB gegen {2} dB) und ist weiter vom wahren CT entfernt: Übereinstimmung mit den Röntgenbildern beweist wenig.</translation>
  </message>
  <message>
   <source>{0} files of this kind do not make a case.</source>
   <translation>{0} Dateien dieser Art ergeben keinen Fall.</translation>
  </message>
  <message>
   <source>{0} frames a second cannot be shown.</source>
   <translation>{0} Bilder je Sekunde lassen sich nicht zeigen.</translation>
  </message>
  <message>
   <source>{0} has a wrong spacing or origin.</source>
   <translation>{0} hat falsche Angaben zu Voxelabstand oder Ursprung.</translation>
  </message>
  <message>
   <source>{0} has impossible voxel sizes.</source>
   <translation>{0} hat unmögliche Voxelgrößen.</translation>
  </message>
  <message>
   <source>{0} has no checkpoints.</source>
   <translation>{0} hat keine Checkpoints.</translation>
  </message>
  <message>
   <source>{0} has no column {1}.</source>
   <translation>{0} hat keine Spalte {1}.</translation>
  </message>
  <message>
   <source>{0} has no ending of a movie.</source>
   <translation>{0} hat nicht die Endung eines Films.</translation>
  </message>
  <message>
   <source>{0} has no known ending for a volume.</source>
   <translation>{0} hat keine bekannte Endung für ein Volumen.</translation>
  </message>
  <message>
   <source>{0} has nothing to learn.</source>
   <translation>{0} hat nichts zu lernen.</translation>
  </message>
  <message>
   <source>{0} has only one slice.</source>
   <translation>{0} hat nur eine Schicht.</translation>
  </message>
  <message>
   <source>{0} has only {1} x {2} pixels.</source>
   <translation>{0} hat nur {1} x {2} Pixel.</translation>
  </message>
  <message>
   <source>{0} has version {1}.</source>
   <translation>{0} hat die Version {1}.</translation>
  </message>
  <message>
   <source>{0} has {1} axes, a volume has three.</source>
   <translation>{0} hat {1} Achsen, ein Volumen hat drei.</translation>
  </message>
  <message>
   <source>{0} holds characters that no text has.</source>
   <translation>{0} enthält Zeichen, die in keinem Text vorkommen.</translation>
  </message>
  <message>
   <source>{0} holds colours or vectors, not a CT.</source>
   <translation>{0} enthält Farben oder Vektoren, kein CT.</translation>
  </message>
  <message>
   <source>{0} holds more than {1} files.</source>
   <translation>{0} enthält mehr als {1} Dateien.</translation>
  </message>
  <message>
   <source>{0} holds no DICOM images.</source>
   <translation>{0} enthält keine DICOM-Bilder.</translation>
  </message>
  <message>
   <source>{0} holds no cases.</source>
   <translation>{0} enthält keine Fälle.</translation>
  </message>
  <message>
   <source>{0} holds no image of the Indiana collection.</source>
   <translation>{0} enthält kein Bild der Indiana-Sammlung.</translation>
  </message>
  <message>
   <source>{0} holds no image.</source>
   <translation>{0} enthält kein Bild.</translation>
  </message>
  <message>
   <source>{0} holds no limits of the domain gate.</source>
   <translation>{0} enthält keine Grenzen der Eingangsprüfung.</translation>
  </message>
  <message>
   <source>{0} holds no networks for display images.</source>
   <translation>{0} enthält keine Netze für Anzeigebilder.</translation>
  </message>
  <message>
   <source>{0} holds no radiographs.</source>
   <translation>{0} enthält keine Röntgenbilder.</translation>
  </message>
  <message>
   <source>{0} holds no transfer function that can be read.</source>
   <translation>{0} enthält keine lesbare Transferfunktion.</translation>
  </message>
  <message>
   <source>{0} holds no volume: the array hu is missing.</source>
   <translation>{0} enthält kein Volumen: Das Array hu fehlt.</translation>
  </message>
  <message>
   <source>{0} holds radiographs without a truth.</source>
   <translation>{0} enthält Röntgenbilder ohne wahres CT.</translation>
  </message>
  <message>
   <source>{0} holds several frames.</source>
   <translation>{0} enthält mehrere Einzelbilder.</translation>
  </message>
  <message>
   <source>{0} holds several images.</source>
   <translation>{0} enthält mehrere Bilder.</translation>
  </message>
  <message>
   <source>{0} holds values of the kind {1}.</source>
   <translation>{0} enthält Werte der Art {1}.</translation>
  </message>
  <message>
   <source>{0} holds whole numbers, so their line integrals are unknown.</source>
   <translation>{0} enthält ganze Zahlen; ihre Linienintegrale sind daher unbekannt.</translation>
  </message>
  <message>
   <source>{0} holds {1} axes, a radiograph has two.</source>
   <translation>{0} hat {1} Achsen, ein Röntgenbild hat zwei.</translation>
  </message>
  <message>
   <source>{0} holds {1} axes, not one image.</source>
   <translation>{0} hat {1} Achsen, ist also nicht ein Bild.</translation>
  </message>
  <message>
   <source>{0} holds {1} channels.</source>
   <translation>{0} hat {1} Kanäle.</translation>
  </message>
  <message>
   <source>{0} holds {1} images, not a CT series.</source>
   <translation>{0} enthält {1} Bilder, keine CT-Serie.</translation>
  </message>
  <message>
   <source>{0} holds {1} images.</source>
   <translation>{0} enthält {1} Bilder.</translation>
  </message>
  <message>
   <source>{0} in the session cannot be read: {1}.</source>
   <translation>{0} in der Sitzung ist nicht lesbar: {1}.</translation>
  </message>
  <message>
   <source>{0} in the session file is damaged.</source>
   <translation>{0} in der Sitzungsdatei ist beschädigt.</translation>
  </message>
  <message>
   <source>{0} in the session file is incomplete.</source>
   <translation>{0} in der Sitzungsdatei ist unvollständig.</translation>
  </message>
  <message>
   <source>{0} in the session file unpacks to more than this program reads.</source>
   <translation>{0} in der Sitzungsdatei wird beim Entpacken größer, als dieses Programm liest.</translation>
  </message>
  <message>
   <source>{0} in the session has another size than it should.</source>
   <translation>{0} in der Sitzung hat eine andere Größe, als es sollte.</translation>
  </message>
  <message>
   <source>{0} in the session is larger than this program reads.</source>
   <translation>{0} in der Sitzung ist größer, als dieses Programm liest.</translation>
  </message>
  <message>
   <source>{0} in {1} contains values that are not numbers.</source>
   <translation>{0} in {1} enthält Werte, die keine Zahlen sind.</translation>
  </message>
  <message>
   <source>{0} in {1} has shape {2}.</source>
   <translation>{0} in {1} hat die Form {2}.</translation>
  </message>
  <message>
   <source>{0} in {1} is larger than this program reads.</source>
   <translation>{0} in {1} ist größer, als dieses Programm liest.</translation>
  </message>
  <message>
   <source>{0} in {1} is too large for a radiograph.</source>
   <translation>{0} in {1} ist zu groß für ein Röntgenbild.</translation>
  </message>
  <message>
   <source>{0} is NIfTI-2, which is not read.</source>
   <translation>{0} ist NIfTI-2, das nicht gelesen wird.</translation>
  </message>
  <message>
   <source>{0} is a DICOM image for viewing.</source>
   <translation>{0} ist ein DICOM-Bild zur Ansicht.</translation>
  </message>
  <message>
   <source>{0} is a colour image.</source>
   <translation>{0} ist ein Farbbild.</translation>
  </message>
  <message>
   <source>{0} is a colour picture, not a radiograph.</source>
   <translation>{0} ist ein Farbbild, kein Röntgenbild.</translation>
  </message>
  <message>
   <source>{0} is a description, not an image.</source>
   <translation>{0} ist eine Beschreibung, kein Bild.</translation>
  </message>
  <message>
   <source>{0} is a file, not a folder.</source>
   <translation>{0} ist eine Datei, kein Ordner.</translation>
  </message>
  <message>
   <source>{0} is a folder, not a file.</source>
   <translation>{0} ist ein Ordner, keine Datei.</translation>
  </message>
  <message>
   <source>{0} is a label map with values from 0 to {1}, not a CT in Hounsfield units.</source>
   <translation>{0} ist eine Segmentierung mit Werten von 0 bis {1}, kein CT in Hounsfield-Einheiten.</translation>
  </message>
  <message>
   <source>{0} is a multi-frame CT, which is not read.</source>
   <translation>{0} ist ein CT aus mehreren Einzelbildern in einer Datei; das wird nicht gelesen.</translation>
  </message>
  <message>
   <source>{0} is a reconstruction and no CT.</source>
   <translation>{0} ist eine Rekonstruktion und kein CT.</translation>
  </message>
  <message>
   <source>{0} is a volume ({1}), not a radiograph.</source>
   <translation>{0} ist ein Volumen ({1}), kein Röntgenbild.</translation>
  </message>
  <message>
   <source>{0} is a {1} image, not a radiograph.</source>
   <translation>{0} ist ein Bild der Art {1}, kein Röntgenbild.</translation>
  </message>
  <message>
   <source>{0} is an image ({1}), not a volume.</source>
   <translation>{0} ist ein Bild ({1}), kein Volumen.</translation>
  </message>
  <message>
   <source>{0} is cut off or damaged.</source>
   <translation>{0} ist abgeschnitten oder beschädigt.</translation>
  </message>
  <message>
   <source>{0} is cut off or damaged: {1}.</source>
   <translation>{0} ist abgeschnitten oder beschädigt: {1}.</translation>
  </message>
  <message>
   <source>{0} is damaged at {1}.</source>
   <translation>{0} ist bei {1} beschädigt.</translation>
  </message>
  <message>
   <source>{0} is damaged in {1}.</source>
   <translation>{0} in {1} ist beschädigt.</translation>
  </message>
  <message>
   <source>{0} is damaged or incomplete (DICOM).</source>
   <translation>{0} ist beschädigt oder unvollständig (DICOM).</translation>
  </message>
  <message>
   <source>{0} is damaged or incomplete (NIfTI).</source>
   <translation>{0} ist beschädigt oder unvollständig (NIfTI).</translation>
  </message>
  <message>
   <source>{0} is damaged or incomplete (NPZ).</source>
   <translation>{0} ist beschädigt oder unvollständig (NPZ).</translation>
  </message>
  <message>
   <source>{0} is damaged or incomplete (TIFF).</source>
   <translation>{0} ist beschädigt oder unvollständig (TIFF).</translation>
  </message>
  <message>
   <source>{0} is damaged or incomplete ({1}).</source>
   <translation>{0} ist beschädigt oder unvollständig ({1}).</translation>
  </message>
  <message>
   <source>{0} is damaged or no NPY file.</source>
   <translation>{0} ist beschädigt oder keine NPY-Datei.</translation>
  </message>
  <message>
   <source>{0} is damaged.</source>
   <translation>{0} ist beschädigt.</translation>
  </message>
  <message>
   <source>{0} is empty.</source>
   <translation>{0} ist leer.</translation>
  </message>
  <message>
   <source>{0} is incomplete.</source>
   <translation>{0} ist unvollständig.</translation>
  </message>
  <message>
   <source>{0} is no beam model.</source>
   <translation>{0} ist kein Strahlenmodell.</translation>
  </message>
  <message>
   <source>{0} is no calibration of this program.</source>
   <translation>{0} ist keine Kalibrierung dieses Programms.</translation>
  </message>
  <message>
   <source>{0} is no file of folds. {1}</source>
   <translation>{0} ist keine Datei einer Kreuzvalidierung. {1}</translation>
  </message>
  <message>
   <source>{0} is no file of the domain gate.</source>
   <translation>{0} ist keine Datei der Eingangsprüfung.</translation>
  </message>
  <message>
   <source>{0} is no file of the pair doctor.</source>
   <translation>{0} ist keine Datei der Paarprüfung.</translation>
  </message>
  <message>
   <source>{0} is no folder, zip or tar.</source>
   <translation>{0} ist kein Ordner, zip oder tar.</translation>
  </message>
  <message>
   <source>{0} is no index. {1}</source>
   <translation>{0} ist kein Verzeichnis vorbereiteter Daten. {1}</translation>
  </message>
  <message>
   <source>{0} is no scale for the {1} image.</source>
   <translation>{0} ist keine Skala für das Bild der {1} Ansicht.</translation>
  </message>
  <message>
   <source>{0} is no split. {1}</source>
   <translation>{0} ist keine Aufteilung. {1}</translation>
  </message>
  <message>
   <source>{0} is no view for the {1} image.</source>
   <translation>{0} ist keine Ansicht für das Bild der {1} Ansicht.</translation>
  </message>
  <message>
   <source>{0} is not TOML: {1}.</source>
   <translation>{0} ist kein TOML: {1}.</translation>
  </message>
  <message>
   <source>{0} is not a DICOM file.</source>
   <translation>{0} ist keine DICOM-Datei.</translation>
  </message>
  <message>
   <source>{0} is not a checkpoint of this program.</source>
   <translation>{0} ist kein Checkpoint dieses Programms.</translation>
  </message>
  <message>
   <source>{0} is not a folder.</source>
   <translation>{0} ist kein Ordner.</translation>
  </message>
  <message>
   <source>{0} is not a pair file.</source>
   <translation>{0} ist keine Paardatei.</translation>
  </message>
  <message>
   <source>{0} is not a size.</source>
   <translation>{0} ist keine Größe.</translation>
  </message>
  <message>
   <source>{0} is not a volume property of 3D Slicer: {1} lines, not 9.</source>
   <translation>{0} ist keine Volumeneigenschaft von 3D Slicer: {1} Zeilen, nicht 9.</translation>
  </message>
  <message>
   <source>{0} is not a volume this program knows.</source>
   <translation>{0} ist kein Volumen, das dieses Programm kennt.</translation>
  </message>
  <message>
   <source>{0} is not an empty folder.</source>
   <translation>{0} ist kein leerer Ordner.</translation>
  </message>
  <message>
   <source>{0} is not an image this program knows.</source>
   <translation>{0} ist kein Bild, das dieses Programm kennt.</translation>
  </message>
  <message>
   <source>{0} is not an ordinary file.</source>
   <translation>{0} ist keine gewöhnliche Datei.</translation>
  </message>
  <message>
   <source>{0} is not in the trash.</source>
   <translation>{0} liegt nicht im Papierkorb.</translation>
  </message>
  <message>
   <source>{0} is not on a grid of {1}³.</source>
   <translation>{0} ist nicht auf einem Gitter von {1}³.</translation>
  </message>
  <message>
   <source>{0} is not the folder of a run.</source>
   <translation>{0} ist nicht der Ordner eines Laufs.</translation>
  </message>
  <message>
   <source>{0} is not the record of a run.</source>
   <translation>{0} ist nicht die Aufzeichnung eines Laufs.</translation>
  </message>
  <message>
   <source>{0} is not there any more.</source>
   <translation>{0} ist nicht mehr da.</translation>
  </message>
  <message>
   <source>{0} is not valid JSON.</source>
   <translation>{0} ist kein gültiges JSON.</translation>
  </message>
  <message>
   <source>{0} is of a kind that is not in the standard.</source>
   <translation>{0} ist von einer Art, die nicht im Standard steht.</translation>
  </message>
  <message>
   <source>{0} is one even grey.</source>
   <translation>{0} ist ein einziges Grau.</translation>
  </message>
  <message>
   <source>{0} is only one X-ray image.</source>
   <translation>{0} ist nur ein einziges Röntgenbild.</translation>
  </message>
  <message>
   <source>{0} is sheared.</source>
   <translation>{0} ist geschert.</translation>
  </message>
  <message>
   <source>{0} is too large for an index.</source>
   <translation>{0} ist zu groß für ein Verzeichnis vorbereiteter Daten.</translation>
  </message>
  <message>
   <source>{0} lacks its columns.</source>
   <translation>{0} fehlen Spalten.</translation>
  </message>
  <message>
   <source>{0} leads out of the session.</source>
   <translation>{0} führt aus der Sitzung hinaus.</translation>
  </message>
  <message>
   <source>{0} learns from CTs; X-rays without one: {1} of {2} cases.</source>
   <translation>{0} lernt aus CTs; Röntgenbilder ohne CT: {1} von {2} Fällen.</translation>
  </message>
  <message>
   <source>{0} learns from X-rays and volumes, and there are no volumes.</source>
   <translation>{0} lernt aus Röntgenbildern und Volumen, und es gibt keine Volumen.</translation>
  </message>
  <message>
   <source>{0} left out for lying at the place of another.</source>
   <translation>{0} weggelassen, da am Ort einer anderen.</translation>
  </message>
  <message>
   <source>{0} lies in the folder that is read.</source>
   <translation>{0} liegt in dem Ordner, der gelesen wird.</translation>
  </message>
  <message>
   <source>{0} lists no cases.</source>
   <translation>{0} nennt keine Fälle.</translation>
  </message>
  <message>
   <source>{0} may not be written in {1}.</source>
   <translation>{0} darf in {1} nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>{0} must be a whole number, not {1}.</source>
   <translation>{0} muss eine ganze Zahl sein, nicht {1}.</translation>
  </message>
  <message>
   <source>{0} must be three numbers.</source>
   <translation>{0} müssen drei Zahlen sein.</translation>
  </message>
  <message>
   <source>{0} names no X-rays.</source>
   <translation>{0} nennt keine Röntgenbilder.</translation>
  </message>
  <message>
   <source>{0} names no subject for some files.</source>
   <translation>{0} nennt für einige Dateien keine Person.</translation>
  </message>
  <message>
   <source>{0} of what the {1} image shows lies beside the working cube, where nothing is made.</source>
   <translation>{0} dessen, was das Bild der {1} Ansicht zeigt, liegen neben dem Arbeitswürfel, wo nichts gemacht wird.</translation>
  </message>
  <message>
   <source>{0} patients cannot be split into {1} parts.</source>
   <translation>{0} Patienten lassen sich nicht in {1} Teile aufteilen.</translation>
  </message>
  <message>
   <source>{0} patients cannot be split into {1} parts; phantoms are not held out beside people.</source>
   <translation>{0} Patienten lassen sich nicht in {1} Teile aufteilen; Phantome werden neben Menschen nicht zurückgehalten.</translation>
  </message>
  <message>
   <source>{0} people are too few to know how shapes differ.</source>
   <translation>{0} Menschen sind zu wenige, um zu wissen, wie sich Formen unterscheiden.</translation>
  </message>
  <message>
   <source>{0} phantoms are too many.</source>
   <translation>{0} Phantome sind zu viele.</translation>
  </message>
  <message>
   <source>{0} photons per pixel are not possible.</source>
   <translation>{0} Photonen je Pixel sind nicht möglich.</translation>
  </message>
  <message>
   <source>{0} promises more data than this program reads.</source>
   <translation>{0} verspricht mehr Daten, als dieses Programm liest.</translation>
  </message>
  <message>
   <source>{0} promises too many pixels.</source>
   <translation>{0} verspricht zu viele Pixel.</translation>
  </message>
  <message>
   <source>{0} promises {1} voxels but is too small for them.</source>
   <translation>{0} verspricht {1} Voxel, ist aber zu klein dafür.</translation>
  </message>
  <message>
   <source>{0} promises {1} voxels, more than this program reads.</source>
   <translation>{0} verspricht {1} Voxel, mehr als dieses Programm liest.</translation>
  </message>
  <message>
   <source>{0} promises {1} x {2} pixels, more than this program reads.</source>
   <translation>{0} verspricht {1} x {2} Pixel, mehr als dieses Programm liest.</translation>
  </message>
  <message>
   <source>{0} translates by itself.</source>
   <translation>{0} übersetzt von selbst.</translation>
  </message>
  <message>
   <source>{0} unpacks to more than this program reads.</source>
   <translation>{0} wird beim Entpacken größer, als dieses Programm liest.</translation>
  </message>
  <message>
   <source>{0} works only once it was trained.</source>
   <translation>{0} arbeitet erst, wenn es trainiert wurde.</translation>
  </message>
  <message>
   <source>{0} would replace a file of the case {1}.</source>
   <translation>{0} würde eine Datei des Falls {1} ersetzen.</translation>
  </message>
  <message>
   <source>{0} {1} mm before the detector{2}.</source>
   <translation>{0} {1} mm vor dem Detektor angenommen{2}.</translation>
  </message>
  <message>
   <source>{0}, far less than every baseline: do not trust this volume before the X-rays are checked.</source>
   <translation>{0}, viel weniger als jede Vergleichsmethode: diesem Volumen nicht trauen, bevor die Röntgenbilder geprüft sind.</translation>
  </message>
  <message>
   <source>{0}, taken as {1} mm (the body is {2} cm wide; if the longer side were 43 cm, it could not be that of an adult).</source>
   <translation>{0}, angenommen {1} mm (der Körper ist {2} cm breit; wäre die längere Seite 43 cm, könnte es kein Erwachsener sein).</translation>
  </message>
  <message>
   <source>{0}, taken as {1} mm (the image fills the detector).</source>
   <translation>{0}, angenommen {1} mm (das Bild füllt den Detektor).</translation>
  </message>
  <message>
   <source>{0}, taken as {1} mm (the longer side is 43 cm).</source>
   <translation>{0}, angenommen {1} mm (die längere Seite ist 43 cm).</translation>
  </message>
  <message>
   <source>{0}, too little to be told from none; left as told.</source>
   <translation>{0}, zu wenig, um es von nichts zu unterscheiden; wie angegeben belassen.</translation>
  </message>
  <message>
   <source>{0}. How right it is cannot be measured without a true CT.</source>
   <translation>{0}. Wie richtig es ist, lässt sich ohne wahres CT nicht messen.</translation>
  </message>
  <message>
   <source>{0}/{1} has no {2}.</source>
   <translation>{0}/{1} hat kein {2}.</translation>
  </message>
  <message>
   <source>{0}/{1} is damaged or no HDF5 file.</source>
   <translation>{0}/{1} ist beschädigt oder keine HDF5-Datei.</translation>
  </message>
  <message>
   <source>{0}: the image shows nothing, its pixels have the same value.</source>
   <translation>{0}: Das Bild zeigt nichts, alle Pixel haben denselben Wert.</translation>
  </message>
  <message>
   <source>{0}: there is no body where the two views meet.</source>
   <translation>{0}: Wo die beiden Ansichten sich treffen, ist kein Körper.</translation>
  </message>
  <message>
   <source>{0}: {1} left out, filled from what is beside it.</source>
   <translation>{0}: {1} weggelassen und aus der Umgebung gefüllt.</translation>
  </message>
  <message>
   <source>{0}; filled in between at {1} mm (largest step {2} mm).</source>
   <translation>{0}; bei {1} mm dazwischen aufgefüllt (größter Schritt {2} mm).</translation>
  </message>
  <message>
   <source>{0}; it may name the patient and disturb the result.</source>
   <translation>{0}; er kann den Patienten nennen und das Ergebnis stören.</translation>
  </message>
  <message>
   <source>{0}; source to detector taken as {1} m.</source>
   <translation>{0}; Quelle bis Detektor zu {1} m angenommen.</translation>
  </message>
  <message>
   <source>{agreement} · differs from the result by {difference:.0f} HU where that is unsure</source>
   <translation>{agreement} · weicht um {difference:.0f} HU vom Ergebnis ab, wo dieses unsicher ist</translation>
  </message>
  <message>
   <source>{attribution} Licence: {licence}.</source>
   <translation>{attribution} Lizenz: {licence}.</translation>
  </message>
  <message>
   <source>{away_mm} mm behind the centre</source>
   <translation>{away_mm} mm hinter der Mitte</translation>
  </message>
  <message>
   <source>{away_mm} mm in front of the centre</source>
   <translation>{away_mm} mm vor der Mitte</translation>
  </message>
  <message>
   <source>{away_mm} mm left of the centre</source>
   <translation>{away_mm} mm links der Mitte</translation>
  </message>
  <message>
   <source>{away_mm} mm right of the centre</source>
   <translation>{away_mm} mm rechts der Mitte</translation>
  </message>
  <message>
   <source>{cases} of {patients}, X-rays without CT.</source>
   <translation>{cases} von {patients}, Röntgenbilder ohne CT.</translation>
  </message>
  <message>
   <source>{cases} of {patients}, with CT.</source>
   <translation>{cases} von {patients}, mit CT.</translation>
  </message>
  <message>
   <source>{count:,} case</source>
   <translation>{count:,} Fall</translation>
  </message>
  <message>
   <source>{count:,} cases</source>
   <translation>{count:,} Fälle</translation>
  </message>
  <message>
   <source>{count:,} patient</source>
   <translation>{count:,} Patient</translation>
  </message>
  <message>
   <source>{count:,} patients</source>
   <translation>{count:,} Patienten</translation>
  </message>
  <message>
   <source>{counted} cannot be used</source>
   <translation>{counted} nicht verwendbar</translation>
  </message>
  <message>
   <source>{counts} patients</source>
   <translation>{counts} Patienten</translation>
  </message>
  <message>
   <source>{count} X-rays</source>
   <translation>{count} Röntgenbilder</translation>
  </message>
  <message>
   <source>{count} appearances are in the gallery now</source>
   <translation>{count} Darstellungen sind nun in der Galerie</translation>
  </message>
  <message>
   <source>{count} batches a step</source>
   <translation>{count} Stapel je Schritt</translation>
  </message>
  <message>
   <source>{count} failed</source>
   <translation>{count} fehlgeschlagen</translation>
  </message>
  <message>
   <source>{count} files</source>
   <translation>{count} Dateien</translation>
  </message>
  <message>
   <source>{count} images without identity in {folder}</source>
   <translation>{count} Bilder ohne Identität in {folder}</translation>
  </message>
  <message>
   <source>{count} images written.</source>
   <translation>{count} Bilder geschrieben.</translation>
  </message>
  <message>
   <source>{count} kept for the test</source>
   <translation>{count} für den Test zurückbehalten</translation>
  </message>
  <message>
   <source>{count} left out.</source>
   <translation>{count} weggelassen.</translation>
  </message>
  <message>
   <source>{count} pages found</source>
   <translation>{count} Seiten gefunden</translation>
  </message>
  <message>
   <source>{count} things were assumed</source>
   <translation>{count} Annahmen wurden getroffen</translation>
  </message>
  <message>
   <source>{count} to learn from</source>
   <translation>{count} zum Lernen</translation>
  </message>
  <message>
   <source>{count} to validate</source>
   <translation>{count} zum Validieren</translation>
  </message>
  <message>
   <source>{count} trainings run</source>
   <translation>{count} Trainings laufen</translation>
  </message>
  <message>
   <source>{days} d</source>
   <translation>{days} Tage</translation>
  </message>
  <message>
   <source>{days} d {hours} h</source>
   <translation>{days} Tage {hours} h</translation>
  </message>
  <message>
   <source>{done} of {count} done</source>
   <translation>{done} von {count} fertig</translation>
  </message>
  <message>
   <source>{dx:.3g} mm</source>
   <translation>{dx:.3g} mm</translation>
  </message>
  <message>
   <source>{dx:.3g} × {dy:.3g} × {dz:.3g} mm</source>
   <translation>{dx:.3g} × {dy:.3g} × {dz:.3g} mm</translation>
  </message>
  <message>
   <source>{first}, {rest}</source>
   <translation>{first}, {rest}</translation>
  </message>
  <message>
   <source>{fps:g} slices a second</source>
   <translation>{fps:g} Schichten je Sekunde</translation>
  </message>
  <message>
   <source>{frames} frames, about {size}</source>
   <translation>{frames} Bilder, etwa {size}</translation>
  </message>
  <message>
   <source>{geometry} geometry · held out by {what}</source>
   <translation>Geometrie {geometry} · zurückgehalten nach {what}</translation>
  </message>
  <message>
   <source>{gigabytes:.1f} GB</source>
   <translation>{gigabytes:.1f} GB</translation>
  </message>
  <message>
   <source>{held}, {free} free</source>
   <translation>{held}, {free} frei</translation>
  </message>
  <message>
   <source>{hours} h</source>
   <translation>{hours} h</translation>
  </message>
  <message>
   <source>{hours} h {minutes} min</source>
   <translation>{hours} h {minutes} min</translation>
  </message>
  <message>
   <source>{keys} belongs to “{title}”.</source>
   <translation>{keys} gehört zu „{title}“.</translation>
  </message>
  <message>
   <source>{keys} is used by the views themselves. Choose other keys.</source>
   <translation>{keys} verwenden die Ansichten selbst. Wählen Sie andere Tasten.</translation>
  </message>
  <message>
   <source>{kilobytes} kB</source>
   <translation>{kilobytes} kB</translation>
  </message>
  <message>
   <source>{kind} cannot be had now: {reason}</source>
   <translation>{kind} ist jetzt nicht möglich: {reason}</translation>
  </message>
  <message>
   <source>{kind}, synthetic</source>
   <translation>{kind}, synthetisch</translation>
  </message>
  <message>
   <source>{length} mm further to the {towards}</source>
   <translation>{length} mm weiter {towards}</translation>
  </message>
  <message>
   <source>{length} mm higher</source>
   <translation>{length} mm höher</translation>
  </message>
  <message>
   <source>{length} mm lower</source>
   <translation>{length} mm tiefer</translation>
  </message>
  <message>
   <source>{measure} of each slice</source>
   <translation>{measure} jeder Schicht</translation>
  </message>
  <message>
   <source>{megabytes:.0f} MB</source>
   <translation>{megabytes:.0f} MB</translation>
  </message>
  <message>
   <source>{megabytes:.1f} MB</source>
   <translation>{megabytes:.1f} MB</translation>
  </message>
  <message>
   <source>{method} · {run}</source>
   <translation>{method} · {run}</translation>
  </message>
  <message>
   <source>{minutes} min</source>
   <translation>{minutes} min</translation>
  </message>
  <message>
   <source>{names}</source>
   <translation>{names}</translation>
  </message>
  <message>
   <source>{names} and {count} more</source>
   <translation>{names} und {count} weitere</translation>
  </message>
  <message>
   <source>{names} are still learning.</source>
   <translation>{names} lernen noch.</translation>
  </message>
  <message>
   <source>{names} are waiting and will not be started.</source>
   <translation>{names} warten und werden nicht gestartet.</translation>
  </message>
  <message>
   <source>{names} exist already. Replace them?</source>
   <translation>{names} gibt es schon. Alle ersetzen?</translation>
  </message>
  <message>
   <source>{name} began with the weights of another training; to begin so again takes --start-from.</source>
   <translation>{name} begann mit den Gewichten eines anderen Trainings; wieder so zu beginnen braucht --start-from.</translation>
  </message>
  <message>
   <source>{name} cannot be used: {reason}. Choose another name.</source>
   <translation>{name} ist nicht verwendbar: {reason}. Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>{name} exists already. Replace it?</source>
   <translation>{name} gibt es schon. Ersetzen?</translation>
  </message>
  <message>
   <source>{name} has a fold; the form deals patients out by the seed or a split file.</source>
   <translation>{name} hat einen Fold; das Formular teilt Patienten nach dem Startwert oder einer Aufteilungsdatei auf.</translation>
  </message>
  <message>
   <source>{name} in all views (arrow keys go on)</source>
   <translation>{name} in allen Ansichten (Pfeiltasten gehen weiter)</translation>
  </message>
  <message>
   <source>{name} is a file already. Choose another.</source>
   <translation>{name} ist schon eine Datei. Wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>{name} is a file, not a folder. Choose another folder.</source>
   <translation>{name} ist eine Datei, kein Ordner. Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>{name} is a folder already. Choose another name.</source>
   <translation>{name} ist schon ein Ordner. Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>{name} is a folder. Add the name of the file.</source>
   <translation>{name} ist ein Ordner. Ergänzen Sie den Namen der Datei.</translation>
  </message>
  <message>
   <source>{name} is learning.</source>
   <translation>{name} lernt.</translation>
  </message>
  <message>
   <source>{name} is still learning.</source>
   <translation>{name} lernt noch.</translation>
  </message>
  <message>
   <source>{name} is waiting and will not be started.</source>
   <translation>{name} wartet und wird nicht gestartet.</translation>
  </message>
  <message>
   <source>{name} of the frontal X-ray</source>
   <translation>{name} des frontalen Röntgenbilds</translation>
  </message>
  <message>
   <source>{name} of the lateral X-ray</source>
   <translation>{name} des seitlichen Röntgenbilds</translation>
  </message>
  <message>
   <source>{name} of the truth</source>
   <translation>{name} der Wahrheit</translation>
  </message>
  <message>
   <source>{name} side of the comparison</source>
   <translation>Seite {name} des Vergleichs</translation>
  </message>
  <message>
   <source>{name} {threshold} HU</source>
   <translation>{name} {threshold} HU</translation>
  </message>
  <message>
   <source>{name} {value}</source>
   <translation>{name} {value}</translation>
  </message>
  <message>
   <source>{name} {value} estimate</source>
   <translation>{name} {value} Schätzung</translation>
  </message>
  <message>
   <source>{name}, not starred</source>
   <translation>{name}, nicht markiert</translation>
  </message>
  <message>
   <source>{name}, starred</source>
   <translation>{name}, markiert</translation>
  </message>
  <message>
   <source>{name}: {believed} ± {deviation} {unit}, too little to be told from none; left as told.</source>
   <translation>{name}: {believed} ± {deviation} {unit}, zu wenig, um es von null zu unterscheiden; wie angegeben belassen.</translation>
  </message>
  <message>
   <source>{name}: {believed} ± {deviation} {unit}, used.</source>
   <translation>{name}: {believed} ± {deviation} {unit}, verwendet.</translation>
  </message>
  <message>
   <source>{part}: {patients}</source>
   <translation>{part}: {patients}</translation>
  </message>
  <message>
   <source>{percent:.0f} %</source>
   <translation>{percent:.0f} %</translation>
  </message>
  <message>
   <source>{percent:.1f} %</source>
   <translation>{percent:.1f} %</translation>
  </message>
  <message>
   <source>{percent} %</source>
   <translation>{percent} %</translation>
  </message>
  <message>
   <source>{plane} oblique {angle:.0f}°</source>
   <translation>{plane} schräg {angle:.0f}°</translation>
  </message>
  <message>
   <source>{plane} slice</source>
   <translation>{plane}e Schicht</translation>
  </message>
  <message>
   <source>{plane} slices</source>
   <translation>{plane}e Schichten</translation>
  </message>
  <message>
   <source>{plane} {place} mm</source>
   <translation>{plane} {place} mm</translation>
  </message>
  <message>
   <source>{rate} steps/s</source>
   <translation>{rate} Schritte/s</translation>
  </message>
  <message>
   <source>{run} can now be used to reconstruct.</source>
   <translation>{run} kann jetzt zum Rekonstruieren verwendet werden.</translation>
  </message>
  <message>
   <source>{run} is training · Show</source>
   <translation>{run} trainiert · Zeigen</translation>
  </message>
  <message>
   <source>{score} at step {step:,}</source>
   <translation>{score} bei Schritt {step:,}</translation>
  </message>
  <message>
   <source>{seconds:.0f} s</source>
   <translation>{seconds:.0f} s</translation>
  </message>
  <message>
   <source>{seconds:.2g} s</source>
   <translation>{seconds:.2g} s</translation>
  </message>
  <message>
   <source>{seconds} s on {device}</source>
   <translation>{seconds} s auf {device}</translation>
  </message>
  <message>
   <source>{sentence} That does not mean that it is certain.</source>
   <translation>{sentence} Das heißt nicht, dass es sicher ist.</translation>
  </message>
  <message>
   <source>{sentence} {parts}.</source>
   <translation>{sentence} {parts}.</translation>
  </message>
  <message>
   <source>{setting}: Extra inputs are not permitted</source>
   <translation>{setting}: ist keine Einstellung</translation>
  </message>
  <message>
   <source>{setting}: Field required</source>
   <translation>{setting}: fehlt</translation>
  </message>
  <message>
   <source>{setting}: Input should be greater than or equal to {limit}</source>
   <translation>{setting}: muss mindestens {limit} sein</translation>
  </message>
  <message>
   <source>{setting}: Input should be greater than {limit}</source>
   <translation>{setting}: muss größer als {limit} sein</translation>
  </message>
  <message>
   <source>{setting}: Input should be less than or equal to {limit}</source>
   <translation>{setting}: darf höchstens {limit} sein</translation>
  </message>
  <message>
   <source>{setting}: Input should be less than {limit}</source>
   <translation>{setting}: muss kleiner als {limit} sein</translation>
  </message>
  <message>
   <source>{share} larger</source>
   <translation>{share} größer</translation>
  </message>
  <message>
   <source>{share} smaller</source>
   <translation>{share} kleiner</translation>
  </message>
  <message>
   <source>{side} X-ray</source>
   <translation>Röntgenbild in der {side} Aufnahme</translation>
  </message>
  <message>
   <source>{size} voxels of {voxel_mm:g} mm along each edge</source>
   <translation>{size} Voxel von {voxel_mm:g} mm entlang jeder Kante</translation>
  </message>
  <message>
   <source>{size}³, voxels of {voxel_mm:g} mm</source>
   <translation>{size}³, Voxel von {voxel_mm:g} mm</translation>
  </message>
  <message>
   <source>{some} and {last}</source>
   <translation>{some} und {last}</translation>
  </message>
  <message>
   <source>{speed} · {rate} cases/s</source>
   <translation>{speed} · {rate} Fälle/s</translation>
  </message>
  <message>
   <source>{step:,}</source>
   <translation>{step:,}</translation>
  </message>
  <message>
   <source>{step:,} of {total:,}</source>
   <translation>{step:,} von {total:,}</translation>
  </message>
  <message>
   <source>{time} a step</source>
   <translation>{time} pro Schritt</translation>
  </message>
  <message>
   <source>{tip} The lateral X-ray was taken at {other_mm} mm.</source>
   <translation>{tip} Das seitliche Röntgenbild wurde bei {other_mm} mm aufgenommen.</translation>
  </message>
  <message>
   <source>{title} (this result)</source>
   <translation>{title} (dieses Ergebnis)</translation>
  </message>
  <message>
   <source>{title} (your own; right-click to remove)</source>
   <translation>{title} (eigene; Rechtsklick zum Entfernen)</translation>
  </message>
  <message>
   <source>{title} is left out; its CT is missing.</source>
   <translation>{title} wird ausgelassen; das CT fehlt.</translation>
  </message>
  <message>
   <source>{title} is shown as its results saw it; its files are missing.</source>
   <translation>{title} wird so gezeigt, wie die Ergebnisse es sahen; die Dateien fehlen.</translation>
  </message>
  <message>
   <source>{title} settings</source>
   <translation>Einstellungen {title}</translation>
  </message>
  <message>
   <source>{title} · centred on the body</source>
   <translation>{title} · auf den Körper zentriert</translation>
  </message>
  <message>
   <source>{title} · explains the X-rays about as well</source>
   <translation>{title} · erklärt die Röntgenbilder etwa ebenso gut</translation>
  </message>
  <message>
   <source>{title}, calibrated</source>
   <translation>{title}, kalibriert</translation>
  </message>
  <message>
   <source>{title}: reconstructed in {seconds:.1f} s</source>
   <translation>{title}: in {seconds:.1f} s rekonstruiert</translation>
  </message>
  <message>
   <source>{title}: {triangles} triangles; encloses {volume_ml:.0f} ml (estimate)</source>
   <translation>{title}: {triangles} Dreiecke; umschließt {volume_ml:.0f} ml (Schätzung)</translation>
  </message>
  <message>
   <source>{turn}</source>
   <translation>{turn}</translation>
  </message>
  <message>
   <source>{value:.0f}</source>
   <translation>{value:.0f}</translation>
  </message>
  <message>
   <source>{value:.1f}</source>
   <translation>{value:.1f}</translation>
  </message>
  <message>
   <source>{value:.2f} dB</source>
   <translation>{value:.2f} dB</translation>
  </message>
  <message>
   <source>{value:.2f} dB (X-rays)</source>
   <translation>{value:.2f} dB (Röntgenbilder)</translation>
  </message>
  <message>
   <source>{value:.2f} dB (cases learned from)</source>
   <translation>{value:.2f} dB (gelernte Fälle)</translation>
  </message>
  <message>
   <source>{value} estimate</source>
   <translation>{value} Schätzung</translation>
  </message>
  <message>
   <source>{value} {unit} ({lower} to {upper})</source>
   <translation>{value} {unit} ({lower} bis {upper})</translation>
  </message>
  <message>
   <source>{value} ± {half}{unit}</source>
   <translation>{value} ± {half}{unit}</translation>
  </message>
  <message>
   <source>{value}{unit}</source>
   <translation>{value}{unit}</translation>
  </message>
  <message>
   <source>{value}°</source>
   <translation>{value}°</translation>
  </message>
  <message>
   <source>{view} X-ray</source>
   <translation>Röntgenbild {view}</translation>
  </message>
  <message>
   <source>{view} X-ray of case {number}</source>
   <translation>Röntgenbild {view} von Fall {number}</translation>
  </message>
  <message>
   <source>{view} re-projection</source>
   <translation>Reprojektion {view}</translation>
  </message>
  <message>
   <source>{view}: a display image. Its darkest part was taken as air, its grey values as proportional to attenuation, and its strength was set so that both views hold the same total ({reference}). Absolute HU are therefore rough.</source>
   <translation>{view}: ein Ansichtsbild. Seine dunkelste Stelle wurde als Luft genommen, seine Grauwerte als der Schwächung proportional, und seine Stärke so gesetzt, dass beide Ansichten dieselbe Summe haben ({reference}). Absolute HU sind daher grob.</translation>
  </message>
  <message>
   <source>{view}: a display image. Its grey values were made into line integrals by a curve that was estimated from the image and from bundled chest CTs. Absolute HU are therefore rough.</source>
   <translation>{view}: ein Ansichtsbild. Seine Grauwerte wurden durch eine Kurve zu Linienintegralen gemacht, die aus dem Bild und mitgelieferten CTs geschätzt wurde. Absolute HU sind daher grob.</translation>
  </message>
  <message>
   <source>{view}: a display image. Its tone curve was estimated from bundled chest CTs laid over both images, so that both views hold the same total. Absolute HU are therefore rough.</source>
   <translation>{view}: ein Ansichtsbild. Seine Tonwertkurve wurde aus mitgelieferten CTs geschätzt, die über beide Bilder gelegt wurden, sodass beide Ansichten dieselbe Summe haben. Absolute HU sind daher grob.</translation>
  </message>
  <message>
   <source>{view}: what was estimated was then brought into the style of simulated radiographs by the network {name} (SHA-256 {sha}…).</source>
   <translation>{view}: Was geschätzt wurde, brachte dann das Netz {name} (SHA-256 {sha}…) in den Stil simulierter Röntgenbilder.</translation>
  </message>
  <message>
   <source>{voxels} voxels, {measurements} measurements, about {rank} of them independent. {share} of this volume's energy lies in the part they determine: its rough shape.</source>
   <translation>{voxels} Voxel, {measurements} Messwerte, etwa {rank} davon unabhängig. {share} der Energie dieses Volumens liegt in dem Teil, den sie bestimmen: seiner groben Form.</translation>
  </message>
  <message>
   <source>{whom}after step {step:,}</source>
   <translation>{whom}nach Schritt {step:,}</translation>
  </message>
  <message>
   <source>{width} × {height} pixels, about {size}</source>
   <translation>{width} × {height} Pixel, etwa {size}</translation>
  </message>
  <message>
   <source>{x} × {y} × {z} voxels of {dx:.3g} × {dy:.3g} × {dz:.3g} mm</source>
   <translation>{x} × {y} × {z} Voxel von {dx:.3g} × {dy:.3g} × {dz:.3g} mm</translation>
  </message>
  <message>
   <source>{x} × {y} × {z} voxels, about {size}</source>
   <translation>{x} × {y} × {z} Voxel, etwa {size}</translation>
  </message>
  <message>
   <source>{x} × {y} × {z} voxels, {files}, about {size}</source>
   <translation>{x} × {y} × {z} Voxel, {files}, etwa {size}</translation>
  </message>
  <message>
   <source>± HU, standard deviation</source>
   <translation>± HU, Standardabweichung</translation>
  </message>
  <message>
   <source>“Measure” reconstructs from 1 to 16 X-rays.</source>
   <translation>„Messen“ rekonstruiert aus 1 bis 16 Röntgenbildern.</translation>
  </message>
  <message>
   <source>“Truth blurred by …” sees the true CT. It is no method, it shows what the numbers are worth.</source>
   <translation>„Wahrheit, um … verwischt“ sieht das wahre CT. Es ist keine Methode, es zeigt, was die Zahlen wert sind.</translation>
  </message>
  <message>
   <source>“{0}” and “{1}” are one scan under two names, so it could be learned from and held out.</source>
   <translation>„{0}“ und „{1}“ sind eine Aufnahme unter zwei Namen; sie könnte so gelernt und zurückgehalten werden.</translation>
  </message>
  <message>
   <source>“{title}” is in the gallery now</source>
   <translation>„{title}“ ist jetzt in der Galerie</translation>
  </message>
  <message>
   <source>“{title}” is still being worked on. Stop and close it?</source>
   <translation>An „{title}“ wird noch gearbeitet. Anhalten und schließen?</translation>
  </message>
  <message>
   <source>… in the body</source>
   <translation>… im Körper</translation>
  </message>
  <message>
   <source>↑ higher is better · ↓ lower is better · bars start at zero</source>
   <translation>↑ höher ist besser · ↓ niedriger ist besser · Balken beginnen bei null</translation>
  </message>
  <message>
   <source>−1000 HU and below, or 3000 HU and above, is no limit on that side</source>
   <translation>−1000 HU und darunter oder 3000 HU und darüber ist auf dieser Seite keine Grenze</translation>
  </message>
 </context>
</TS>
