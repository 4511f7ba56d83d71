<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>a target must be a shipped name, an image or a folder, got nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--output shift needs --latent-dim of at least 2, got 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the checkpoint belongs to another network or optimizer</source>
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
        <source>Only files can be dropped here: images, or one folder of images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command trains on an empty drawing: paint something first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the target has no layers</source>
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
</TS>
