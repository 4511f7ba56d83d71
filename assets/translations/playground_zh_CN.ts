<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Distribution Playground {version}&lt;/h3&gt;&lt;p&gt;Watch GANs learn a density that you drew: a gray picture becomes points, and a GAN and a conditional GAN learn to make such points.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BlackPointBar</name>
    <message>
        <source>Black point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels below this become empty; the canvas shows what is left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty what is below (Enter); Escape leaves all as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blac&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas: {drawing}, drawing on {layer}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandCopier</name>
    <message>
        <source>Copied: {line}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>new drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was changed while it was taken apart: split it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is all one part, so there is nothing to split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split “{name}” into {count} parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking the layer apart…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Easel</name>
    <message>
        <source>load image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Images, points and drawings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep in gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be kept: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept “{name}” in the gallery, under Mine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a drawing “{name}” already. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be removed: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Kinds of densities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>The drawing cannot be kept in {folder} ({reason}); it is lost when the window closes, unless there is room again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerActions</name>
    <message>
        <source>&amp;Add layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;uplicate layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move layer &amp;up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move layer &amp;down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Merge with the layer above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge a&amp;ll layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Split into parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Black point…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load &amp;image into layer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste as layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;olour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour &amp;{number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duplicate layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reorder layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>merge layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>merge all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied the layer “{name}” as an image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image in the clipboard to paste.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image in the clipboard is all black, so it has no density.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pasted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerList</name>
    <message>
        <source>Weight of the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much the layer weighs against the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer&apos;s part of all real points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.0f} % of all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty or hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Weight</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookBar</name>
    <message>
        <source>Look inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose D and whose grid a CGAN shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two latent dimensions of the grid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no best discriminator to compare with for this loss: {losses}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;New drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep in gallery…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Earlier drawings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy {title} as command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo {step}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>The drawing is empty: paint something, and the training goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: real and generated points, and what is below them</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhaseStrip</name>
    <message>
        <source>Phase of the iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What slow motion has just done; D&apos;s part comes first, then G&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PointsDialog</name>
    <message>
        <source>Points of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The density that the points give</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The deviation of the Gaussian that each point becomes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} points with {layers} labels, a layer each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bandwidth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressLabel</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations done and iterations a second of each model, and new pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iteration {far}   {fast} it/s   {frames:.0f} frames/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iteration {far}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>Values under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step the discriminator once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step the generator once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One whole iteration: D&apos;s steps, then G&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow motion, phase by phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the same initial weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another seed: other initial weights and points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the training (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the training (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show and train {title}; hidden, it stands still ({keys})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How both models train; another one starts anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the models train; another one starts anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>De&amp;vice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is fair: the models at the same iteration, or trained for the same time.
The one that is behind catches up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;ace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seed of the initial weights and of all points; a new one starts anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the preset&apos;s value: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{setting}: back to the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>applies after reset</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose settings these are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this panel trains; another one starts anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the settings start; starts anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a setting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again with these settings (Ctrl+R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the command line that trains the same onto the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 setting applies after reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} settings apply after reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SplitOffer</name>
    <message>
        <source>Split into parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a layer of each part of the picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TargetPanel</name>
    <message>
        <source>reorder layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer “{name}” is hidden: show it to draw on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>show layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hide layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weigh layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black point</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Si&amp;ze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;trength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So&amp;ftness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The brush&apos;s diameter, in 400ths of the canvas ([ and ])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How dense a mark is, in % of full white</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How gently marks fade towards their edge, in %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Starting the training process…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution Playground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drawing could not be kept ({reason}). Close the window and lose it?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Icons</name>
    <message>
        <source>Gallery of densities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mishaps</name>
    <message>
        <source>{reason}; ↺ starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model}: {reason}; ↺ starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training process ended unexpectedly ({how}); it starts anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training process ended unexpectedly ({how}); it goes on from iteration {iteration:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training process keeps ending ({how}); ↺ tries again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>generated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>losses (least D: n {n:,}, 25×25; {bias:.3f} too low)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance ÷ floor (measuring the floor…)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>least D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sliced Wasserstein</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jensen–Shannon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance ÷ floor (n {n:,}; band: 95 % of perfect)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{d} (high is real)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no map: D judges {count} points together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{map} for {layer}; q: n {n:,}, {cells}×{cells}; ±{floor:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{map}; q: n {n:,}, {cells}×{cells}; ±{floor:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{d} (0 generated, 1 real)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{d} for {layer} (high is real)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{d}, layers&apos; mean (high is real)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{d} for {layer} (0 generated, 1 real)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{d}, layers&apos; mean (0 generated, 1 real)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no D*: the {loss} loss has none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>→ −∂G&apos;s loss/∂x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grid {first} {second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ {missed} of {count} modes missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}   iteration {iteration:,}   losses D {d}  G {g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>real density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>generated density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked (row) → found in (column)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>`{path}` has more than {millions} million pixels, the limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must be a flat picture, and has the axes {axes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must not have negative values, got {least}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must have finite values only, and has NaN or infinity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must not have negative values, got {least:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must be an image file, and is a folder or a device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` cannot be read: permission denied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must be a picture ({kinds}), and is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` is damaged or cut off and cannot be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{text}` must be a shipped density, an image or a folder (did you mean `{close}`?); shipped are {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a target must be a shipped name, an image or a folder, got nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{folder}` must have at least one image, and has none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{text}` must be a shipped density, an image or a folder; shipped are {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` is a table of points, which has no colours to change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` cannot be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{text}` must start with the name of a user that exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must not be all black (or transparent): it would have no density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`black_point` must be in [0, 1), got {black_point}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`black_point` must leave something of `{path}`, whose brightest pixel has {share} of full white, got {black_point}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must not be all white (or transparent) when inverted: it would have no density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must have two columns of numbers, and has {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must have finite coordinates only, and has NaN or infinity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` has more than {most:,} lines, the limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must have at least two points, and has {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must have as many columns in every line, {first}, and has {found} in that of point {point}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must be a text file of points, and is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a picture must have at most {most} parts to be split, got {parts} (a higher `black_point` removes noise)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a CGAN needs at least 2 layers, {name!r} has 1; split it into parts (--split)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an InfoGAN needs at least 2 codes, {name!r} has 1 layer; say how many (--codes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--batch-size must be a multiple of --pack, got {batch_size} and {pack}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--output shift needs --latent-dim of at least 2, got 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--device must be one of {devices}, got {name!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--device {name} is not available here, only {here}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the memory does not suffice; a smaller batch or smaller networks may help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the training cannot go on ({reason}); other settings or a reset may help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the checkpoint belongs to another network or optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the checkpoint lacks {missing}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--batch-size of a batch GAN applies after a reset only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another number of layers applies after a reset only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{flag} applies after a reset only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the discriminator&apos;s loss was not a finite number at iteration {iteration}; a lower learning rate may help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the generator&apos;s loss was not a finite number at iteration {iteration}; a lower learning rate may help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>brush stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add {count} images, one layer each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to open {count} images, one layer each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add {count} files, one layer each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to open {count} files, one layer each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add the folder “{name}”, one layer for each image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to open the folder “{name}”, one layer for each image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add the points of “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to open the points of “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add the drawing “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to open the drawing “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add the image “{name}”, as a layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to open the image “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop one folder, or images: “{name}” is one of several things.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is no image; drop images, or one folder of images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only files can be dropped here: images, or one folder of images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A conditional GAN learns each layer of a target, and this one has a single one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An InfoGAN needs at least two codes, and this target has a single layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit ▸ Keep in gallery
puts your drawing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that you open
are found here again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How real D takes a point to be, at every place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best discriminator there could be now: p / (p + q).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where D is above the best discriminator, and where below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the generator&apos;s loss would push its points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A square grid of the latent plane, as the generator bends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ring on each mode that gets less than a tenth of its share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Real points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the real points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the generated points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Densities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below: real and generated density, smoothed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below: both losses, and the least that D&apos;s could be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below: distances as multiples of a perfect sampler&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below: where the points asked of each layer fall, in percent (CGAN).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command repeats this run, since {because}; after ↺ there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command trains on an empty drawing: paint something first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is shown, so none is trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D or G was stepped by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a setting was changed while it trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the drawing was changed while it trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applies at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applies after a reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no preset {preset!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown settings: {unknown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two entrants are needed, one of them shown, got {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`clock` must be {clocks}, got {clock!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a setup of the window ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draw real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draw fake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&apos;s gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&apos;s step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G&apos;s gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G&apos;s step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush: paint; the right button erases with any tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line; Shift: in steps of 45°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle, filled; Shift: a square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ellipse, filled; Shift: a circle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill a region with the strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the layer; Shift: along one axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: there is no such checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: not a whole checkpoint of the playground (no description)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: not a whole checkpoint of the playground ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: cannot be read ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>format {found} is of a newer playground, this one reads {format}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the target has no layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`animation` must be gif, mp4, frames or none, got {animation!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`samples` must be at least 1, got {samples}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a layer&apos;s `file` must be a plain name, got {file!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a layer&apos;s `weight` must be positive and finite, got {weight}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{key}` must be {kinds}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` is no drawing, or a damaged one: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`{path}` must be a drawing of version {version}, got {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: there is no such folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: is not a run folder, it has no config.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: is not a JSON file ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder}: the drawing cannot be saved ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{flag} must be true or false, got {value!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{flag} must be a whole number, got {value!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{flag} must be a finite number, got {value!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{flag} must be a text, got {value!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{flag} must be at least {low:g}, got {value!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{flag} must be at most {high:g}, got {value!r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{flag} must be one of {choices}, got {value!r}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plain GAN learns the sum of the layers, a conditional one each layer; an InfoGAN finds the layers by itself; a batch GAN judges whole batches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a run trains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixes the initial weights and every random draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the two networks play for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss and penalties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of D&apos;s squared slope at real points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of D&apos;s squared slope at generated points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of WGAN-GP&apos;s penalty, which draws D&apos;s slope to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectral norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divides each of D&apos;s weight matrices by its largest stretch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many points D judges together (PacGAN).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows D each point&apos;s squared difference from the mean of those it judges together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Categories of an InfoGAN&apos;s code; 0 takes as many as the target has layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>InfoGAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continuous codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values in -1 to 1 that an InfoGAN&apos;s points must tell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Info weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of an InfoGAN&apos;s categorical code in the generator&apos;s loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continuous weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of its continuous codes there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Info balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of how unevenly the codes read off real points are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Info slope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the squared slope, at real points, of what reads the codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the generator&apos;s random input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the generator&apos;s input is drawn: normal, or uniform in -1 to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Even draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spreads a batch&apos;s real points and its latents evenly, which lessens their noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sigmoid into the square, a shift of the first two latents from where they are, or neither.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Real points, and as many generated, a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps and rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the discriminator in an iteration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the generator in an iteration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update rule of both networks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the discriminator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the generator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>β₁</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the gradient (Adam).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>β₂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the squared gradient (Adam).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the rates&apos; cosine decay; 0 keeps them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iterations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What part of the rates is left after the schedule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What part of R1 and R2 is left after the schedule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the generator&apos;s running average; 0 shows it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands between the layers of both networks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units in each hidden layer of the discriminator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units in each hidden layer of the generator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers of each network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G extra layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers that the generator has beyond those.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of Fourier features in front of the discriminator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of Fourier features in front of the generator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tears</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Square waves beside G&apos;s features, along which it can tear the plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Octaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales of the features, each twice as fine as the one before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor on the generator&apos;s initial weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations between two pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU threads of torch; one is fastest for networks this small.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all texts; applies when the window opens the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light, dark, or as the system has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most; fewer leave more of the processor to the training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>titled</name>
    <message>
        <source>{name} · 1 layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · {count} layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
