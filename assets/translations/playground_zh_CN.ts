<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Distribution Playground {version}&lt;/h3&gt;&lt;p&gt;Watch GANs and flows learn a density that you drew: a gray picture becomes points, and two models side by side learn to make such points.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Distribution Playground {version}&lt;/h3&gt;&lt;p&gt;看 GAN 和流学习您画出的密度：一幅灰度图变成一批点，并排的两个模型学着生成这样的点。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>BlackPointBar</name>
    <message>
        <source>Black point</source>
        <translation>黑场</translation>
    </message>
    <message>
        <source>Pixels below this become empty; the canvas shows what is left</source>
        <translation>低于此值的像素变为空白；画布上显示余下的部分</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Empty what is below (Enter); Escape leaves all as it was</source>
        <translation>清除低于此值的部分（Enter）；按 Esc 则一切不变</translation>
    </message>
    <message>
        <source>Blac&amp;k</source>
        <translation>黑场(&amp;K)</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas: {drawing}, drawing on {layer}</source>
        <translation>画布：{drawing}，正在“{layer}”上绘制</translation>
    </message>
</context>
<context>
    <name>CentralPages</name>
    <message>
        <source>Open MNIST run</source>
        <translation>打开 MNIST 训练</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>The drawing is empty. Paint something for the models to learn.</source>
        <translation>画布是空的。画点什么，让模型来学。</translation>
    </message>
    <message>
        <source>Loading what draws the pictures…</source>
        <translation>正在加载绘图组件…</translation>
    </message>
</context>
<context>
    <name>DigitControls</name>
    <message>
        <source>New noise</source>
        <translation>新噪声</translation>
    </message>
    <message>
        <source>Other images of the same codes</source>
        <translation>相同编码的另一些图像</translation>
    </message>
    <message>
        <source>Digit</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>all, one a column</source>
        <translation>全部，每列一个</translation>
    </message>
    <message>
        <source>code {code}</source>
        <translation>编码 {code}</translation>
    </message>
    <message>
        <source>code {code}: the digit {digit}</source>
        <translation>编码 {code}：数字 {digit}</translation>
    </message>
</context>
<context>
    <name>DigitGrid</name>
    <message>
        <source>Digits of the model</source>
        <translation>模型画出的数字</translation>
    </message>
</context>
<context>
    <name>DigitsController</name>
    <message>
        <source>MNIST could not be downloaded, so the model learns digits drawn from fonts. MNIST&apos;s four files, packed (.gz) or not, would be taken from {folder}.</source>
        <translation>无法下载 MNIST，因此模型学习用字体绘制的数字。MNIST 的四个文件（压缩为 .gz 或未压缩）会从 {folder} 读取。</translation>
    </message>
    <message>
        <source>The process that draws digits ended unexpectedly ({ended}); open the run again.</source>
        <translation>绘制数字的进程意外结束（{ended}）；请重新打开该训练。</translation>
    </message>
    <message>
        <source>The process that learns digits ended unexpectedly ({ended}); the last epoch is saved, and “Continue training” goes on from there.</source>
        <translation>学习数字的进程意外结束（{ended}）；上一轮的结果已保存，按“继续训练”可从那里继续。</translation>
    </message>
</context>
<context>
    <name>DigitsTrainingPage</name>
    <message>
        <source>Train a small model</source>
        <translation>训练一个小模型</translation>
    </message>
    <message>
        <source>Stop, and keep what it has learned</source>
        <translation>停止，并保留已学到的</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>Digits of the last epoch</source>
        <translation>最近一轮的数字</translation>
    </message>
    <message>
        <source>Continue training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>A small InfoGAN learns digits on this computer, in nine to twelve minutes on a slow one: MNIST&apos;s, or digits drawn from fonts where MNIST cannot be had. Any run of “playground --mnist” can be opened instead.</source>
        <translation>一个小 InfoGAN 会在这台机器上学习数字，在较慢的机器上要九到十二分钟：学 MNIST；如果得不到 MNIST，就学用字体绘制的数字。也可以打开 “playground --mnist” 的任何一次训练。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Downloading {name}: {here} MB</source>
        <translation>正在下载 {name}：{here} MB</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs} · {speed} images/s · {left} left</source>
        <translation>第 {epoch} 轮，共 {epochs} 轮 · 每秒 {speed} 张 · 剩余 {left}</translation>
    </message>
    <message>
        <source>Saving what it has learned…</source>
        <translation>正在保存已学到的…</translation>
    </message>
</context>
<context>
    <name>DigitsView</name>
    <message>
        <source>Open run…</source>
        <translation>打开训练…</translation>
    </message>
    <message>
        <source>Train one…</source>
        <translation>训练一个…</translation>
    </message>
    <message>
        <source>Train a model of digits on this computer</source>
        <translation>在这台机器上训练一个数字模型</translation>
    </message>
    <message>
        <source>Back to the digits</source>
        <translation>回到数字</translation>
    </message>
    <message>
        <source>Back to the drawing</source>
        <translation>返回绘图</translation>
    </message>
    <message>
        <source>Back to the models of your drawing (Esc)</source>
        <translation>回到您的绘图的模型（Esc）</translation>
    </message>
    <message>
        <source>Back to the models of your drawing</source>
        <translation>回到您的绘图的模型</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>drawn digits</source>
        <translation>字体数字</translation>
    </message>
    <message>
        <source>{model} on {data} · comes with the playground</source>
        <translation>{model}，{data} · 随软件附带</translation>
    </message>
    <message>
        <source>{model} on {data}, epoch {epoch} · {folder}</source>
        <translation>{model}，{data}，第 {epoch} 轮 · {folder}</translation>
    </message>
    <message>
        <source>The digits</source>
        <translation>手写数字</translation>
    </message>
</context>
<context>
    <name>DotPlot</name>
    <message>
        <source>{count} runs: {y} over {x}</source>
        <translation>{count} 次训练：{y} 随 {x} 的变化</translation>
    </message>
</context>
<context>
    <name>DrawingAutosave</name>
    <message>
        <source>The drawing cannot be saved in {folder} ({reason}); unless that changes, it is lost when the window closes.</source>
        <translation>绘图无法保存到 {folder}（{reason}）；除非恢复可写，否则关闭窗口后绘图会丢失。</translation>
    </message>
</context>
<context>
    <name>DrawingEditor</name>
    <message>
        <source>load image</source>
        <translation>载入图片</translation>
    </message>
</context>
<context>
    <name>DrawingImporter</name>
    <message>
        <source>drawing</source>
        <translation>绘图</translation>
    </message>
    <message>
        <source>layer {number}</source>
        <translation>图层 {number}</translation>
    </message>
    <message>
        <source>new drawing</source>
        <translation>新建绘图</translation>
    </message>
    <message>
        <source>open “{name}”</source>
        <translation>打开“{name}”</translation>
    </message>
    <message>
        <source>add “{name}”</source>
        <translation>添加“{name}”</translation>
    </message>
    <message>
        <source>(File ▸ Open pages as layers… takes all of them.)</source>
        <translation>（“文件 ▸ 将各页打开为图层…”可读取全部各页。）</translation>
    </message>
    <message>
        <source>“{name}” is dark on white, but white is where points will be.</source>
        <translation>“{name}”是白底深色，而白色处才会有点。</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>“{name}” was changed while it was taken apart: split it again.</source>
        <translation>“{name}”在拆分期间有改动：请重新拆分。</translation>
    </message>
    <message>
        <source>“{name}” is all one part, so there is nothing to split; Layer ▸ Add layer gives another to paint on.</source>
        <translation>“{name}”是一个连通的整体，没有可拆分之处；“图层 ▸ 添加图层”可新建图层来绘制。</translation>
    </message>
    <message>
        <source>split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Split “{name}” into {count} parts.</source>
        <translation>已将“{name}”拆分为 {count} 个部分。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Splitting the layer…</source>
        <translation>正在拆分图层…</translation>
    </message>
</context>
<context>
    <name>EarlierDrawings</name>
    <message>
        <source>Your drawing is kept: Undo brings it back, or File ▸ Earlier drawings.</source>
        <translation>您的绘图已保留：用“撤销”或“文件 ▸ 以前的绘图”可找回。</translation>
    </message>
    <message>
        <source>The drawing is here again, at iteration {iteration}; Play continues.</source>
        <translation>绘图已恢复，停在第 {iteration} 次迭代；按“开始”继续。</translation>
    </message>
</context>
<context>
    <name>EarlierRun</name>
    <message>
        <source>{name}, {preset}, seed {seed}: iteration {iteration}</source>
        <translation>{name}，{preset}，种子 {seed}：第 {iteration} 次迭代</translation>
    </message>
</context>
<context>
    <name>ExperimentTable</name>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒数</translation>
    </message>
    <message>
        <source>× floor</source>
        <translation>× 噪声下限</translation>
    </message>
    <message>
        <source>Off the support</source>
        <translation>支撑集之外</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>of</source>
        <translation>共</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
</context>
<context>
    <name>ExperimentsWindow</name>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Find runs…</source>
        <translation>查找训练…</translation>
    </message>
    <message>
        <source>Find runs</source>
        <translation>查找训练</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Pictures of the runs</source>
        <translation>各次训练的图片</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open experiment…</source>
        <translation>打开实验(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Show run</source>
        <translation>显示训练(&amp;S)</translation>
    </message>
    <message>
        <source>Co&amp;mpare two</source>
        <translation>比较两次(&amp;M)</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Open experiment</source>
        <translation>打开实验</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>种子 {seed}</translation>
    </message>
    <message>
        <source>Starting the processes…</source>
        <translation>正在启动进程…</translation>
    </message>
    <message>
        <source>{over} of {total} runs over, {running} running, {failed} failed</source>
        <translation>已结束 {over} / {total} 次训练，{running} 次进行中，{failed} 次失败</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>大约还需 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{over} of {total} runs are over; all is kept in {path}</source>
        <translation>已结束 {over} / {total} 次训练；全部保存在 {path}</translation>
    </message>
</context>
<context>
    <name>ExportActions</name>
    <message>
        <source>Metrics of {title}…</source>
        <translation>{title} 的指标…</translation>
    </message>
    <message>
        <source>PyTorch script of {title}…</source>
        <translation>{title} 的 PyTorch 脚本…</translation>
    </message>
    <message>
        <source>Settings of {title}…</source>
        <translation>{title} 的设置…</translation>
    </message>
    <message>
        <source>&amp;Picture…</source>
        <translation>图片(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Film…</source>
        <translation>动画(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Web page…</source>
        <translation>网页(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>报告(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Samples…</source>
        <translation>样本(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Drawing…</source>
        <translation>绘图(&amp;D)…</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>{name} is there already. Replace it?</source>
        <translation>{name} 已存在。要替换它吗？</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>正在写入 {name}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Both, side by side</source>
        <translation>两者并排</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
</context>
<context>
    <name>ExportProcess</name>
    <message>
        <source>the export process ended unexpectedly</source>
        <translation>导出进程意外结束</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>There is no picture yet: the training process is starting.</source>
        <translation>还没有画面：训练进程正在启动。</translation>
    </message>
    <message>
        <source>Nothing has been trained yet: press ▶ first.</source>
        <translation>还没有训练过：请先按 ▶。</translation>
    </message>
    <message>
        <source>The drawing is empty: paint something first.</source>
        <translation>画布是空的：请先画点什么。</translation>
    </message>
    <message>
        <source>A web page draws points with a GAN&apos;s generator: a flow has none.</source>
        <translation>网页用 GAN 的生成器来生成点：流没有生成器。</translation>
    </message>
    <message>
        <source>No state has been kept yet; try again in a moment.</source>
        <translation>还没有保存任何状态；请稍后再试。</translation>
    </message>
    <message>
        <source>Other points are being drawn; try again in a moment.</source>
        <translation>正在抽取其他的点；请稍后再试。</translation>
    </message>
    <message>
        <source>The run began again meanwhile; export it again.</source>
        <translation>训练在此期间已重新开始；请重新导出。</translation>
    </message>
    <message>
        <source>{path} was not written: the run ended before its points were drawn.</source>
        <translation>未写入 {path}：在抽取其点之前训练已结束。</translation>
    </message>
    <message>
        <source>Exported {path}.</source>
        <translation>已导出 {path}。</translation>
    </message>
    <message>
        <source>{path} could not be written ({reason}); what was there before still is.</source>
        <translation>无法写入 {path}（{reason}）；原有的文件未受影响。</translation>
    </message>
</context>
<context>
    <name>Forks</name>
    <message>
        <source>Forked {model} at iteration {start}: change the fork&apos;s settings and press Play. Time ▸ Take back the fork brings {other} back.</source>
        <translation>已从第 {start} 次迭代分出 {model}：更改分支的设置后按“开始”。“时间 ▸ 收回分支”会让 {other} 回来。</translation>
    </message>
    <message>
        <source>The fork ended with its run; {one} and {other} are back.</source>
        <translation>分支已随它的训练结束；{one} 和 {other} 又回来了。</translation>
    </message>
</context>
<context>
    <name>FormulaDialog</name>
    <message>
        <source>Density from a formula</source>
        <translation>由公式得到密度</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>The density of the formula</source>
        <translation>公式的密度</translation>
    </message>
    <message>
        <source>&amp;Density at x, y (each from 0 to 1):</source>
        <translation>点 (x, y) 处的密度(&amp;D)，x 和 y 均为 0 到 1：</translation>
    </message>
    <message>
        <source>r and t are the distance from the middle and the angle around it. There are + - * / % ^, comparisons (1 or 0), pi, e, exp, log, sqrt, abs, sin, cos, tan, tanh, floor, sign, min and max.</source>
        <translation>r 和 t 是到中心的距离和绕中心的角度。可用 + - * / % ^、比较（1 或 0）、pi、e、exp、log、sqrt、abs、sin、cos、tan、tanh、floor、sign、min 和 max。</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Kinds of densities</source>
        <translation>密度的类别</translation>
    </message>
    <message>
        <source>Type a density as a formula of x and y</source>
        <translation>用 x 和 y 的公式输入密度</translation>
    </message>
    <message>
        <source>Density from a formula</source>
        <translation>由公式得到密度</translation>
    </message>
    <message>
        <source>Load “{name}”</source>
        <translation>载入“{name}”</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>User guide</source>
        <translation>用户指南</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
</context>
<context>
    <name>GuidePages</name>
    <message>
        <source>User guide</source>
        <translation>用户指南</translation>
    </message>
</context>
<context>
    <name>ImportDialogs</name>
    <message>
        <source>Images, points, drawings and sessions</source>
        <translation>图片、点集、绘图和会话</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点集</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open folder of images</source>
        <translation>打开图片文件夹</translation>
    </message>
    <message>
        <source>Open pages as layers</source>
        <translation>将各页打开为图层</translation>
    </message>
    <message>
        <source>Load image</source>
        <translation>载入图片</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Keep in gallery</source>
        <translation>存入图库</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>“{name}” cannot be kept: {reason}.</source>
        <translation>无法保存“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>Kept “{name}” in the gallery, under Mine.</source>
        <translation>已将“{name}”存入图库的“我的”一栏。</translation>
    </message>
    <message>
        <source>There is a drawing “{name}” already. Replace it?</source>
        <translation>已有名为“{name}”的绘图。要替换它吗？</translation>
    </message>
    <message>
        <source>“{name}” cannot be removed: {reason}.</source>
        <translation>无法删除“{name}”：{reason}。</translation>
    </message>
</context>
<context>
    <name>LayerActions</name>
    <message>
        <source>&amp;Add layer</source>
        <translation>添加图层(&amp;A)</translation>
    </message>
    <message>
        <source>D&amp;uplicate layer</source>
        <translation>复制为新图层(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Delete layer</source>
        <translation>删除图层(&amp;D)</translation>
    </message>
    <message>
        <source>Move layer u&amp;p</source>
        <translation>上移图层(&amp;P)</translation>
    </message>
    <message>
        <source>Move layer do&amp;wn</source>
        <translation>下移图层(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Merge with the layer above</source>
        <translation>与上方图层合并(&amp;M)</translation>
    </message>
    <message>
        <source>Merge a&amp;ll layers</source>
        <translation>合并所有图层(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Split into parts</source>
        <translation>拆分为各部分(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>重命名(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation>反相(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Black point…</source>
        <translation>黑场(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清空(&amp;C)</translation>
    </message>
    <message>
        <source>Load ima&amp;ge into layer…</source>
        <translation>将图片载入图层(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Copy layer</source>
        <translation>复制图层(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste as layer</source>
        <translation>粘贴为图层(&amp;P)</translation>
    </message>
    <message>
        <source>C&amp;olour</source>
        <translation>颜色(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Hide layer</source>
        <translation>隐藏图层(&amp;H)</translation>
    </message>
    <message>
        <source>S&amp;how layer</source>
        <translation>显示图层(&amp;H)</translation>
    </message>
    <message>
        <source>Hide the layer, or show it again (H)</source>
        <translation>隐藏图层，或重新显示 (H)</translation>
    </message>
    <message>
        <source>Colour &amp;{number}</source>
        <translation>颜色 &amp;{number}</translation>
    </message>
</context>
<context>
    <name>LayerCommands</name>
    <message>
        <source>layer {number}</source>
        <translation>图层 {number}</translation>
    </message>
    <message>
        <source>add layer</source>
        <translation>添加图层</translation>
    </message>
    <message>
        <source>duplicate layer</source>
        <translation>复制为新图层</translation>
    </message>
    <message>
        <source>delete layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <source>reorder layers</source>
        <translation>调整图层顺序</translation>
    </message>
    <message>
        <source>merge layers</source>
        <translation>合并图层</translation>
    </message>
    <message>
        <source>merge all layers</source>
        <translation>合并所有图层</translation>
    </message>
    <message>
        <source>change colour</source>
        <translation>更改颜色</translation>
    </message>
    <message>
        <source>invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>clear layer</source>
        <translation>清空图层</translation>
    </message>
    <message>
        <source>Copied the layer “{name}” as an image.</source>
        <translation>已将图层“{name}”复制为图片。</translation>
    </message>
    <message>
        <source>There is no image in the clipboard to paste.</source>
        <translation>剪贴板中没有可粘贴的图片。</translation>
    </message>
    <message>
        <source>The image in the clipboard is all black, so it has no density.</source>
        <translation>剪贴板中的图片全黑，没有密度可言。</translation>
    </message>
    <message>
        <source>paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>粘贴的图层</translation>
    </message>
    <message>
        <source>rename layer</source>
        <translation>重命名图层</translation>
    </message>
    <message>
        <source>show layer</source>
        <translation>显示图层</translation>
    </message>
    <message>
        <source>hide layer</source>
        <translation>隐藏图层</translation>
    </message>
    <message>
        <source>weigh layer</source>
        <translation>更改图层权重</translation>
    </message>
    <message>
        <source>black point</source>
        <translation>黑场</translation>
    </message>
    <message>
        <source>The layer “{name}” is hidden: show it to draw on it.</source>
        <translation>图层“{name}”已隐藏：显示后才能在上面绘制。</translation>
    </message>
</context>
<context>
    <name>LayerList</name>
    <message>
        <source>Weight of the layer</source>
        <translation>图层的权重</translation>
    </message>
    <message>
        <source>How much the layer weighs against the others</source>
        <translation>此图层相对于其他图层的权重</translation>
    </message>
    <message>
        <source>The layer&apos;s share of all real points</source>
        <translation>该图层在全部真实点中所占的份额</translation>
    </message>
    <message>
        <source>{name}: shown</source>
        <translation>{name}：已显示</translation>
    </message>
    <message>
        <source>{name}: hidden</source>
        <translation>{name}：已隐藏</translation>
    </message>
    <message>
        <source>{share:.0f} % of all</source>
        <translation>占 {share:.0f} %</translation>
    </message>
    <message>
        <source>empty or hidden</source>
        <translation>空白或已隐藏</translation>
    </message>
    <message>
        <source>&amp;Weight</source>
        <translation>权重(&amp;W)</translation>
    </message>
</context>
<context>
    <name>LessonOpener</name>
    <message>
        <source>Lesson {number} is open; Undo brings your drawing back.</source>
        <translation>第 {number} 课已打开；“撤销”可找回您的绘图。</translation>
    </message>
</context>
<context>
    <name>LessonPage</name>
    <message>
        <source>Page of the lesson</source>
        <translation>课文</translation>
    </message>
</context>
<context>
    <name>LessonSteps</name>
    <message>
        <source>Step of the lesson</source>
        <translation>课程的步骤</translation>
    </message>
    <message>
        <source>Tasks of the lesson</source>
        <translation>课程的任务</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>zh_CN</translation>
    </message>
</context>
<context>
    <name>LessonsDock</name>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
</context>
<context>
    <name>LessonsPanel</name>
    <message>
        <source>Lesson</source>
        <translation>课</translation>
    </message>
    <message>
        <source>Previous lesson</source>
        <translation>上一课</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>下一课</translation>
    </message>
    <message>
        <source>Open this lesson</source>
        <translation>打开这一课</translation>
    </message>
    <message>
        <source>Tasks of the lesson</source>
        <translation>课程的任务</translation>
    </message>
    <message>
        <source>Opens a trained model; your drawing stays.</source>
        <translation>打开训练好的模型；您的绘图不变。</translation>
    </message>
    <message>
        <source>Replaces the drawing and the settings; Undo brings the drawing back.</source>
        <translation>会替换绘图和设置；“撤销”可找回绘图。</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>zh_CN</translation>
    </message>
</context>
<context>
    <name>ListRow</name>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Remove this setting</source>
        <translation>移除此设置</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Starting the training process…</source>
        <translation>正在启动训练进程…</translation>
    </message>
    <message>
        <source>Distribution Playground</source>
        <translation>Distribution Playground</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings and lessons</source>
        <translation>设置与课程</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>An experiment is being trained. Close the window and stop it? What is done is kept, and Run ▸ Experiments… goes on with the rest.</source>
        <translation>有一个实验正在训练。要关闭窗口并停止它吗？已完成的会保留，之后可通过“训练 ▸ 实验…”继续其余部分。</translation>
    </message>
    <message>
        <source>The drawing could not be saved ({reason}). Close the window and lose it?</source>
        <translation>绘图无法保存（{reason}）。要关闭窗口并丢弃它吗？</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;New drawing</source>
        <translation>新建绘图(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>From a form&amp;ula…</source>
        <translation>由公式新建(&amp;U)…</translation>
    </message>
    <message>
        <source>Open &amp;pages as layers…</source>
        <translation>将各页打开为图层(&amp;P)…</translation>
    </message>
    <message>
        <source>Open &amp;MNIST run…</source>
        <translation>打开 MNIST 训练(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>保存会话(&amp;S)</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>会话另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save &amp;without the past…</source>
        <translation>保存但不含过去(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Keep in gallery…</source>
        <translation>存入图库(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Presentation</source>
        <translation>演示(&amp;P)</translation>
    </message>
    <message>
        <source>Presentation from the &amp;beginning</source>
        <translation>从头演示(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>课程(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>用户指南(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Earlier drawings</source>
        <translation>以前的绘图(&amp;E)</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Recent sessions</source>
        <translation>最近的会话(&amp;R)</translation>
    </message>
    <message>
        <source>Former &amp;versions</source>
        <translation>以前的版本(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>时间(&amp;T)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Open sess&amp;ion…</source>
        <translation>打开会话(&amp;I)…</translation>
    </message>
    <message>
        <source>Pr&amp;eferences…</source>
        <translation>首选项(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Earlier runs</source>
        <translation>以前的训练(&amp;E)</translation>
    </message>
    <message>
        <source>E&amp;xperiments…</source>
        <translation>实验(&amp;X)…</translation>
    </message>
    <message>
        <source>What the sampler&apos;s ste&amp;ps buy…</source>
        <translation>采样步数换来什么(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Copy {title} as command</source>
        <translation>将 {title} 复制为命令</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>训练(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo {step}</source>
        <translation>撤销(&amp;U) {step}</translation>
    </message>
    <message>
        <source>&amp;Redo {step}</source>
        <translation>重做(&amp;R) {step}</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>{title}: real and generated points, and what is below them</source>
        <translation>{title}：真实点与生成点，以及其下方的内容</translation>
    </message>
</context>
<context>
    <name>PhaseStrip</name>
    <message>
        <source>Phase of the iteration</source>
        <translation>迭代的阶段</translation>
    </message>
    <message>
        <source>What slow motion has just done; D&apos;s part comes first, then G&apos;s</source>
        <translation>慢动作刚完成的阶段；先是判别器，再是生成器</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>Seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Lists in pairs, not all combinations</source>
        <translation>列表成对取值，而不是所有组合</translation>
    </message>
    <message>
        <source>one a core</source>
        <translation>每个核心一次</translation>
    </message>
    <message>
        <source>Runs at once</source>
        <translation>同时训练</translation>
    </message>
    <message>
        <source>&amp;Add a setting</source>
        <translation>添加设置(&amp;A)</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Values of settings: 0.01, 0.06 or 0-4, on, off</source>
        <translation>各设置的取值：0.01, 0.06 或 0-4，on, off</translation>
    </message>
    <message>
        <source>{count} runs on “{target}”</source>
        <translation>在“{target}”上训练 {count} 次</translation>
    </message>
</context>
<context>
    <name>PlotPage</name>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>纵轴</translation>
    </message>
</context>
<context>
    <name>PointsDialog</name>
    <message>
        <source>Points of {name}</source>
        <translation>{name} 的点集</translation>
    </message>
    <message>
        <source>The density that the points give</source>
        <translation>由点集得到的密度</translation>
    </message>
    <message>
        <source>&amp;x</source>
        <translation>x 列(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;y</source>
        <translation>y 列(&amp;Y)</translation>
    </message>
    <message>
        <source>y runs &amp;down</source>
        <translation>y 轴向下(&amp;D)</translation>
    </message>
    <message>
        <source>As rows of a picture do, in ImageJ for one</source>
        <translation>如图像的行那样，例如 ImageJ</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>带宽</translation>
    </message>
    <message>
        <source>The deviation of the Gaussian that each point becomes</source>
        <translation>每个点展开成的高斯核的标准差</translation>
    </message>
    <message>
        <source>{count:,} points with {layers} labels, a layer each</source>
        <translation>{count:,} 个点，{layers} 种标签，每种一个图层</translation>
    </message>
    <message>
        <source>{count:,} points</source>
        <translation>{count:,} 个点</translation>
    </message>
    <message>
        <source>&amp;Bandwidth</source>
        <translation>带宽(&amp;B)</translation>
    </message>
</context>
<context>
    <name>PreferencesController</name>
    <message>
        <source>The preferences cannot be saved in {path} ({reason}).</source>
        <translation>无法将首选项保存到 {path}（{reason}）。</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>No font here has Chinese letters: they would be boxes.</source>
        <translation>这里没有含中文字符的字体：汉字会显示为方框。</translation>
    </message>
</context>
<context>
    <name>Presentation</name>
    <message>
        <source>Drawing</source>
        <translation>绘图</translation>
    </message>
    <message>
        <source>Show the drawing beside the models (Alt+F11)</source>
        <translation>在模型旁显示绘图 (Alt+F11)</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Show the timeline below the models (Ctrl+F11)</source>
        <translation>在模型下方显示时间轴 (Ctrl+F11)</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Show the steps of the lesson one by one (Ctrl+Shift+F11); PgDown turns</source>
        <translation>逐步显示课程的步骤 (Ctrl+Shift+F11)；PgDown 翻到下一步</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Leave the presentation (Esc)</source>
        <translation>退出演示 (Esc)</translation>
    </message>
</context>
<context>
    <name>PresentationBar</name>
    <message>
        <source>Presentation</source>
        <translation>演示</translation>
    </message>
</context>
<context>
    <name>ProgressLabel</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Iterations done and iterations a second of each model, and new pictures a second</source>
        <translation>各模型已完成的迭代数与每秒迭代数，以及每秒新画面数</translation>
    </message>
    <message>
        <source>iteration {far}   {fast} it/s   {frames:.0f} frames/s</source>
        <translation>迭代 {far}   {fast} 次/秒   {frames:.0f} 帧/秒</translation>
    </message>
    <message>
        <source>iteration {far}</source>
        <translation>迭代 {far}</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>Values under the cursor</source>
        <translation>光标处的数值</translation>
    </message>
    <message>
        <source>iteration {iteration}</source>
        <translation>迭代 {iteration}</translation>
    </message>
</context>
<context>
    <name>RunAutosave</name>
    <message>
        <source>The training state cannot be saved ({reason}); a crash would lose this run.</source>
        <translation>无法保存训练状态（{reason}）；一旦崩溃，此次训练将会丢失。</translation>
    </message>
    <message>
        <source>Your window is here again as you left it; Play continues at iteration {iteration:,}.</source>
        <translation>窗口已恢复到您离开时的样子；按“开始”将从第 {iteration:,} 次迭代继续。</translation>
    </message>
    <message>
        <source>The window ended unexpectedly: your drawing is here again, and Play continues at iteration {iteration:,}.</source>
        <translation>窗口上次意外结束：您的绘图已恢复，按“开始”将从第 {iteration:,} 次迭代继续。</translation>
    </message>
    <message>
        <source>Your drawing and your settings are here again.</source>
        <translation>您的绘图和设置已恢复。</translation>
    </message>
</context>
<context>
    <name>RunToolbar</name>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Step the discriminator once</source>
        <translation>判别器走一步</translation>
    </message>
    <message>
        <source>Step the generator once</source>
        <translation>生成器走一步</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>One whole iteration: D&apos;s steps, then G&apos;s</source>
        <translation>一次完整的迭代：先判别器的各步，再生成器的各步</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>慢动作</translation>
    </message>
    <message>
        <source>Slow motion, phase by phase</source>
        <translation>慢动作，逐个阶段进行</translation>
    </message>
    <message>
        <source>Back to the same initial weights</source>
        <translation>回到同样的初始权重</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Another seed: other initial weights and points</source>
        <translation>换一个种子：初始权重和点都不同</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>新种子</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause the training (Space)</source>
        <translation>暂停训练（空格）</translation>
    </message>
    <message>
        <source>Start the training (Space)</source>
        <translation>开始训练（空格）</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>各不相同</translation>
    </message>
    <message>
        <source>Show and train {title}; hidden, it stands still ({keys})</source>
        <translation>显示并训练 {title}；隐藏时它停止训练 ({keys})</translation>
    </message>
    <message>
        <source>How both models train; another one starts anew</source>
        <translation>两个模型的训练方式；更换后重新开始</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>Where the models train; another one starts anew</source>
        <translation>模型在哪里训练；更换后重新开始</translation>
    </message>
    <message>
        <source>Dev&amp;ice</source>
        <translation>设备(&amp;I)</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>种子(&amp;D)</translation>
    </message>
    <message>
        <source>What is fair: the models at the same iteration, or trained for the same time.
The one that is behind catches up.</source>
        <translation>怎样算公平：两个模型迭代数相同，还是训练时间相同。
落后的一方会追上来。</translation>
    </message>
    <message>
        <source>R&amp;ace</source>
        <translation>竞赛(&amp;A)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The seed of the initial weights and of all points; a new one starts anew</source>
        <translation>初始权重和所有点的随机种子；更换后重新开始</translation>
    </message>
</context>
<context>
    <name>SaveQuestion</name>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>丢弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>The run is here again at iteration {iteration}; Play continues.</source>
        <translation>训练已恢复到第 {iteration} 次迭代；按“开始”继续。</translation>
    </message>
    <message>
        <source>Copied: {line}</source>
        <translation>已复制：{line}</translation>
    </message>
    <message>
        <source>The run ended at iteration {iteration}.</source>
        <translation>训练在第 {iteration} 次迭代结束。</translation>
    </message>
    <message>
        <source>{model} cannot go on with other layers: it ended at iteration {iteration}.</source>
        <translation>{model} 无法用其他图层继续：它在第 {iteration} 次迭代结束。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复训练</translation>
    </message>
    <message>
        <source>{model} cannot continue; ↺ starts again.</source>
        <translation>{model} 无法继续；按 ↺ 重新开始。</translation>
    </message>
</context>
<context>
    <name>SessionDialogs</name>
    <message>
        <source>Save session as (about {whole}; without the past {light})</source>
        <translation>将会话另存为（约 {whole}；不含过去约 {light}）</translation>
    </message>
    <message>
        <source>Save without the past (about {light}; the whole session {whole})</source>
        <translation>保存但不含过去（约 {light}；整个会话 {whole}）</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>“{name}” has changed since it was saved. Save the changes?</source>
        <translation>“{name}”自上次保存后有改动。要保存这些改动吗？</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
</context>
<context>
    <name>SessionFile</name>
    <message>
        <source>Saving “{name}”…</source>
        <translation>正在保存“{name}”…</translation>
    </message>
    <message>
        <source>Opening “{name}”…</source>
        <translation>正在打开“{name}”…</translation>
    </message>
    <message>
        <source>Opened “{name}”: its models are where they were saved; Play continues.</source>
        <translation>已打开“{name}”：模型停在保存时的位置，按“开始”继续。</translation>
    </message>
    <message>
        <source>The former version is here, without a file; Save session asks for one.</source>
        <translation>以前的版本已打开，尚无文件；“保存会话”时会询问。</translation>
    </message>
    <message>
        <source>Saved “{name}”; File ▸ Former versions has what the file held before.</source>
        <translation>已保存“{name}”；文件原来的内容在“文件 ▸ 以前的版本”中。</translation>
    </message>
    <message>
        <source>Saved “{name}”; of the past, the file holds {count} evenly spaced snapshots.</source>
        <translation>已保存“{name}”；文件中保留了 {count} 个均匀分布的历史快照。</translation>
    </message>
    <message>
        <source>Saved a copy “{name}” without the past ({size}); the session keeps its file.</source>
        <translation>已保存不含过去的副本“{name}”（{size}）；会话仍使用自己的文件。</translation>
    </message>
    <message>
        <source>“{path}” could not be saved ({reason}); a file that was there stays.</source>
        <translation>无法保存“{path}”（{reason}）；原有的文件未受影响。</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>已保存“{name}”。</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the preset&apos;s value: {value}</source>
        <translation>恢复预设值：{value}</translation>
    </message>
    <message>
        <source>{setting}: back to the preset</source>
        <translation>{setting}：恢复预设值</translation>
    </message>
    <message>
        <source>applies after reset</source>
        <translation>重置后生效</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>For</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Whose settings these are</source>
        <translation>这些设置属于哪个模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What this panel trains; another one starts anew</source>
        <translation>此面板训练的模型；更换后重新开始</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Where the settings start; starts anew</source>
        <translation>设置的起点；更换后重新开始</translation>
    </message>
    <message>
        <source>Find a setting…</source>
        <translation>查找设置…</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Start again with these settings (Ctrl+R)</source>
        <translation>用这些设置重新开始 (Ctrl+R)</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Put the command line that trains the same onto the clipboard</source>
        <translation>将可重现此训练的命令行放到剪贴板</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>1 setting applies after reset</source>
        <translation>1 项设置在重置后生效</translation>
    </message>
    <message>
        <source>{count} settings apply after reset</source>
        <translation>{count} 项设置在重置后生效</translation>
    </message>
    <message>
        <source>Settings: {name}</source>
        <translation>设置：{name}</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Find a key or what it does…</source>
        <translation>查找按键或其作用…</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>查找快捷键</translation>
    </message>
</context>
<context>
    <name>SplitOffer</name>
    <message>
        <source>Split into parts</source>
        <translation>拆分为各部分</translation>
    </message>
    <message>
        <source>Make a layer of each part of the picture</source>
        <translation>把图片的每个部分变成一个图层</translation>
    </message>
</context>
<context>
    <name>StepsCurves</name>
    <message>
        <source>{title}, iteration {iteration:,}</source>
        <translation>{title}，第 {iteration:,} 次迭代</translation>
    </message>
    <message>
        <source>the process that scores has ended unexpectedly</source>
        <translation>评分进程意外结束</translation>
    </message>
</context>
<context>
    <name>StepsDialog</name>
    <message>
        <source>What the sampler&apos;s steps buy</source>
        <translation>采样步数换来什么</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>重新评分(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>保存图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Each score: 3 samples of 10,000 points.</source>
        <translation>每个得分：3 组各 10,000 个点的样本。</translation>
    </message>
    <message>
        <source>{known} of {total} scores</source>
        <translation>已得 {known} / {total} 个得分</translation>
    </message>
</context>
<context>
    <name>TimeActions</name>
    <message>
        <source>&amp;Back a picture</source>
        <translation>后退一幅(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward a picture</source>
        <translation>前进一幅(&amp;F)</translation>
    </message>
    <message>
        <source>To the be&amp;ginning</source>
        <translation>回到开头(&amp;G)</translation>
    </message>
    <message>
        <source>To &amp;now</source>
        <translation>回到现在(&amp;N)</translation>
    </message>
    <message>
        <source>Back to the present (Alt+End)</source>
        <translation>回到现在（Alt+End）</translation>
    </message>
    <message>
        <source>&amp;Play back</source>
        <translation>回放(&amp;P)</translation>
    </message>
    <message>
        <source>Stop &amp;playing back</source>
        <translation>停止回放(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Take back the fork</source>
        <translation>收回分支(&amp;T)</translation>
    </message>
    <message>
        <source>To the best of {model}</source>
        <translation>转到 {model} 的最佳时刻</translation>
    </message>
    <message>
        <source>Fork {model} at {start}, in the place of {other}</source>
        <translation>从 {start} 处分出 {model}，取代 {other}</translation>
    </message>
    <message>
        <source>Fork {model} as it is now, in the place of {other}</source>
        <translation>分出 {model} 现在的状态，取代 {other}</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Drag through the training so far; arrow keys go from picture to picture, Home to the first, End to the present</source>
        <translation>拖动以回看至今的训练；方向键逐幅移动，Home 到第一幅，End 到现在</translation>
    </message>
    <message>
        <source>Iteration shown</source>
        <translation>显示的迭代</translation>
    </message>
    <message>
        <source>{model} was within {good} times the floor at iteration {iteration}</source>
        <translation>{model} 在第 {iteration} 次迭代时已达到下限的 {good} 倍以内</translation>
    </message>
    <message>
        <source>Now: {newest}</source>
        <translation>现在：{newest}</translation>
    </message>
    <message>
        <source>Past: {at} of {newest}</source>
        <translation>过去：{at} / {newest}</translation>
    </message>
    <message>
        <source>Fork from here</source>
        <translation>从这里分支</translation>
    </message>
    <message>
        <source>Continue from the iteration shown in the other panel, with other settings</source>
        <translation>从显示的迭代起，用其他设置在另一个面板中继续训练</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>回放速度</translation>
    </message>
    <message>
        <source>Frames per second when the past is played back</source>
        <translation>回放时每秒显示的帧数</translation>
    </message>
    <message>
        <source>{speed}/s</source>
        <translation>{speed} 幅/秒</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>ToolPalette</name>
    <message>
        <source>Si&amp;ze</source>
        <translation>大小(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Strength</source>
        <translation>浓度(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;oftness</source>
        <translation>柔和度(&amp;O)</translation>
    </message>
    <message>
        <source>The brush&apos;s diameter, in 400ths of the canvas ([ and ])</source>
        <translation>画笔直径，以画布的 1/400 为单位（[ 和 ] 键）</translation>
    </message>
    <message>
        <source>How dense a mark is, in % of full white</source>
        <translation>笔迹的浓度，以纯白的 % 计</translation>
    </message>
    <message>
        <source>How gently marks fade towards their edge, in %</source>
        <translation>笔迹向边缘渐隐的程度，以 % 计</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>放大画笔</translation>
    </message>
</context>
<context>
    <name>ViewToolbar</name>
    <message>
        <source>Look inside</source>
        <translation>查看内部</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Whose D and whose grid a CGAN shows.</source>
        <translation>CGAN 显示哪个图层的判别器和网格。</translation>
    </message>
    <message>
        <source>Latent plane</source>
        <translation>潜变量平面</translation>
    </message>
    <message>
        <source>The two latent dimensions of the grid.</source>
        <translation>网格所取的两个潜变量维度。</translation>
    </message>
    <message>
        <source>&amp;Earlier t of a flow</source>
        <translation>流的时刻 t 提前(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Later t of a flow</source>
        <translation>流的时刻 t 推后(&amp;L)</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有图层</translation>
    </message>
    <message>
        <source>There is no best discriminator to compare with for this loss: {losses}.</source>
        <translation>此损失没有可供比较的最优判别器：{losses}。</translation>
    </message>
    <message>
        <source>A flow has no discriminator.</source>
        <translation>流没有判别器。</translation>
    </message>
    <message>
        <source>Time of a flow</source>
        <translation>流的时刻</translation>
    </message>
    <message>
        <source>The time t of a flow, from noise on the left to the target.</source>
        <translation>流的时刻 t，左端是噪声，右端是目标。</translation>
    </message>
</context>
<context>
    <name>_IconList</name>
    <message>
        <source>Gallery of densities</source>
        <translation>密度图库</translation>
    </message>
    <message>
        <source>Delete this drawing</source>
        <translation>删除此绘图</translation>
    </message>
    <message>
        <source>Forget this file</source>
        <translation>从列表中移除此文件</translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
</context>
<context>
    <name>application</name>
    <message>
        <source>Your last drawing is here again; File ▸ New drawing begins on an empty canvas.</source>
        <translation>上次的绘图已恢复；用“文件 ▸ 新建绘图”可从空白画布开始。</translation>
    </message>
</context>
<context>
    <name>drawing_label</name>
    <message>
        <source>{name} · 1 layer</source>
        <translation>{name} · 1 个图层</translation>
    </message>
    <message>
        <source>{name} · {count} layers</source>
        <translation>{name} · {count} 个图层</translation>
    </message>
</context>
<context>
    <name>export_dialogs</name>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>PNG, an image</source>
        <translation>PNG，图像</translation>
    </message>
    <message>
        <source>SVG, text and lines</source>
        <translation>SVG，文字与线条</translation>
    </message>
    <message>
        <source>For&amp;mat</source>
        <translation>格式(&amp;M)</translation>
    </message>
    <message>
        <source>as on the screen</source>
        <translation>与屏幕相同</translation>
    </message>
    <message>
        <source>twice as large</source>
        <translation>放大一倍</translation>
    </message>
    <message>
        <source>for print, 300 dpi</source>
        <translation>用于打印，300 dpi</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>大小(&amp;S)</translation>
    </message>
    <message>
        <source>Export film</source>
        <translation>导出动画</translation>
    </message>
    <message>
        <source>MP4, a video</source>
        <translation>MP4，视频</translation>
    </message>
    <message>
        <source>GIF, an animated image</source>
        <translation>GIF，动态图像</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>时长(&amp;L)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>&amp;Frames a second</source>
        <translation>每秒帧数(&amp;F)</translation>
    </message>
    <message>
        <source>From the beginning of the run until now, with all that the panels show; both at the same iteration, or the nearest one with a snapshot.</source>
        <translation>从训练开始到现在，包含面板上显示的一切；两者处于同一次迭代，或最近的有快照的迭代。</translation>
    </message>
    <message>
        <source>White is dense, in 65,535 steps. In a folder the brightness of a layer has its weight&apos;s share, so that it opens again as layers of the same masses.</source>
        <translation>白色为密，共 65,535 级。文件夹中图层的亮度已按权重缩放，因此重新打开后各图层的质量不变。</translation>
    </message>
    <message>
        <source>Export drawing</source>
        <translation>导出绘图</translation>
    </message>
    <message>
        <source>PNG, all layers together</source>
        <translation>PNG，所有图层合在一起</translation>
    </message>
    <message>
        <source>a folder of PNG, one for each layer</source>
        <translation>PNG 文件夹，每个图层一个文件</translation>
    </message>
    <message>
        <source>One file for any browser, with everything inside: the run to go through, D&apos;s map, the curves, and the generator itself, which draws fresh points. In English and Chinese.</source>
        <translation>一个可用任何浏览器打开的文件，内容齐全：可逐步回看的训练过程、D 的图、曲线，以及能生成新点的生成器本身。界面有中文和英文。</translation>
    </message>
    <message>
        <source>Export web page</source>
        <translation>导出网页</translation>
    </message>
    <message>
        <source>One page to print or hand in: target, final picture, curves, scores beside those of a perfect sampler, settings and versions. Scoring takes some seconds for each model.</source>
        <translation>可打印或上交的一页：目标、最终图片、曲线、与完美采样器对照的得分、设置和版本。每个模型的评分需要几秒钟。</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>x to the right and y up, in the unit square. A generator draws as it is shown; the training is not affected. The same seed gives the same points.</source>
        <translation>在单位正方形中，x 向右、y 向上。生成器按显示的状态抽样，训练不受影响。相同的种子给出相同的点。</translation>
    </message>
    <message>
        <source>Export samples</source>
        <translation>导出样本</translation>
    </message>
    <message>
        <source>{title}, layer “{layer}” only</source>
        <translation>{title}，仅图层“{layer}”</translation>
    </message>
    <message>
        <source>The density itself: {name}</source>
        <translation>密度本身：{name}</translation>
    </message>
    <message>
        <source>&amp;Of</source>
        <translation>对象(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Points</source>
        <translation>点数(&amp;P)</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>种子(&amp;D)</translation>
    </message>
    <message>
        <source>CSV, a table</source>
        <translation>CSV，表格</translation>
    </message>
    <message>
        <source>NPY, for NumPy</source>
        <translation>NPY，用于 NumPy</translation>
    </message>
    <message>
        <source>light, for print</source>
        <translation>浅色，用于打印</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>配色(&amp;C)</translation>
    </message>
</context>
<context>
    <name>failure_messages</name>
    <message>
        <source>{reason}; ↺ starts again.</source>
        <translation>{reason}；按 ↺ 重新开始。</translation>
    </message>
    <message>
        <source>{model}: {reason}; ↺ starts again.</source>
        <translation>{model}：{reason}；按 ↺ 重新开始。</translation>
    </message>
    <message>
        <source>This run was saved on another kind of device; it continues here from where it was, with other random numbers.</source>
        <translation>此训练是在另一种设备上保存的；它将在此处接着进行，但使用不同的随机数。</translation>
    </message>
    <message>
        <source>The training process ended unexpectedly ({how}); it starts again.</source>
        <translation>训练进程意外终止（{how}）；将重新开始。</translation>
    </message>
    <message>
        <source>The training process ended unexpectedly ({how}); it continues from iteration {iteration:,}.</source>
        <translation>训练进程意外终止（{how}）；将从第 {iteration:,} 次迭代继续。</translation>
    </message>
    <message>
        <source>The training process keeps ending ({how}); ↺ tries again.</source>
        <translation>训练进程反复终止（{how}）；按 ↺ 再试一次。</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>real</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>sliced Wasserstein</source>
        <translation>切片 Wasserstein</translation>
    </message>
    <message>
        <source>Jensen–Shannon</source>
        <translation>Jensen–Shannon</translation>
    </message>
    <message>
        <source>{title}   iteration {iteration:,}   D {d}  G {g}</source>
        <translation>{title}   迭代 {iteration:,}   D {d}  G {g}</translation>
    </message>
    <message>
        <source>{title}   past iteration {iteration:,}   D {d}  G {g}</source>
        <translation>{title}   过去的迭代 {iteration:,}   D {d}  G {g}</translation>
    </message>
    <message>
        <source>No discriminator could have less than the least loss for D. It is read from {n:,} generated points in 25×25 cells, which makes it {bias:.3f} too low. Where the generator is averaged, D plays against another one than is shown: while that moves fast, D&apos;s loss may be less.</source>
        <translation>任何判别器的损失都不可能低于 D 的最小损失。它由 {n:,} 个生成点在 25×25 个网格中估计，因此偏低约 {bias:.3f}。若生成器做了平均，D 面对的就不是所显示的那个：当它快速移动时，D 的损失可能更低。</translation>
    </message>
    <message>
        <source>no v*: it needs independent pairs and plain noise</source>
        <translation>没有 v*：它需要独立配对和普通噪声</translation>
    </message>
    <message>
        <source>no map: the drawing was different then</source>
        <translation>无热图：当时的绘图是另一幅</translation>
    </message>
    <message>
        <source>no map: D sees {count} points at once</source>
        <translation>无热图：D 同时判别 {count} 个点</translation>
    </message>
    <message>
        <source>change by D&apos;s step</source>
        <translation>D 的一步的改变</translation>
    </message>
    <message>
        <source>{network}, layer {layer}, neuron {unit}</source>
        <translation>{network} 第 {layer} 层，神经元 {unit}</translation>
    </message>
    <message>
        <source>D* = p / (p + q), where p is the target&apos;s density and q the generated one, read from {n:,} points in {cells}×{cells} cells; both are smoothed by a cell, so it fades out around a shape. The noise of it is ±{floor:.2f}.</source>
        <translation>D* = p / (p + q)，其中 p 是目标的密度，q 是生成的密度，由 {n:,} 个点在 {cells}×{cells} 个网格中估计；两者都以一个网格为尺度做了平滑，所以 D* 在形状周围逐渐变淡。其噪声为 ±{floor:.2f}。</translation>
    </message>
    <message>
        <source>no D*: the {loss} loss has none</source>
        <translation>无 D*：{loss} 损失没有最优判别器</translation>
    </message>
    <message>
        <source>networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>○ {missed} of {count} modes missed</source>
        <translation>○ {count} 个模式中遗漏 {missed} 个</translation>
    </message>
    <message>
        <source>{title}   iteration {iteration:,}   losses D {d}  G {g}</source>
        <translation>{title}   迭代 {iteration:,}   损失 D {d}  G {g}</translation>
    </message>
    <message>
        <source>generated, {count:,} evaluations each</source>
        <translation>生成，每点求值 {count:,} 次</translation>
    </message>
    <message>
        <source>generated, 1 evaluation each</source>
        <translation>生成，每点求值 1 次</translation>
    </message>
    <message>
        <source>{title}   iteration {iteration:,}</source>
        <translation>{title}   迭代 {iteration:,}</translation>
    </message>
    <message>
        <source>{title}   past iteration {iteration:,}   losses D {d}  G {g}</source>
        <translation>{title}   过去的迭代 {iteration:,}   损失 D {d}  G {g}</translation>
    </message>
    <message>
        <source>{title}   past iteration {iteration:,}</source>
        <translation>{title}   过去迭代 {iteration:,}</translation>
    </message>
    <message>
        <source>{title}   past {iteration:,}</source>
        <translation>{title}   过去 {iteration:,}</translation>
    </message>
    <message>
        <source>{title}   iteration {iteration:,}   loss {g}</source>
        <translation>{title}   迭代 {iteration:,}   损失 {g}</translation>
    </message>
    <message>
        <source>{title}   past iteration {iteration:,}   loss {g}</source>
        <translation>{title}   过去的迭代 {iteration:,}   损失 {g}</translation>
    </message>
    <message>
        <source>{multiple}× the floor</source>
        <translation>{multiple}× 噪声下限</translation>
    </message>
    <message>
        <source>distance (1× is the floor)</source>
        <translation>距离（1× 即噪声下限）</translation>
    </message>
    <message>
        <source>Sliced Wasserstein is how far generated points must be moved to lie like real ones, Jensen–Shannon how little both densities overlap. Each is a multiple of the floor: what a perfect sampler of {n:,} points scores. 95 % of those lie in the band, from {low:.1f}× to {high:.1f}×.</source>
        <translation>切片 Wasserstein 表示生成点要移动多远才能像真实点那样分布，Jensen–Shannon 表示两个密度重叠得有多少。两者都是噪声下限的倍数：即 {n:,} 个点的完美采样器的得分。其中 95 % 落在色带内，即 {low:.1f}× 到 {high:.1f}×。</translation>
    </message>
    <message>
        <source>No velocity could have less than the least loss: many paths cross at a place, and what is learned is their mean. It is the exact variance, at quasi-random moments; its standard error is {error:.3f}.</source>
        <translation>任何速度场的损失都不会低于最小损失：许多路径在同一处相交，学到的是它们的平均。它是在准随机时刻上的精确方差，标准误差为 {error:.3f}。</translation>
    </message>
    <message>
        <source>distance (measuring the floor…)</source>
        <translation>距离（正在测量噪声下限…）</translation>
    </message>
    <message>
        <source>D&apos;s loss</source>
        <translation>D 的损失</translation>
    </message>
    <message>
        <source>G&apos;s loss</source>
        <translation>G 的损失</translation>
    </message>
    <message>
        <source>least for D</source>
        <translation>D 的最小值</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>real density</source>
        <translation>真实密度</translation>
    </message>
    <message>
        <source>generated density</source>
        <translation>生成密度</translation>
    </message>
    <message>
        <source>→ v at t = {time:.2f}</source>
        <translation>→ t = {time:.2f} 时的 v</translation>
    </message>
    <message>
        <source>→ v* at t = {time:.2f}</source>
        <translation>→ t = {time:.2f} 时的 v*</translation>
    </message>
    <message>
        <source>violet → v at t = {time:.2f}</source>
        <translation>紫色 → t = {time:.2f} 时的 v</translation>
    </message>
    <message>
        <source>paths up to t</source>
        <translation>到 t 为止的路径</translation>
    </message>
    <message>
        <source>white → v*</source>
        <translation>白色 → v*</translation>
    </message>
    <message>
        <source>black → v*</source>
        <translation>黑色 → v*</translation>
    </message>
    <message>
        <source>paths up to t = {time:.2f}</source>
        <translation>到 t = {time:.2f} 为止的路径</translation>
    </message>
    <message>
        <source>how real D finds it</source>
        <translation>D 认为有多真</translation>
    </message>
    <message>
        <source>D has no fixed scale with this loss: high is real, low is generated.</source>
        <translation>用这种损失时 D 没有固定的刻度：高为真实，低为生成。</translation>
    </message>
    <message>
        <source>no log q: it needs normal noise</source>
        <translation>无 log q：需要正态噪声</translation>
    </message>
    <message>
        <source>no map: a flow has no D</source>
        <translation>没有热图：流没有 D</translation>
    </message>
    <message>
        <source>no map: a GAN has no velocity</source>
        <translation>没有热图：GAN 没有速度场</translation>
    </message>
    <message>
        <source>how far v is from the best</source>
        <translation>v 与最佳速度相差多少</translation>
    </message>
    <message>
        <source>the best D there could be</source>
        <translation>可能的最优 D</translation>
    </message>
    <message>
        <source>D above or below the best</source>
        <translation>D 高于或低于最优</translation>
    </message>
    <message>
        <source>high where D finds it real</source>
        <translation>D 认为真实处为高</translation>
    </message>
    <message>
        <source>D is at ½: it can hardly tell</source>
        <translation>D 为 ½：几乎分不清</translation>
    </message>
    <message>
        <source>The length of v − v*, in sides of the square per unit of time. v* is exact: the mean velocity of all paths through a place. Gray: no path is there.</source>
        <translation>v − v* 的长度，单位是每单位时间的正方形边长。v* 是精确的：经过一处的所有路径的平均速度。灰色：那里没有路径。</translation>
    </message>
    <message>
        <source>How D&apos;s output has changed since the picture before: in slow motion by D&apos;s last step, else by all steps in between. Above 0 it went up to real.</source>
        <translation>D 的输出自上一幅画面以来的变化：慢动作中是 D 的上一步，否则是其间的所有步。大于 0 表示朝“真实”上升。</translation>
    </message>
    <message>
        <source>What this neuron of G gives, where G then puts the point; gray is where it puts none.</source>
        <translation>G 的这个神经元的输出，画在 G 随后放置点的位置；灰色处没有放置点。</translation>
    </message>
    <message>
        <source>D is shown as σ(D − c), since this loss compares it in pairs: c is what fits best. 1 is real, 0 is generated, ½ is undecided.</source>
        <translation>D 显示为 σ(D − c)，因为这种损失成对比较：c 取最合适的值。1 为真实，0 为生成，½ 为未定。</translation>
    </message>
    <message>
        <source>D is shown less its mean: a constant more or less is the same to it.</source>
        <translation>显示的 D 已减去均值：加减一个常数对它没有区别。</translation>
    </message>
    <message>
        <source>1 is real, 0 is generated, ½ is undecided.</source>
        <translation>1 为真实，0 为生成，½ 为未定。</translation>
    </message>
    <message>
        <source>no map of a flow&apos;s neurons</source>
        <translation>没有流的神经元热图</translation>
    </message>
    <message>
        <source>What this neuron of D gives for a point at each place.</source>
        <translation>D 的这个神经元对每个位置上的点的输出。</translation>
    </message>
    <message>
        <source>{caption}, for {layer}</source>
        <translation>{caption}，对 {layer}</translation>
    </message>
    <message>
        <source>It is the mean over the layers.</source>
        <translation>这是各图层的平均。</translation>
    </message>
    <message>
        <source>How far the model is from the target: the sliced Wasserstein distance of {n:,} generated points, as a multiple of what a perfect sampler of as many points scores. 95 % of those score {low:.1f}× to {high:.1f}×. At present the mean of the last few measurements is shown.</source>
        <translation>模型离目标有多远：{n:,} 个生成点的切片 Wasserstein 距离，以同样多点的完美采样器的得分为单位。其中 95 % 的得分为 {low:.1f}× 到 {high:.1f}×。当前显示的是最近几次测量的平均。</translation>
    </message>
    <message>
        <source>asked of (row), found in (column)</source>
        <translation>要求的（行）→ 落在（列）</translation>
    </message>
    <message>
        <source>zoom {times}×</source>
        <translation>放大 {times}×</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>空处</translation>
    </message>
    <message>
        <source>generated, 1 eval.</source>
        <translation>生成，求值 1 次</translation>
    </message>
    <message>
        <source>generated, {count:,} evals</source>
        <translation>生成，求值 {count:,} 次</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>value</source>
        <translation>连续编码</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>latent</source>
        <translation>潜变量</translation>
    </message>
    <message>
        <source>waves</source>
        <translation>正弦波</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>方波</translation>
    </message>
    <message>
        <source>point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>logit</translation>
    </message>
    <message>
        <source>velocity</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>→ where G pushes</source>
        <translation>→ G 推动的方向</translation>
    </message>
    <message>
        <source>black → where G pushes</source>
        <translation>黑色 → G 推动的方向</translation>
    </message>
    <message>
        <source>brown → G&apos;s step, {times}×</source>
        <translation>棕色 → G 的一步，{times}×</translation>
    </message>
    <message>
        <source>latent grid</source>
        <translation>潜变量网格</translation>
    </message>
    <message>
        <source>latent grid, dark where latents are dense</source>
        <translation>潜变量网格，潜变量密集处颜色较深</translation>
    </message>
    <message>
        <source>→ G&apos;s step, {times}×</source>
        <translation>→ G 的一步，{times}×</translation>
    </message>
    <message>
        <source>white → where G pushes</source>
        <translation>白色 → G 推动的方向</translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation>编码 {number}</translation>
    </message>
    <message>
        <source>evaluations of the network a point (a GAN takes 1)</source>
        <translation>每个点的网络求值次数（GAN 为 1）</translation>
    </message>
    <message>
        <source>sliced Wasserstein, × the floor</source>
        <translation>切片 Wasserstein，× 噪声下限</translation>
    </message>
</context>
<context>
    <name>phases</name>
    <message>
        <source>{phase}: {points} points</source>
        <translation>{phase}：{points} 个点</translation>
    </message>
    <message>
        <source>□ real, ○ on the paths to them: this batch</source>
        <translation>□ 真实，○ 在通往它们的路径上：这一批</translation>
    </message>
    <message>
        <source>□ real, ○ generated: this batch</source>
        <translation>□ 真实，○ 生成：当前批次</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>`{path}` has more than {millions} million pixels, the limit</source>
        <translation>`{path}` 的像素超过 {millions} 百万的上限</translation>
    </message>
    <message>
        <source>`{path}` must be a flat picture, and has the axes {axes}</source>
        <translation>`{path}` 必须是平面图片，而它的轴为 {axes}</translation>
    </message>
    <message>
        <source>`{path}` must have finite values only, and has NaN or infinity</source>
        <translation>`{path}` 只能含有有限值，实际有 NaN 或无穷大</translation>
    </message>
    <message>
        <source>`{path}` must not have negative values, got {least:g}</source>
        <translation>`{path}` 不得含有负值，实际有 {least:g}</translation>
    </message>
    <message>
        <source>`{path}` does not exist</source>
        <translation>`{path}` 不存在</translation>
    </message>
    <message>
        <source>`{path}` must be an image file, and is a folder or a device</source>
        <translation>`{path}` 必须是图片文件，实际是文件夹或设备</translation>
    </message>
    <message>
        <source>`{path}` cannot be read: permission denied</source>
        <translation>无法读取 `{path}`：没有权限</translation>
    </message>
    <message>
        <source>`{path}` must be a picture ({kinds}), and is none</source>
        <translation>`{path}` 必须是图片（{kinds}），而它不是</translation>
    </message>
    <message>
        <source>`{path}` is damaged or cut off and cannot be read: {reason}</source>
        <translation>`{path}` 已损坏或不完整，无法读取：{reason}</translation>
    </message>
    <message>
        <source>`{text}` must be a shipped density, an image or a folder (did you mean `{close}`?); shipped are {names}</source>
        <translation>`{text}` 必须是自带的密度、图片或文件夹（是否想用 `{close}`？）；自带的有 {names}</translation>
    </message>
    <message>
        <source>a target must be a shipped name, an image or a folder, got nothing</source>
        <translation>目标必须是自带密度的名称、图片或文件夹，而这里是空的</translation>
    </message>
    <message>
        <source>`{folder}` must have at least one image, and has none</source>
        <translation>`{folder}` 中至少要有一张图片，实际没有</translation>
    </message>
    <message>
        <source>`{text}` must be a shipped density, an image or a folder; shipped are {names}</source>
        <translation>`{text}` 必须是自带的密度、图片或文件夹；自带的有 {names}</translation>
    </message>
    <message>
        <source>`{path}` is a table of points, which has no colours to change</source>
        <translation>`{path}` 是点集表格，没有可更改的颜色</translation>
    </message>
    <message>
        <source>`{path}` cannot be read: {reason}</source>
        <translation>无法读取 `{path}`：{reason}</translation>
    </message>
    <message>
        <source>`{text}` must start with the name of a user that exists</source>
        <translation>`{text}` 必须以一个存在的用户名开头</translation>
    </message>
    <message>
        <source>`{path}` must not be all black (or transparent): it would have no density</source>
        <translation>`{path}` 不能全黑（或全透明）：那样就没有密度了</translation>
    </message>
    <message>
        <source>`black_point` must be in [0, 1), got {black_point}</source>
        <translation>`black_point` 必须在 [0, 1) 之内，实际为 {black_point}</translation>
    </message>
    <message>
        <source>`black_point` must leave something of `{path}`, whose brightest pixel has {share} of full white, got {black_point}</source>
        <translation>`black_point` 必须让 `{path}` 有所保留（其最亮像素为纯白的 {share}），实际为 {black_point}</translation>
    </message>
    <message>
        <source>`{path}` must not be all white (or transparent) when inverted: it would have no density</source>
        <translation>要反相的 `{path}` 不能全白（或全透明）：那样就没有密度了</translation>
    </message>
    <message>
        <source>`{path}` has more than {most:,} lines, the limit</source>
        <translation>`{path}` 的行数超过 {most:,} 的上限</translation>
    </message>
    <message>
        <source>`{path}` must have at least two points, and has {count}</source>
        <translation>`{path}` 至少要有两个点，实际有 {count} 个</translation>
    </message>
    <message>
        <source>a picture must have at most {most} parts to be split, got {parts} (a higher `black_point` removes noise)</source>
        <translation>要拆分的图片最多有 {most} 个部分，实际有 {parts} 个（提高黑场可去除噪点）</translation>
    </message>
    <message>
        <source>--batch-size must be a multiple of --pack, got {batch_size} and {pack}</source>
        <translation>--batch-size 必须是 --pack 的整数倍，实际为 {batch_size} 和 {pack}</translation>
    </message>
    <message>
        <source>--output shift needs --latent-dim of at least 2, got 1</source>
        <translation>--output shift 要求 --latent-dim 至少为 2，实际为 1</translation>
    </message>
    <message>
        <source>--device must be one of {devices}, got {name!r}</source>
        <translation>--device 必须是 {devices} 之一，实际为 {name!r}</translation>
    </message>
    <message>
        <source>--device {name} is not available here, only {here}</source>
        <translation>此处没有 --device {name}，只有 {here}</translation>
    </message>
    <message>
        <source>out of memory; a smaller batch or smaller networks may help</source>
        <translation>内存不足；减小批量或缩小网络或许有用</translation>
    </message>
    <message>
        <source>the training cannot go on ({reason}); other settings or a reset may help</source>
        <translation>训练无法继续（{reason}）；更改设置或重置或许有用</translation>
    </message>
    <message>
        <source>the checkpoint belongs to another network or optimizer</source>
        <translation>此检查点属于另一种网络或优化器</translation>
    </message>
    <message>
        <source>the checkpoint lacks {missing}</source>
        <translation>检查点缺少 {missing}</translation>
    </message>
    <message>
        <source>--batch-size of a batch GAN applies after a reset only</source>
        <translation>Batch GAN 的 --batch-size 只在重置后生效</translation>
    </message>
    <message>
        <source>another number of layers applies after a reset only</source>
        <translation>图层数的更改只在重置后生效</translation>
    </message>
    <message>
        <source>{flag} applies after a reset only</source>
        <translation>{flag} 只在重置后生效</translation>
    </message>
    <message>
        <source>the discriminator&apos;s loss was not a finite number at iteration {iteration}; a lower learning rate may help</source>
        <translation>第 {iteration} 次迭代时判别器的损失不是有限值；降低学习率或许有用</translation>
    </message>
    <message>
        <source>the generator&apos;s loss was not a finite number at iteration {iteration}; a lower learning rate may help</source>
        <translation>第 {iteration} 次迭代时生成器的损失不是有限值；降低学习率或许有用</translation>
    </message>
    <message>
        <source>a run must be of the model {asked!r}, got {found!r}</source>
        <translation>训练的模型必须是 {asked!r}，实际为 {found!r}</translation>
    </message>
    <message>
        <source>No flow is shown: choose it as a panel&apos;s model in the settings, and press ▶. Other models make a point in one step.</source>
        <translation>没有显示流：请在设置中把它选为某个面板的模型，然后按 ▶。其他模型一步就生成一个点。</translation>
    </message>
    <message>
        <source>--base must be normal, uniform, a shipped density, the path of a picture or formula:…, got {base!r}</source>
        <translation>--base 必须是 normal、uniform、自带的密度、图片的路径或 formula:…，实际为 {base!r}</translation>
    </message>
    <message>
        <source>brush stroke</source>
        <translation>画笔笔画</translation>
    </message>
    <message>
        <source>erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>move layer</source>
        <translation>移动图层</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Move the ring</source>
        <translation>移动光标圈</translation>
    </message>
    <message>
        <source>Shift+Arrow keys</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <source>Move the ring in larger steps</source>
        <translation>大步移动光标圈</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Put the tool down, and lift it again</source>
        <translation>落笔，再按则抬笔</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Take back what is not finished</source>
        <translation>取消未完成的操作</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Constrain what is drawn: a square, a circle, steps of 45°</source>
        <translation>约束所画的形状：正方形、圆、45° 的倍数</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>To the next control; Shift+Tab goes back</source>
        <translation>转到下一个控件；Shift+Tab 返回上一个</translation>
    </message>
    <message>
        <source>Press the button that the keyboard is on, or open its list</source>
        <translation>按下键盘焦点所在的按钮，或打开它的列表</translation>
    </message>
    <message>
        <source>a view has no such neuron: {found}</source>
        <translation>视图中没有这样的神经元：{found}</translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>What one neuron gives, at every place. Alt+6 shows which, and chooses others.</source>
        <translation>一个神经元在每个位置的输出。Alt+6 显示是哪一个，并可选择其他神经元。</translation>
    </message>
    <message>
        <source>What D&apos;s step changed</source>
        <translation>D 的一步改变了什么</translation>
    </message>
    <message>
        <source>How D&apos;s last step changed it: up to real, or down to generated.</source>
        <translation>D 的上一步怎样改变了它：朝真实上升，或朝生成下降。</translation>
    </message>
    <message>
        <source>What G&apos;s step moved</source>
        <translation>G 的一步移动了什么</translation>
    </message>
    <message>
        <source>Where the generator&apos;s last step moved its points, enlarged.</source>
        <translation>生成器的上一步把点移到了哪里（放大显示）。</translation>
    </message>
    <message>
        <source>Where a flow&apos;s velocity moves points at the time t.</source>
        <translation>流的速度场在时刻 t 把点移向何处。</translation>
    </message>
    <message>
        <source>The best velocity that a flow could have at the time t.</source>
        <translation>流在时刻 t 可能有的最佳速度。</translation>
    </message>
    <message>
        <source>How far a flow&apos;s velocity is from the best one at the time t.</source>
        <translation>流的速度在时刻 t 与最佳速度相差多少。</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>The ways of some points from noise to the target, up to the time t.</source>
        <translation>一些点从噪声到目标的路径，画到时刻 t 为止。</translation>
    </message>
    <message>
        <source>Below: the losses, and the least that D&apos;s, or a flow&apos;s, could be.</source>
        <translation>下方：各损失，以及 D 或流可能的最小损失。</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Below: both networks; the stronger a line, the stronger the weights. A click on a layer chooses a neuron.</source>
        <translation>下方：两个网络；线条越浓，权重越强。单击某一层可选择神经元。</translation>
    </message>
    <message>
        <source>Same axes</source>
        <translation>相同坐标轴</translation>
    </message>
    <message>
        <source>the time of a view must be in 0 … 1, got {time!r}</source>
        <translation>视图的时刻必须在 0 … 1 之间，得到的是 {time!r}</translation>
    </message>
    <message>
        <source>is of the model {found}, not {model}</source>
        <translation>属于模型 {found}，而不是 {model}</translation>
    </message>
    <message>
        <source>does not fit to the run, {name} must have the shape {shape}, got {found}</source>
        <translation>与该运行不符：{name} 的形状必须是 {shape}，实际为 {found}</translation>
    </message>
    <message>
        <source>the target must have at most {most} layers, got {n}</source>
        <translation>目标最多可有 {most} 个图层，实际为 {n} 个</translation>
    </message>
    <message>
        <source>two layers of the target have one `file`</source>
        <translation>目标中有两个图层使用同一个 `file`</translation>
    </message>
    <message>
        <source>`keep` must be last or best, got {keep!r}</source>
        <translation>`keep` 必须为 last 或 best，实际为 {keep!r}</translation>
    </message>
    <message>
        <source>`samples` must be at most {most}, got {samples}</source>
        <translation>`samples` 最多为 {most}，实际为 {samples}</translation>
    </message>
    <message>
        <source>{path}: lacks or misspells a setting ({reason})</source>
        <translation>{path}：缺少设置或设置拼写有误（{reason}）</translation>
    </message>
    <message>
        <source>a file of settings must be a JSON object</source>
        <translation>设置文件必须是一个 JSON 对象</translation>
    </message>
    <message>
        <source>these are settings of another kind of model ({name})</source>
        <translation>这些是另一类模型（{name}）的设置</translation>
    </message>
    <message>
        <source>has {size:,} bytes, and {most:,} are allowed</source>
        <translation>有 {size:,} 字节，最多允许 {most:,} 字节</translation>
    </message>
    <message>
        <source>it is nested too deep</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>it lacks {name}</source>
        <translation>缺少 {name}</translation>
    </message>
    <message>
        <source>`{name}` must be a whole number from {low} to {high}, got {value!r}</source>
        <translation>`{name}` 必须是 {low} 到 {high} 之间的整数，实际为 {value!r}</translation>
    </message>
    <message>
        <source>{path}: are no moments of this run ({reason})</source>
        <translation>{path}：不是这次训练的时刻（{reason}）</translation>
    </message>
    <message>
        <source>moments</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>{entry}: leads out of the run, which is written to its own folder only</source>
        <translation>{entry}：指向训练文件夹之外，而训练只会写入自己的文件夹</translation>
    </message>
    <message>
        <source>{path}: belongs to another run, which is still going on</source>
        <translation>{path}：属于另一个仍在进行的训练</translation>
    </message>
    <message>
        <source>{path}: cannot be written ({reason})</source>
        <translation>{path}：无法写入（{reason}）</translation>
    </message>
    <message>
        <source>what is in it would take more than {most:,} bytes of memory</source>
        <translation>其内容将占用超过 {most:,} 字节的内存</translation>
    </message>
    <message>
        <source>its networks take {size:,} bytes, and {most:,} are allowed</source>
        <translation>其网络占用 {size:,} 字节，最多允许 {most:,} 字节</translation>
    </message>
    <message>
        <source>a row must begin with its iteration, got {text!r}</source>
        <translation>每一行必须以迭代次数开头，实际为 {text!r}</translation>
    </message>
    <message>
        <source>{path}: is no table of a run ({reason})</source>
        <translation>{path}：不是训练的数据表（{reason}）</translation>
    </message>
    <message>
        <source>{path}: a layer has at most {most} pixels a side, got {side}</source>
        <translation>{path}：图层每边最多 {most} 像素，实际为 {side}</translation>
    </message>
    <message>
        <source>{path}: the layers have more than {most:,} pixels</source>
        <translation>{path}：图层的像素总数超过 {most:,}</translation>
    </message>
    <message>
        <source>nothing has been trained in this session</source>
        <translation>此会话中尚未训练任何模型</translation>
    </message>
    <message>
        <source>{flag} must be at least {low:.15g}, got {value!r}</source>
        <translation>{flag} 至少为 {low:.15g}，实际为 {value!r}</translation>
    </message>
    <message>
        <source>{flag} must be at most {high:.15g}, got {value!r}</source>
        <translation>{flag} 至多为 {high:.15g}，实际为 {value!r}</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Drawing the digits</source>
        <translation>绘制数字</translation>
    </message>
    <message>
        <source>The training ended ({reason}); {path} has what was saved.</source>
        <translation>训练结束了（{reason}）；已保存的内容在 {path}。</translation>
    </message>
    <message>
        <source>The digits cannot be drawn ({reason}).</source>
        <translation>无法绘制数字（{reason}）。</translation>
    </message>
    <message>
        <source>Saving the drawing</source>
        <translation>保存绘图</translation>
    </message>
    <message>
        <source>Saving the training state</source>
        <translation>保存训练状态</translation>
    </message>
    <message>
        <source>Reading the run that was left behind</source>
        <translation>读取遗留的运行</translation>
    </message>
    <message>
        <source>Drop to add {count} images, one layer each.</source>
        <translation>松开以添加 {count} 张图片，每张一个图层。</translation>
    </message>
    <message>
        <source>choose a model to start from</source>
        <translation>请选择一个作为起点的模型</translation>
    </message>
    <message>
        <source>{flag} is there twice</source>
        <translation>{flag} 出现了两次</translation>
    </message>
    <message>
        <source>the experiment cannot be written ({reason})</source>
        <translation>无法写入实验（{reason}）</translation>
    </message>
    <message>
        <source>the process of the experiment has died ({how}); it can go on</source>
        <translation>实验的进程已终止（{how}）；可以继续</translation>
    </message>
    <message>
        <source>Drop to open {count} images, one layer each.</source>
        <translation>松开以打开 {count} 张图片，每张一个图层。</translation>
    </message>
    <message>
        <source>Drop to add {count} files, one layer each.</source>
        <translation>松开以添加 {count} 个文件，每个一个图层。</translation>
    </message>
    <message>
        <source>Drop to open {count} files, one layer each.</source>
        <translation>松开以打开 {count} 个文件，每个一个图层。</translation>
    </message>
    <message>
        <source>Drop to add the folder “{name}”, one layer for each image.</source>
        <translation>松开以添加文件夹“{name}”，每张图片一个图层。</translation>
    </message>
    <message>
        <source>Drop to open the folder “{name}”, one layer for each image.</source>
        <translation>松开以打开文件夹“{name}”，每张图片一个图层。</translation>
    </message>
    <message>
        <source>Drop to add the points of “{name}”.</source>
        <translation>松开以添加“{name}”中的点。</translation>
    </message>
    <message>
        <source>Drop to open the points of “{name}”.</source>
        <translation>松开以打开“{name}”中的点。</translation>
    </message>
    <message>
        <source>Drop to add the drawing “{name}”.</source>
        <translation>松开以添加绘图“{name}”。</translation>
    </message>
    <message>
        <source>Drop to open the drawing “{name}”.</source>
        <translation>松开以打开绘图“{name}”。</translation>
    </message>
    <message>
        <source>Drop to add the image “{name}”, as a layer.</source>
        <translation>松开以将图片“{name}”添加为图层。</translation>
    </message>
    <message>
        <source>Drop to open the image “{name}”.</source>
        <translation>松开以打开图片“{name}”。</translation>
    </message>
    <message>
        <source>Drop to open the session “{name}”: drawing, models and all.</source>
        <translation>松开以打开会话“{name}”：绘图、模型等全部内容。</translation>
    </message>
    <message>
        <source>Reading “{name}”</source>
        <translation>读取“{name}”</translation>
    </message>
    <message>
        <source>Drop one folder, or images: “{name}” is one of several things.</source>
        <translation>请拖放一个文件夹，或若干图片：“{name}”只是其中之一。</translation>
    </message>
    <message>
        <source>“{name}” is no image; drop images, or one folder of images.</source>
        <translation>“{name}”不是图片；请拖放图片，或一个图片文件夹。</translation>
    </message>
    <message>
        <source>Splitting the layer</source>
        <translation>拆分图层</translation>
    </message>
    <message>
        <source>Only files can be dropped here: images, or one folder of images.</source>
        <translation>此处只能拖放文件：图片，或一个图片文件夹。</translation>
    </message>
    <message>
        <source>Drop to open the digits of “{name}”.</source>
        <translation>松开以打开“{name}”的数字。</translation>
    </message>
    <message>
        <source>Drop “{name}” by itself: it is a session.</source>
        <translation>请单独拖放“{name}”：它是一个会话。</translation>
    </message>
    <message>
        <source>two `entrants` are needed, one of them shown, got {count}</source>
        <translation>需要两个 `entrants`，其中至少一个显示，而得到 {count} 个</translation>
    </message>
    <message>
        <source>There is not enough memory for that.</source>
        <translation>内存不足，无法完成。</translation>
    </message>
    <message>
        <source>{doing} failed: {reason}.</source>
        <translation>{doing}失败：{reason}。</translation>
    </message>
    <message>
        <source>Something in the window</source>
        <translation>窗口中的某项操作</translation>
    </message>
    <message>
        <source>Smoothing the points of “{name}”</source>
        <translation>平滑“{name}”的点</translation>
    </message>
    <message>
        <source>draw paths</source>
        <translation>抽取路径</translation>
    </message>
    <message>
        <source>velocity&apos;s gradient</source>
        <translation>速度的梯度</translation>
    </message>
    <message>
        <source>velocity&apos;s step</source>
        <translation>速度的步</translation>
    </message>
    <message>
        <source>Starting the training process…</source>
        <translation>正在启动训练进程…</translation>
    </message>
    <message>
        <source>An iteration takes about {seconds} s; a smaller batch or smaller networks would be faster.</source>
        <translation>一次迭代约需 {seconds} 秒；减小批量或网络会更快。</translation>
    </message>
    <message>
        <source>An iteration takes about {seconds} s: {setting} is {value}. Less is faster; the preset has {usual}.</source>
        <translation>一次迭代约需 {seconds} 秒：{setting}为 {value}。减小会更快；预设为 {usual}。</translation>
    </message>
    <message>
        <source>The generated points have left the square; lower rates and ↺ would help.</source>
        <translation>生成的点已离开方形区域；请降低学习率并按 ↺。</translation>
    </message>
    <message>
        <source>The generated points have left the square: {setting} is {value}, and the preset has {usual}. Set it lower, and press ↺.</source>
        <translation>生成的点已离开方形区域：{setting}为 {value}，预设为 {usual}。请调低并按 ↺。</translation>
    </message>
    <message>
        <source>The losses grow without bound; lower rates and ↺ would help.</source>
        <translation>损失无限增长；请降低学习率并按 ↺。</translation>
    </message>
    <message>
        <source>The losses grow without bound: {setting} is {value}, and the preset has {usual}. Set it lower, and press ↺.</source>
        <translation>损失无限增长：{setting}为 {value}，预设为 {usual}。请调低并按 ↺。</translation>
    </message>
    <message>
        <source>runs can be compared on one target only</source>
        <translation>只能比较同一目标上的训练</translation>
    </message>
    <message>
        <source>it began on another device</source>
        <translation>它开始于另一设备</translation>
    </message>
    <message>
        <source>Opening the session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Saving the session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>the formula cannot be read from letter {at} on: `{part}`</source>
        <translation>公式从第 {at} 个字符起无法读取：`{part}`</translation>
    </message>
    <message>
        <source>the formula is nested too deeply at letter {at}; {most} levels are allowed</source>
        <translation>公式在第 {at} 个字符处嵌套过深；最多 {most} 层</translation>
    </message>
    <message>
        <source>`{part}` at letter {at} is nothing that a formula has</source>
        <translation>第 {at} 个字符处的 `{part}` 不能用在公式中</translation>
    </message>
    <message>
        <source>`{part}` at letter {at} is too large a number</source>
        <translation>第 {at} 个字符处的数 `{part}` 过大</translation>
    </message>
    <message>
        <source>a formula must not be empty</source>
        <translation>公式不能为空</translation>
    </message>
    <message>
        <source>a formula must have at most {most} letters, got {n}</source>
        <translation>公式最多 {most} 个字符，现有 {n} 个</translation>
    </message>
    <message>
        <source>the bracket `{part}` at letter {at} is never closed</source>
        <translation>第 {at} 个字符处的括号 `{part}` 没有闭合</translation>
    </message>
    <message>
        <source>the formula ends too early</source>
        <translation>公式不完整</translation>
    </message>
    <message>
        <source>the function `{name}` at letter {at} needs its values in brackets</source>
        <translation>第 {at} 个字符处的函数 `{name}` 需要用括号给出参数</translation>
    </message>
    <message>
        <source>`{name}` at letter {at} is not known; there are {names}</source>
        <translation>第 {at} 个字符处的 `{name}` 未知；可用 {names}</translation>
    </message>
    <message>
        <source>`{name}` at letter {at} is no function; there are {names}</source>
        <translation>第 {at} 个字符处的 `{name}` 不是函数；可用 {names}</translation>
    </message>
    <message>
        <source>`{name}` at letter {at} takes {wanted}, got {given}</source>
        <translation>第 {at} 个字符处的 `{name}` 需要{wanted}，现有 {given} 个</translation>
    </message>
    <message>
        <source>`{part}` has no finite value at x = {x}, y = {y}</source>
        <translation>`{part}` 在 x = {x}，y = {y} 处没有有限的值</translation>
    </message>
    <message>
        <source>`{part}` is negative at x = {x}, y = {y}, which no density is; max(0, …) helps</source>
        <translation>`{part}` 在 x = {x}，y = {y} 处为负，而密度不能为负；可用 max(0, …)</translation>
    </message>
    <message>
        <source>`{part}` is 0 everywhere</source>
        <translation>`{part}` 处处为 0</translation>
    </message>
    <message>
        <source>one value</source>
        <translation>一个参数</translation>
    </message>
    <message>
        <source>two values or more</source>
        <translation>两个或更多参数</translation>
    </message>
    <message>
        <source>`{path}`: page {page} of {count} is read</source>
        <translation>`{path}`：读取的是 {count} 页中的第 {page} 页</translation>
    </message>
    <message>
        <source>`{path}` must have pages of one size to take them as layers, and page {page} has {other} pixels where the first has {size}</source>
        <translation>要把各页作为图层，`{path}` 的各页大小必须相同，而第 {page} 页为 {other} 像素，首页为 {size} 像素</translation>
    </message>
    <message>
        <source>`{path}` must not be transparent everywhere: remove its alpha channel if colours count</source>
        <translation>`{path}` 不能处处透明：若要以颜色为准，请移除它的 Alpha 通道</translation>
    </message>
    <message>
        <source>`page` must be in 1 … {count} for `{path}`, got {page}</source>
        <translation>对于 `{path}`，`page` 必须在 1 … {count} 之间，实际为 {page}</translation>
    </message>
    <message>
        <source>`{path}` must not be empty, and of its {count} pages none up to page {page} has any density</source>
        <translation>`{path}` 不能是空的，而在它的 {count} 页中，直到第 {page} 页都没有密度</translation>
    </message>
    <message>
        <source>`{path}` has {count} pages, and at most {most} can be layers: take one of them</source>
        <translation>`{path}` 有 {count} 页，最多只能把 {most} 页作为图层：请只取其中一页</translation>
    </message>
    <message>
        <source>`{path}`: {kept} of {count} pages are read, the others are empty or thumbnails</source>
        <translation>`{path}`：读取了 {count} 页中的 {kept} 页，其余为空页或缩略图</translation>
    </message>
    <message>
        <source>`{path}` is a TIFF of a kind that is not read ({kind}): save it as gray or RGB of 8, 16 or 32 bits</source>
        <translation>`{path}` 是不支持的 TIFF 类型（{kind}）：请另存为 8、16 或 32 位的灰度或 RGB 图片</translation>
    </message>
    <message>
        <source>`{path}` takes {held} GB of memory to read, more than the limit of {most} GB: save it with fewer pixels, or with smaller tiles or strips</source>
        <translation>读取 `{path}` 需要 {held} GB 内存，超过上限 {most} GB：请减少像素，或以更小的分块或条带保存</translation>
    </message>
    <message>
        <source>`{path}` has {side:,} pixels a side, more than the limit of {most:,}</source>
        <translation>`{path}` 的一边有 {side:,} 个像素，超过上限 {most:,}</translation>
    </message>
    <message>
        <source>`{path}` is made of {scans:,} scans, too many for its size</source>
        <translation>`{path}` 由 {scans:,} 次扫描组成，对它的大小来说太多</translation>
    </message>
    <message>
        <source>`{path}` has more than {millions} million pixels, the limit of its kind: save it as PNG</source>
        <translation>`{path}` 的像素数超过此类文件的上限 {millions} 百万：请另存为 PNG</translation>
    </message>
    <message>
        <source>`{path}` is no table of points, --columns and --y-down apply to these only</source>
        <translation>`{path}` 不是点的表格，--columns 和 --y-down 只适用于点的表格</translation>
    </message>
    <message>
        <source>`{path}` is not a single image, and has no pages to choose</source>
        <translation>`{path}` 不是单张图片，没有可选的页</translation>
    </message>
    <message>
        <source>a formula takes no options of pictures or tables: `{text}`</source>
        <translation>公式不接受图片或表格的选项：`{text}`</translation>
    </message>
    <message>
        <source>{path}: {how}</source>
        <translation>{path}：{how}</translation>
    </message>
    <message>
        <source>of `page` and `pages_as_layers` only one can be asked for</source>
        <translation>`page` 和 `pages_as_layers` 只能使用其中之一</translation>
    </message>
    <message>
        <source>the text of a picture is damaged</source>
        <translation>图片的文本已损坏</translation>
    </message>
    <message>
        <source>column {number}</source>
        <translation>第 {number} 列</translation>
    </message>
    <message>
        <source>`{path}` must have a name for each column, and has {found} in line {line} above {columns} columns</source>
        <translation>`{path}` 的每一列必须有一个名称，而第 {line} 行有 {found} 个名称，其下有 {columns} 列</translation>
    </message>
    <message>
        <source>x is {x}, y is {y} and runs up, a layer for each {label}</source>
        <translation>x 为{x}，y 为{y}（向上），每个{label}一个图层</translation>
    </message>
    <message>
        <source>x is {x}, y is {y} and runs up, no labels</source>
        <translation>x 为{x}，y 为{y}（向上），无标签</translation>
    </message>
    <message>
        <source>x is {x}, y is {y} and runs down, a layer for each {label}</source>
        <translation>x 为{x}，y 为{y}（向下），每个{label}一个图层</translation>
    </message>
    <message>
        <source>x is {x}, y is {y} and runs down, no labels</source>
        <translation>x 为{x}，y 为{y}（向下），无标签</translation>
    </message>
    <message>
        <source>`{path}` must have the column `{name}`, and has {columns}</source>
        <translation>`{path}` 必须有列 `{name}`，实际有 {columns}</translation>
    </message>
    <message>
        <source>--columns must name two columns, x,y, or three, x,y,label, and names {count}</source>
        <translation>--columns 必须指定两列（x,y）或三列（x,y,label），实际指定了 {count} 列</translation>
    </message>
    <message>
        <source>--columns must name different columns, and names {column} twice</source>
        <translation>--columns 必须指定不同的列，而 {column} 出现了两次</translation>
    </message>
    <message>
        <source>`{path}` must have a column {number}, and has {count}</source>
        <translation>`{path}` 必须有第 {number} 列，实际有 {count} 列</translation>
    </message>
    <message>
        <source>{said}; {more}</source>
        <translation>{said}；{more}</translation>
    </message>
    <message>
        <source>{column} is an index</source>
        <translation>{column}是序号</translation>
    </message>
    <message>
        <source>decimal commas</source>
        <translation>小数点为逗号</translation>
    </message>
    <message>
        <source>lines passed over: {lines}</source>
        <translation>跳过的行：{lines}</translation>
    </message>
    <message>
        <source>no names</source>
        <translation>没有名称</translation>
    </message>
    <message>
        <source>`{path}` is no table of points: it must be a text file with two columns of numbers</source>
        <translation>`{path}` 不是点的表格：必须是含有两列数字的文本文件</translation>
    </message>
    <message>
        <source>`{path}` is a workbook; save its sheet as CSV</source>
        <translation>`{path}` 是工作簿；请将其工作表另存为 CSV</translation>
    </message>
    <message>
        <source>`{path}` is a folder or a device, and no file</source>
        <translation>`{path}` 是文件夹或设备，而不是文件</translation>
    </message>
    <message>
        <source>`{path}` must have at most {most:,} characters a line, and has more in line {line}</source>
        <translation>`{path}` 每行最多有 {most:,} 个字符，而第 {line} 行超出</translation>
    </message>
    <message>
        <source>`{path}` has more than {most:,} characters, the limit</source>
        <translation>`{path}` 超过 {most:,} 个字符的上限</translation>
    </message>
    <message>
        <source>`{path}` must close every quote, and does not in line {line}</source>
        <translation>`{path}` 的每个引号必须成对，而第 {line} 行没有闭合</translation>
    </message>
    <message>
        <source>`{path}` must have a number in every line, and {column} is empty in line {line}</source>
        <translation>`{path}` 的每一行必须有数字，而第 {line} 行的 {column} 为空</translation>
    </message>
    <message>
        <source>`{path}` must have a finite number in every line, and {column} is `{cell}` in line {line}</source>
        <translation>`{path}` 的每一行必须有有限的数字，而第 {line} 行的 {column} 是 `{cell}`</translation>
    </message>
    <message>
        <source>`{path}` must have numbers without thousands separators, and {column} is `{cell}` in line {line}</source>
        <translation>`{path}` 的数字不能有千位分隔符，而第 {line} 行的 {column} 是 `{cell}`</translation>
    </message>
    <message>
        <source>`{path}` must have a label in every line, and {column} is empty in line {line}</source>
        <translation>`{path}` 的每一行必须有标签，而第 {line} 行的 {column} 为空</translation>
    </message>
    <message>
        <source>`{path}` must have labels of at most {characters} characters, and {column} has more in line {line}</source>
        <translation>`{path}` 的标签最多有 {characters} 个字符，而第 {line} 行的 {column} 超出</translation>
    </message>
    <message>
        <source>`{path}` must have at most {labels} labels, and {column} has one more, `{cell}`, in line {line}</source>
        <translation>`{path}` 最多有 {labels} 个标签，而第 {line} 行的 {column} 又多出一个：`{cell}`</translation>
    </message>
    <message>
        <source>`{path}` must have as many columns in every line, {first}, and has {found} in line {line}</source>
        <translation>`{path}` 每行的列数必须相同（{first} 列），而第 {line} 行有 {found} 列</translation>
    </message>
    <message>
        <source>`{path}`: {read} of {count} channels are read, those of colour and alpha</source>
        <translation>`{path}`：读取了 {count} 个通道中的 {read} 个，即颜色和 Alpha 通道</translation>
    </message>
    <message>
        <source>`{path}` must have real values, and has complex ones: save their magnitude</source>
        <translation>`{path}` 必须是实数值，而它含有复数值：请保存其模</translation>
    </message>
    <message>
        <source>`{path}`: channel 1 of {count} is read</source>
        <translation>`{path}`：读取的是 {count} 个通道中的第 1 个</translation>
    </message>
    <message>
        <source>{doing} failed in an unforeseen way ({kind}); {path} has the details</source>
        <translation>{doing}因意外原因失败（{kind}）；详情见 {path}</translation>
    </message>
    <message>
        <source>{doing} failed in an unforeseen way ({kind})</source>
        <translation>{doing}因意外原因失败（{kind}）</translation>
    </message>
    <message>
        <source>the run could not be written ({reason})</source>
        <translation>无法写入这次训练（{reason}）</translation>
    </message>
    <message>
        <source>--base must be a density: {reason}</source>
        <translation>--base 必须是一个密度：{reason}</translation>
    </message>
    <message>
        <source>--sampler stochastic needs --base normal: only there does the score follow from the velocity</source>
        <translation>--sampler stochastic 需要 --base normal：只有那里才能由速度得到得分函数</translation>
    </message>
    <message>
        <source>only a conditional flow is told layers</source>
        <translation>只有条件流会得知图层</translation>
    </message>
    <message>
        <source>only the stochastic sampler adds noise</source>
        <translation>只有随机采样器会加噪声</translation>
    </message>
    <message>
        <source>A conditional flow learns each layer of a target, and this one has only one.</source>
        <translation>条件流学习目标的每个图层，而这个目标只有一个图层。</translation>
    </message>
    <message>
        <source>the flow&apos;s loss was not a finite number at iteration {iteration}; a lower learning rate may help</source>
        <translation>流的损失在迭代 {iteration} 不是有限数；降低学习率也许有帮助</translation>
    </message>
    <message>
        <source>the density of a flow&apos;s points needs --base normal, got {base}</source>
        <translation>流的点的密度需要 --base normal，现在是 {base}</translation>
    </message>
    <message>
        <source>An InfoGAN needs at least two codes, and it has only one here.</source>
        <translation>InfoGAN 至少需要两个编码，而这里只有一个。</translation>
    </message>
    <message>
        <source>points of a pack must be independent</source>
        <translation>打包的点必须相互独立</translation>
    </message>
    <message>
        <source>acts only with latent cells</source>
        <translation>只在有隐变量格时起作用</translation>
    </message>
    <message>
        <source>A conditional GAN learns each layer of a target, and this one has only one.</source>
        <translation>条件 GAN 学习目标的每个图层，而此目标只有一个图层。</translation>
    </message>
    <message>
        <source>acts only with R1 or R2</source>
        <translation>只在有 R1 或 R2 时起作用</translation>
    </message>
    <message>
        <source>acts only with a pack</source>
        <translation>只在打包时起作用</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流</translation>
    </message>
    <message>
        <source>Conditional flow</source>
        <translation>条件流</translation>
    </message>
    <message>
        <source>only adam and stable-adam have it</source>
        <translation>只有 adam 和 stable-adam 使用</translation>
    </message>
    <message>
        <source>acts only with a schedule</source>
        <translation>只在学习率衰减时起作用</translation>
    </message>
    <message>
        <source>acts only with features</source>
        <translation>只在有特征时起作用</translation>
    </message>
    <message>
        <source>{name!r} cannot be learned: {reason} Try {flag}.</source>
        <translation>无法学习 {name!r}：{reason}请试试 {flag}。</translation>
    </message>
    <message>
        <source>The latent table is off: with the loss {loss}, the best discriminator does not tell by how much the generated density is wrong.</source>
        <translation>潜变量表已关闭：使用损失 {loss} 时，最优判别器无法说明生成密度偏差多少。</translation>
    </message>
    <message>
        <source>The latent table is off: a batch GAN&apos;s discriminator judges no single point.</source>
        <translation>潜变量表已关闭：Batch GAN 的判别器不单独判别任何一个点。</translation>
    </message>
    <message>
        <source>The latent table is off: with a pack of {pack} points, the discriminator judges no single point.</source>
        <translation>潜变量表已关闭：{pack} 个点一起打包时，判别器不单独判别任何一个点。</translation>
    </message>
    <message>
        <source>The latent table is off: it needs at least two latent dimensions.</source>
        <translation>潜变量表已关闭：它要求潜变量维数至少为 2。</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Edit ▸ Keep in gallery
puts your drawing here.</source>
        <translation>“编辑 ▸ 存入图库”
会把您的绘图放在这里。</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Files that you open
are found here again.</source>
        <translation>您打开过的文件
会出现在这里。</translation>
    </message>
    <message>
        <source>a layer&apos;s `weight` must be from {low:g} to {high:g}, got {weight}</source>
        <translation>图层的 `weight` 必须在 {low:g} 到 {high:g} 之间，得到 {weight}</translation>
    </message>
    <message>
        <source>says that it has {size:,} bytes, and the disk holds {held:,} of them</source>
        <translation>声称有 {size:,} 字节，磁盘上只有其中 {held:,} 字节</translation>
    </message>
    <message>
        <source>a web page shows GANs only, and this is a {title}</source>
        <translation>网页只能展示 GAN，而这是 {title}</translation>
    </message>
    <message>
        <source>--cluster needs Dask, which an extra brings: pip install &apos;density-playground[cluster]&apos;</source>
        <translation>--cluster 需要 Dask，由附加组件提供：pip install &apos;density-playground[cluster]&apos;</translation>
    </message>
    <message>
        <source>--cluster {address}: Dask&apos;s configuration names no certificates, which tls:// needs (docs/cluster.md)</source>
        <translation>--cluster {address}：Dask 的配置没有给出证书，而 tls:// 需要证书（docs/cluster.md）</translation>
    </message>
    <message>
        <source>--cluster {address}: no scheduler answers ({reason})</source>
        <translation>--cluster {address}：没有调度器应答（{reason}）</translation>
    </message>
    <message>
        <source>its worker died several times</source>
        <translation>它的工作进程多次终止</translation>
    </message>
    <message>
        <source>a sweep must have at most {most:,} runs, got {count:,}</source>
        <translation>一个实验最多有 {most:,} 次训练，得到 {count:,} 次</translation>
    </message>
    <message>
        <source>a sweep needs at least one value of {name}</source>
        <translation>一个实验至少需要 {name} 的一个取值</translation>
    </message>
    <message>
        <source>there is no setting {name!r} to sweep over</source>
        <translation>没有名为 {name!r} 的设置可供取值</translation>
    </message>
    <message>
        <source>pairs need lists of one length, got {count} of {name} beside {longest}</source>
        <translation>成对取值需要等长的列表，{name} 有 {count} 个，而最长的有 {longest} 个</translation>
    </message>
    <message>
        <source>its process died {tries} times ({ended})</source>
        <translation>它的进程终止了 {tries} 次（{ended}）</translation>
    </message>
    <message>
        <source>--out {path}: is a file, a sweep needs a folder</source>
        <translation>--out {path}：是一个文件，实验需要一个文件夹</translation>
    </message>
    <message>
        <source>--out {path}: holds a sweep already, playground --sweep {path} goes on with it</source>
        <translation>--out {path}：已有一个实验，playground --sweep {path} 可继续</translation>
    </message>
    <message>
        <source>--out {path}: is not empty, choose another folder</source>
        <translation>--out {path}：不为空，请选择另一个文件夹</translation>
    </message>
    <message>
        <source>{path}: is not the folder of a sweep, it has no sweep.json</source>
        <translation>{path}：不是实验的文件夹，其中没有 sweep.json</translation>
    </message>
    <message>
        <source>two runs of the sweep have one name</source>
        <translation>实验中有两次训练同名</translation>
    </message>
    <message>
        <source>a name in the plan must be a plain one, got {text!r}</source>
        <translation>计划中的名称必须是普通名称，得到 {text!r}</translation>
    </message>
    <message>
        <source>{path}: lacks or misspells a part of the plan ({reason})</source>
        <translation>{path}：计划缺少一部分或拼写有误（{reason}）</translation>
    </message>
    <message>
        <source>the table of the experiment cannot be written ({reason})</source>
        <translation>无法写入实验的表格（{reason}）</translation>
    </message>
    <message>
        <source>{flag} must be a range that rises, got {first}-{last}</source>
        <translation>{flag} 必须是递增的范围，得到 {first}-{last}</translation>
    </message>
    <message>
        <source>{flag} must be a range of at most {most:,} numbers, got {first}-{last}</source>
        <translation>{flag} 的范围最多有 {most:,} 个数，得到 {first}-{last}</translation>
    </message>
    <message>
        <source>there is no shared memory for its pictures ({reason})</source>
        <translation>没有可用于其图片的共享内存（{reason}）</translation>
    </message>
    <message>
        <source>Learning the digits</source>
        <translation>学习数字</translation>
    </message>
    <message>
        <source>The export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Measuring beside the training</source>
        <translation>训练之外的测量</translation>
    </message>
    <message>
        <source>The training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>there is no shipped density “{name}”</source>
        <translation>没有名为“{name}”的自带密度</translation>
    </message>
    <message>
        <source>not a lesson ({error})</source>
        <translation>不是课程（{error}）</translation>
    </message>
    <message>
        <source>N, Shift+N</source>
        <translation>N，Shift+N</translation>
    </message>
    <message>
        <source>The next neuron, or the one before, where networks are drawn</source>
        <translation>画出网络时：下一个或上一个神经元</translation>
    </message>
    <message>
        <source>K, Shift+K</source>
        <translation>K，Shift+K</translation>
    </message>
    <message>
        <source>How real D takes a point to be, at every place.</source>
        <translation>判别器 D 认为每一处的点有多真实。</translation>
    </message>
    <message>
        <source>The best discriminator there could be now: p / (p + q).</source>
        <translation>此刻可能的最优判别器：p / (p + q)。</translation>
    </message>
    <message>
        <source>Where D is above the best discriminator, and where below.</source>
        <translation>D 在何处高于最优判别器，在何处低于它。</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Where the generator&apos;s loss would push its points.</source>
        <translation>生成器的损失会把生成点推向何处。</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>A square grid of the latent plane, as the generator bends it.</source>
        <translation>潜变量平面上的方格网，经生成器变形之后。</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>遗漏</translation>
    </message>
    <message>
        <source>A ring on each mode that gets less than a tenth of its share.</source>
        <translation>圈出所得不足应有份额十分之一的每个模式。</translation>
    </message>
    <message>
        <source>Real points</source>
        <translation>真实点</translation>
    </message>
    <message>
        <source>Show the real points.</source>
        <translation>显示真实点。</translation>
    </message>
    <message>
        <source>Generated points</source>
        <translation>生成点</translation>
    </message>
    <message>
        <source>Show the generated points.</source>
        <translation>显示生成点。</translation>
    </message>
    <message>
        <source>Densities</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>Below: real and generated density, smoothed.</source>
        <translation>下方：平滑后的真实密度与生成密度。</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Below: distances as multiples of a perfect sampler&apos;s; 95 % of those are in the band.</source>
        <translation>下方：距离，以完美采样器的倍数表示；其中 95 % 落在灰带内。</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Below: where the points asked of each layer fall, in percent (CGAN).</source>
        <translation>下方：按各图层要求的点实际落在何处，以百分比表示（CGAN）。</translation>
    </message>
    <message>
        <source>the model must be one of {names}, got {name!r}</source>
        <translation>模型必须是 {names} 之一，实际为 {name!r}</translation>
    </message>
    <message>
        <source>{count} images</source>
        <translation>{count} 张图片</translation>
    </message>
    <message>
        <source>No command repeats {model}, since it was forked at iteration {start}; after ↺ there is one.</source>
        <translation>没有命令能重现 {model}，因为它是从第 {start} 次迭代分出的；按 ↺ 之后就有了。</translation>
    </message>
    <message>
        <source>No command repeats this run, since {because}; after ↺ there is one.</source>
        <translation>没有命令能重现此次训练，因为{because}；按 ↺ 之后就有了。</translation>
    </message>
    <message>
        <source>No command trains on an empty drawing: paint something first.</source>
        <translation>没有命令能在空白绘图上训练：请先画点什么。</translation>
    </message>
    <message>
        <source>No model is shown, so none is trained.</source>
        <translation>没有显示任何模型，所以没有模型在训练。</translation>
    </message>
    <message>
        <source>D or G was stepped by itself</source>
        <translation>D 或 G 曾单独走步</translation>
    </message>
    <message>
        <source>a setting was changed while it trained</source>
        <translation>训练期间更改过设置</translation>
    </message>
    <message>
        <source>a session must have at most {most} runs, got {n}</source>
        <translation>一个会话最多有 {most} 次训练，实际有 {n} 次</translation>
    </message>
    <message>
        <source>the drawing was changed while it trained</source>
        <translation>训练期间更改过绘图</translation>
    </message>
    <message>
        <source>it goes on from a saved one</source>
        <translation>它是从保存的训练继续的</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Applies at once.</source>
        <translation>立即生效。</translation>
    </message>
    <message>
        <source>Applies after a reset.</source>
        <translation>重置后生效。</translation>
    </message>
    <message>
        <source>{title}, left</source>
        <translation>{title}（左）</translation>
    </message>
    <message>
        <source>{title}, right</source>
        <translation>{title}（右）</translation>
    </message>
    <message>
        <source>there is no preset {preset!r}</source>
        <translation>没有预设 {preset!r}</translation>
    </message>
    <message>
        <source>unknown settings: {unknown}</source>
        <translation>未知的设置：{unknown}</translation>
    </message>
    <message>
        <source>`forked_at` must be an iteration, got {value!r}</source>
        <translation>`forked_at` 必须是迭代次数，得到的是 {value!r}</translation>
    </message>
    <message>
        <source>`clock` must be {clocks}, got {clock!r}</source>
        <translation>`clock` 必须是 {clocks}，实际为 {clock!r}</translation>
    </message>
    <message>
        <source>not a setup of the window ({reason})</source>
        <translation>不是窗口的配置（{reason}）</translation>
    </message>
    <message>
        <source>draw real</source>
        <translation>抽取真实点</translation>
    </message>
    <message>
        <source>draw fake</source>
        <translation>抽取生成点</translation>
    </message>
    <message>
        <source>D&apos;s gradient</source>
        <translation>D 的梯度</translation>
    </message>
    <message>
        <source>D&apos;s step</source>
        <translation>D 走步</translation>
    </message>
    <message>
        <source>G&apos;s gradient</source>
        <translation>G 的梯度</translation>
    </message>
    <message>
        <source>G&apos;s step</source>
        <translation>G 走步</translation>
    </message>
    <message>
        <source>same iteration</source>
        <translation>同迭代数</translation>
    </message>
    <message>
        <source>same time</source>
        <translation>同时长</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Brush: paint; the right button erases with any tool</source>
        <translation>画笔：绘制；使用任何工具时按右键均为擦除</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Line; Shift: in steps of 45°</source>
        <translation>直线；Shift：以 45° 为步长</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Rectangle, filled; Shift: a square</source>
        <translation>实心矩形；Shift：正方形</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Ellipse, filled; Shift: a circle</source>
        <translation>实心椭圆；Shift：圆</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Fill a region with the strength</source>
        <translation>以当前浓度填充一个区域</translation>
    </message>
    <message>
        <source>Move the layer</source>
        <translation>移动图层</translation>
    </message>
    <message>
        <source>Move the layer; Shift: along one axis</source>
        <translation>移动图层；Shift：只沿一个轴</translation>
    </message>
    <message>
        <source>+ and −, or the wheel</source>
        <translation>+ 和 −，或滚轮</translation>
    </message>
    <message>
        <source>Zoom into the points, and out again</source>
        <translation>放大点图，再缩小</translation>
    </message>
    <message>
        <source>Arrow keys, or dragging</source>
        <translation>方向键，或拖动</translation>
    </message>
    <message>
        <source>Move what is shown of the points</source>
        <translation>移动点图中显示的部分</translation>
    </message>
    <message>
        <source>Page up, or dragging</source>
        <translation>Page Up，或拖动</translation>
    </message>
    <message>
        <source>Zoom into a range of the curves</source>
        <translation>放大曲线的一段</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>Page Down</translation>
    </message>
    <message>
        <source>Twice the range of the curves</source>
        <translation>曲线显示范围加倍</translation>
    </message>
    <message>
        <source>A neuron of the next layer, or of the one before</source>
        <translation>下一层或上一层的神经元</translation>
    </message>
    <message>
        <source>0 or Esc, or a double click</source>
        <translation>0 或 Esc，或双击</translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation>重新显示全部</translation>
    </message>
    <message>
        <source>Both panels zoom together, and have the same axes for losses and distances.</source>
        <translation>两个面板一起缩放，损失和距离使用相同的坐标轴。</translation>
    </message>
    <message>
        <source>not a view of the window ({found})</source>
        <translation>不是窗口的视图（{found}）</translation>
    </message>
    <message>
        <source>there is no overlay {heat!r} with the strip {strip!r}</source>
        <translation>没有叠加层 {heat!r} 与下方面板 {strip!r} 的组合</translation>
    </message>
    <message>
        <source>what is shown must be true or false, got {found}</source>
        <translation>是否显示必须是真或假，实际为 {found}</translation>
    </message>
    <message>
        <source>the plane and the layer of a view must be counted, got {found}</source>
        <translation>视图的平面和图层必须是序号，实际为 {found}</translation>
    </message>
    <message>
        <source>Left model: reach {value:g}× the floor</source>
        <translation>左侧模型：达到下限的 {value:g} 倍</translation>
    </message>
    <message>
        <source>Right model: reach {value:g}× the floor</source>
        <translation>右侧模型：达到下限的 {value:g} 倍</translation>
    </message>
    <message>
        <source>Left model: make it miss a mode</source>
        <translation>左侧模型：使其遗漏一个模式</translation>
    </message>
    <message>
        <source>Right model: make it miss a mode</source>
        <translation>右侧模型：使其遗漏一个模式</translation>
    </message>
    <message>
        <source>Left model: have it find all modes</source>
        <translation>左侧模型：使其找到所有模式</translation>
    </message>
    <message>
        <source>Right model: have it find all modes</source>
        <translation>右侧模型：使其找到所有模式</translation>
    </message>
    <message>
        <source>Left model: leak under {value:.0%}</source>
        <translation>左侧模型：泄漏低于 {value:.0%}</translation>
    </message>
    <message>
        <source>Right model: leak under {value:.0%}</source>
        <translation>右侧模型：泄漏低于 {value:.0%}</translation>
    </message>
    <message>
        <source>there is no such task: “{kind}”</source>
        <translation>没有这样的任务：“{kind}”</translation>
    </message>
    <message>
        <source>not a task ({error})</source>
        <translation>不是任务（{error}）</translation>
    </message>
    <message>
        <source>the animation cannot be written to {folder}: {reason}</source>
        <translation>动画无法写入 {folder}：{reason}</translation>
    </message>
    <message>
        <source>an MP4 animation needs ffmpeg, and none was found; a GIF does without it</source>
        <translation>MP4 动画需要 ffmpeg，但没有找到；GIF 则不需要</translation>
    </message>
    <message>
        <source>is a folder or a device, and no file</source>
        <translation>是文件夹或设备，而不是文件</translation>
    </message>
    <message>
        <source>`{path}`: {reason}</source>
        <translation>`{path}`：{reason}</translation>
    </message>
    <message>
        <source>`{path}` is too large for the memory of this computer</source>
        <translation>`{path}` 太大，本机内存不足</translation>
    </message>
    <message>
        <source>`{path}` is no {kind}, or a damaged one: {reason}</source>
        <translation>`{path}` 不是{kind}，或已损坏：{reason}</translation>
    </message>
    <message>
        <source>{path}: there is no such checkpoint</source>
        <translation>{path}：没有这个检查点</translation>
    </message>
    <message>
        <source>{path}: not a whole checkpoint of the playground ({reason})</source>
        <translation>{path}：不是本程序的完整检查点（{reason}）</translation>
    </message>
    <message>
        <source>format {found} is of a newer playground, this one reads {format}</source>
        <translation>格式 {found} 来自更新的版本，本程序只能读取 {format}</translation>
    </message>
    <message>
        <source>the target has no layers</source>
        <translation>目标没有图层</translation>
    </message>
    <message>
        <source>`animation` must be gif, mp4, frames or none, got {animation!r}</source>
        <translation>`animation` 必须是 gif、mp4、frames 或 none，实际为 {animation!r}</translation>
    </message>
    <message>
        <source>`samples` must be at least 1, got {samples}</source>
        <translation>`samples` 至少为 1，实际为 {samples}</translation>
    </message>
    <message>
        <source>a layer&apos;s `file` must be a plain name, got {file!r}</source>
        <translation>图层的 `file` 必须是单纯的文件名，实际为 {file!r}</translation>
    </message>
    <message>
        <source>a layer&apos;s `weight` must be positive and finite, got {weight}</source>
        <translation>图层的 `weight` 必须是正的有限值，实际为 {weight}</translation>
    </message>
    <message>
        <source>`{key}` must be {kinds}</source>
        <translation>`{key}` 必须是 {kinds}</translation>
    </message>
    <message>
        <source>{path}: {reason}</source>
        <translation>{path}：{reason}</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>绘图文件</translation>
    </message>
    <message>
        <source>it must be of version {version}, got {found}</source>
        <translation>它必须是版本 {version}，实际为 {found}</translation>
    </message>
    <message>
        <source>a run must have at most {most} figures, got {n}</source>
        <translation>一次训练最多有 {most} 组指标，实际有 {n} 组</translation>
    </message>
    <message>
        <source>{path}: there is no such folder</source>
        <translation>{path}：没有这个文件夹</translation>
    </message>
    <message>
        <source>{path}: is not a run folder, it has no config.json</source>
        <translation>{path}：不是训练文件夹，其中没有 config.json</translation>
    </message>
    <message>
        <source>{path}: is not a JSON file ({reason})</source>
        <translation>{path}：不是 JSON 文件（{reason}）</translation>
    </message>
    <message>
        <source>a run must be in place 0 or 1, got {place}</source>
        <translation>训练必须在位置 0 或 1，实际为 {place}</translation>
    </message>
    <message>
        <source>a run must have at most {most} checkpoints and snapshots</source>
        <translation>一次训练最多有 {most} 个检查点和快照</translation>
    </message>
    <message>
        <source>a checkpoint must be of iteration {iteration}, got {found}</source>
        <translation>检查点必须属于第 {iteration} 次迭代，实际为 {found}</translation>
    </message>
    <message>
        <source>the snapshot of iteration {iteration}</source>
        <translation>第 {iteration} 次迭代的快照</translation>
    </message>
    <message>
        <source>the checkpoint of iteration {iteration}</source>
        <translation>第 {iteration} 次迭代的检查点</translation>
    </message>
    <message>
        <source>its {what} are not in the order of their iterations</source>
        <translation>其中的{what}没有按迭代次序排列</translation>
    </message>
    <message>
        <source>{at} has {points} and {real} points</source>
        <translation>{at}有 {points} 个生成点和 {real} 个真实点</translation>
    </message>
    <message>
        <source>{at} has values that are no finite numbers</source>
        <translation>{at}含有非有限的数值</translation>
    </message>
    <message>
        <source>{at} belongs to another network or optimizer</source>
        <translation>{at}属于另一种网络或优化器</translation>
    </message>
    <message>
        <source>{at} is of no time that there is</source>
        <translation>{at}的时刻不存在</translation>
    </message>
    <message>
        <source>{name} of {at} must be {wanted}, got {found}</source>
        <translation>{at}的 {name} 必须是 {wanted}，实际为 {found}</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>a point of {at} is of a layer that there is not</source>
        <translation>{at}中有一个点属于不存在的图层</translation>
    </message>
    <message>
        <source>{folder}: the drawing cannot be saved ({reason})</source>
        <translation>{folder}：无法保存绘图（{reason}）</translation>
    </message>
    <message>
        <source>session of the playground</source>
        <translation>本程序的会话文件</translation>
    </message>
    <message>
        <source>it has runs, and nothing is drawn that they could learn</source>
        <translation>其中有训练，却没有可供学习的绘图</translation>
    </message>
    <message>
        <source>two of its runs are in the same place</source>
        <translation>其中两次训练在同一位置</translation>
    </message>
    <message>
        <source>this session was saved by a newer playground ({newer}); this is {version}, which cannot read it</source>
        <translation>此会话由更新的版本（{newer}）保存；当前版本 {version} 无法读取</translation>
    </message>
    <message>
        <source>{flag} must be true or false, got {value!r}</source>
        <translation>{flag} 必须是真或假，实际为 {value!r}</translation>
    </message>
    <message>
        <source>{flag} must be a whole number, got {value!r}</source>
        <translation>{flag} 必须是整数，实际为 {value!r}</translation>
    </message>
    <message>
        <source>{flag} must be a finite number, got {value!r}</source>
        <translation>{flag} 必须是有限的数，实际为 {value!r}</translation>
    </message>
    <message>
        <source>{flag} must be a text, got {value!r}</source>
        <translation>{flag} 必须是文本，实际为 {value!r}</translation>
    </message>
    <message>
        <source>{flag} must be one of {choices}, got {value!r}</source>
        <translation>{flag} 必须是 {choices} 之一，实际为 {value!r}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Fixes the initial weights and every random draw.</source>
        <translation>决定初始权重和每一次随机抽样。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss and penalties</source>
        <translation>损失与惩罚项</translation>
    </message>
    <message>
        <source>R1</source>
        <translation>R1</translation>
    </message>
    <message>
        <source>R2</source>
        <translation>R2</translation>
    </message>
    <message>
        <source>Gradient penalty</source>
        <translation>梯度惩罚</translation>
    </message>
    <message>
        <source>Spectral norm</source>
        <translation>谱归一化</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>打包数</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Batch differences</source>
        <translation>批内差异</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>编码数</translation>
    </message>
    <message>
        <source>InfoGAN</source>
        <translation>InfoGAN</translation>
    </message>
    <message>
        <source>Continuous codes</source>
        <translation>连续编码数</translation>
    </message>
    <message>
        <source>Info weight</source>
        <translation>信息权重</translation>
    </message>
    <message>
        <source>Weight of an InfoGAN&apos;s categorical code in the generator&apos;s loss.</source>
        <translation>InfoGAN 的类别编码在生成器损失中的权重。</translation>
    </message>
    <message>
        <source>Continuous weight</source>
        <translation>连续编码权重</translation>
    </message>
    <message>
        <source>Info balance</source>
        <translation>编码均衡</translation>
    </message>
    <message>
        <source>Info slope</source>
        <translation>编码斜率</translation>
    </message>
    <message>
        <source>Latent dimensions</source>
        <translation>潜变量维数</translation>
    </message>
    <message>
        <source>Size of the generator&apos;s random input.</source>
        <translation>生成器随机输入的维数。</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Latent</source>
        <translation>潜变量</translation>
    </message>
    <message>
        <source>Quasi-random draws</source>
        <translation>准随机抽样</translation>
    </message>
    <message>
        <source>Latent cells</source>
        <translation>隐变量格数</translation>
    </message>
    <message>
        <source>Cells along a side of the table of the latents&apos; density, which learns from D; 0 for none.</source>
        <translation>隐变量密度表每边的格数，该表向 D 学习；0 表示没有。</translation>
    </message>
    <message>
        <source>G output</source>
        <translation>G 的输出</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量大小</translation>
    </message>
    <message>
        <source>Steps and rates</source>
        <translation>步数与学习率</translation>
    </message>
    <message>
        <source>D steps</source>
        <translation>D 步数</translation>
    </message>
    <message>
        <source>G steps</source>
        <translation>G 步数</translation>
    </message>
    <message>
        <source>Reuse batch</source>
        <translation>沿用批次</translation>
    </message>
    <message>
        <source>G&apos;s first step takes the batch of D&apos;s last one instead of a new one, which is faster.</source>
        <translation>G 的第一步沿用 D 最后一步的批次，不再另抽新的，因此更快。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>D rate</source>
        <translation>D 学习率</translation>
    </message>
    <message>
        <source>Learning rate of the discriminator.</source>
        <translation>判别器的学习率。</translation>
    </message>
    <message>
        <source>G rate</source>
        <translation>G 学习率</translation>
    </message>
    <message>
        <source>Learning rate of the generator.</source>
        <translation>生成器的学习率。</translation>
    </message>
    <message>
        <source>Latent rate</source>
        <translation>隐变量学习率</translation>
    </message>
    <message>
        <source>Learning rate of the table of the latents&apos; density.</source>
        <translation>隐变量密度表的学习率。</translation>
    </message>
    <message>
        <source>β₁</source>
        <translation>β₁</translation>
    </message>
    <message>
        <source>β₂</source>
        <translation>β₂</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>衰减长度</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>次迭代</translation>
    </message>
    <message>
        <source>Final rate</source>
        <translation>最终学习率</translation>
    </message>
    <message>
        <source>Penalty fade</source>
        <translation>惩罚衰减</translation>
    </message>
    <message>
        <source>Penalty every</source>
        <translation>惩罚间隔</translation>
    </message>
    <message>
        <source>R1 and R2 are measured at every so many points of a batch.</source>
        <translation>每隔这么多个点在一批点上测量 R1 与 R2。</translation>
    </message>
    <message>
        <source>Final penalty</source>
        <translation>最终惩罚</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>滑动平均</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>D width</source>
        <translation>D 宽度</translation>
    </message>
    <message>
        <source>Units in each hidden layer of the discriminator.</source>
        <translation>判别器每个隐藏层的单元数。</translation>
    </message>
    <message>
        <source>G width</source>
        <translation>G 宽度</translation>
    </message>
    <message>
        <source>Units in each hidden layer of the generator.</source>
        <translation>生成器每个隐藏层的单元数。</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层数</translation>
    </message>
    <message>
        <source>G extra layers</source>
        <translation>G 额外层数</translation>
    </message>
    <message>
        <source>D features</source>
        <translation>D 特征数</translation>
    </message>
    <message>
        <source>G features</source>
        <translation>G 特征数</translation>
    </message>
    <message>
        <source>Square features</source>
        <translation>方波特征</translation>
    </message>
    <message>
        <source>Octaves</source>
        <translation>倍频数</translation>
    </message>
    <message>
        <source>G gain</source>
        <translation>G 增益</translation>
    </message>
    <message>
        <source>Factor on the generator&apos;s initial weights.</source>
        <translation>生成器初始权重的倍数。</translation>
    </message>
    <message>
        <source>Picture every</source>
        <translation>画面间隔</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>A plain flow learns the sum of the layers, a conditional flow each layer.</source>
        <translation>普通的流学习各图层之和，条件流学习每个图层。</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基分布</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Coupling</source>
        <translation>配对</translation>
    </message>
    <message>
        <source>Which noise goes to which point: any to any, or the least way in all within a batch.</source>
        <translation>哪个噪声走向哪个点：任意配对，或使一批的总路程最短。</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Which moments of the paths are learned most: late ones, all alike, or the middle.</source>
        <translation>路径上哪些时刻学得最多：靠后的、一样多，或中间的。</translation>
    </message>
    <message>
        <source>Label drop</source>
        <translation>标签丢弃</translation>
    </message>
    <message>
        <source>Share of a batch that a conditional flow is not told the layer of.</source>
        <translation>一批中不告诉条件流图层的比例。</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>How the velocity is followed from noise to a point.</source>
        <translation>怎样沿速度场从噪声走到一个点。</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Sampler steps</source>
        <translation>采样步数</translation>
    </message>
    <message>
        <source>Into how many steps the way from noise to a point is cut.</source>
        <translation>从噪声到点的路径分成多少步。</translation>
    </message>
    <message>
        <source>Sampler noise</source>
        <translation>采样噪声</translation>
    </message>
    <message>
        <source>How much noise the stochastic sampler adds and takes away again.</source>
        <translation>随机采样器加入又去除多少噪声。</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>How far a conditional flow goes from the common velocity to a layer&apos;s own: 1 is there.</source>
        <translation>条件流从共同的速度走向图层自己的速度多远：1 为恰好到达。</translation>
    </message>
    <message>
        <source>Spreads the real points, noise and times of a batch evenly, which reduces noise.</source>
        <translation>让一批的真实点、噪声和时刻分布均匀，从而减小随机误差。</translation>
    </message>
    <message>
        <source>Number of real points per step, and of paths.</source>
        <translation>每步的真实点数，也是路径数。</translation>
    </message>
    <message>
        <source>Optimizer of the network.</source>
        <translation>网络的优化器。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate of the network.</source>
        <translation>网络的学习率。</translation>
    </message>
    <message>
        <source>Decay of the running average of the network&apos;s weights; 0 for none.</source>
        <translation>网络权重滑动平均的衰减率；0 为不用。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Units in each hidden layer of the network.</source>
        <translation>网络每个隐藏层的单元数。</translation>
    </message>
    <message>
        <source>Number of hidden layers.</source>
        <translation>隐藏层数。</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Number of Fourier features of the network&apos;s input.</source>
        <translation>网络输入的傅里叶特征数。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Applies when the window is opened next.</source>
        <translation>下次打开窗口时生效。</translation>
    </message>
    <message>
        <source>Light, dark, or as in the system.</source>
        <translation>浅色、深色或跟随系统。</translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Of the whole window, and of what stands on the pictures as far as they have room.</source>
        <translation>整个窗口的文字；图片上的文字在放得下的范围内随之变化。</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>A plain GAN learns the sum of the layers, a conditional GAN each layer; an InfoGAN finds the layers by itself; a batch GAN&apos;s discriminator sees whole batches.</source>
        <translation>普通 GAN 学习各图层之和，条件 GAN 学习每个图层；InfoGAN 自行找出各图层；Batch GAN 对整批进行判别。</translation>
    </message>
    <message>
        <source>Length of a run.</source>
        <translation>一次训练的长度。</translation>
    </message>
    <message>
        <source>Adversarial loss of the two networks.</source>
        <translation>两个网络的对抗损失。</translation>
    </message>
    <message>
        <source>Weight of D&apos;s squared gradient norm at real points.</source>
        <translation>D 在真实点处梯度范数平方的权重。</translation>
    </message>
    <message>
        <source>Weight of D&apos;s squared gradient norm at generated points.</source>
        <translation>D 在生成点处梯度范数平方的权重。</translation>
    </message>
    <message>
        <source>Weight of WGAN-GP&apos;s penalty, which draws D&apos;s gradient norm to 1.</source>
        <translation>WGAN-GP 惩罚项的权重，它使 D 的梯度范数趋于 1。</translation>
    </message>
    <message>
        <source>Divides each of D&apos;s weight matrices by its largest singular value.</source>
        <translation>将 D 的每个权重矩阵除以其最大奇异值。</translation>
    </message>
    <message>
        <source>Number of points that D sees together (PacGAN); in a CGAN they share a layer.</source>
        <translation>D 一次同时判别多少个点（PacGAN）；CGAN 的这些点属于同一图层。</translation>
    </message>
    <message>
        <source>Gives D each point&apos;s squared difference from the mean of its pack.</source>
        <translation>向 D 提供每个点与其所在 pack 均值之差的平方。</translation>
    </message>
    <message>
        <source>Number of categories of an InfoGAN&apos;s code; 0 takes the target&apos;s number of layers.</source>
        <translation>InfoGAN 编码的类别数；0 表示与目标的图层数相同。</translation>
    </message>
    <message>
        <source>Number of values in -1 to 1 that can be predicted from an InfoGAN&apos;s points.</source>
        <translation>可从 InfoGAN 的点预测出的、取值在 -1 到 1 之间的编码个数。</translation>
    </message>
    <message>
        <source>Weight of an InfoGAN&apos;s continuous codes in the generator&apos;s loss.</source>
        <translation>InfoGAN 的连续编码在生成器损失中的权重。</translation>
    </message>
    <message>
        <source>Weight of the penalty on uneven use of the codes at real points.</source>
        <translation>对真实点上编码使用不均的惩罚的权重。</translation>
    </message>
    <message>
        <source>Weight of the code reader&apos;s squared gradient norm at real points.</source>
        <translation>编码读取网络在真实点处梯度范数平方的权重。</translation>
    </message>
    <message>
        <source>Distribution of the generator&apos;s random input: normal, or uniform in -1 to 1.</source>
        <translation>生成器随机输入的分布：正态分布，或 -1 到 1 上的均匀分布。</translation>
    </message>
    <message>
        <source>Spreads the real points and latents of a batch evenly, which reduces noise.</source>
        <translation>使一批中的真实点与潜变量分布更均匀，以减小噪声。</translation>
    </message>
    <message>
        <source>A sigmoid into the square, a shift of the first two latents, or a linear map.</source>
        <translation>用 sigmoid 映射到单位正方形，或由前两个潜变量平移得到，或线性映射。</translation>
    </message>
    <message>
        <source>Number of real points per step, and of generated ones.</source>
        <translation>每一步的真实点数，生成点数与之相同。</translation>
    </message>
    <message>
        <source>Steps of the discriminator per iteration.</source>
        <translation>每次迭代中判别器的步数。</translation>
    </message>
    <message>
        <source>Steps of the generator per iteration.</source>
        <translation>每次迭代中生成器的步数。</translation>
    </message>
    <message>
        <source>Optimizer of both networks.</source>
        <translation>两个网络的优化器。</translation>
    </message>
    <message>
        <source>Decay rate of the gradient&apos;s average (Adam).</source>
        <translation>梯度滑动平均的衰减率（Adam）。</translation>
    </message>
    <message>
        <source>Decay rate of the squared gradient&apos;s average (Adam).</source>
        <translation>梯度平方滑动平均的衰减率（Adam）。</translation>
    </message>
    <message>
        <source>Length of the learning rates&apos; cosine decay; 0 keeps them constant.</source>
        <translation>学习率余弦衰减的长度；0 表示不衰减。</translation>
    </message>
    <message>
        <source>Fraction of the learning rates that remains after the schedule.</source>
        <translation>衰减结束后学习率所剩的比例。</translation>
    </message>
    <message>
        <source>How late R1 and R2 decay: the exponent of the schedule&apos;s progress.</source>
        <translation>R1 与 R2 衰减得多晚：衰减进度的指数。</translation>
    </message>
    <message>
        <source>Fraction of R1 and R2 that remains after the schedule.</source>
        <translation>衰减结束后 R1 与 R2 所剩的比例。</translation>
    </message>
    <message>
        <source>Decay of the running average of the generator&apos;s weights; 0 for none.</source>
        <translation>生成器权重滑动平均的衰减率；0 表示不做平均。</translation>
    </message>
    <message>
        <source>Activation function of the hidden layers.</source>
        <translation>隐藏层的激活函数。</translation>
    </message>
    <message>
        <source>Number of hidden layers in each network.</source>
        <translation>每个网络的隐藏层数。</translation>
    </message>
    <message>
        <source>Additional hidden layers of the generator.</source>
        <translation>生成器额外的隐藏层数。</translation>
    </message>
    <message>
        <source>Number of Fourier features of the discriminator&apos;s input.</source>
        <translation>判别器输入的傅里叶特征数。</translation>
    </message>
    <message>
        <source>Number of Fourier features of the generator&apos;s input.</source>
        <translation>生成器输入的傅里叶特征数。</translation>
    </message>
    <message>
        <source>Adds square waves to G&apos;s features, so that its output can be discontinuous.</source>
        <translation>为 G 的特征另加方波，使其输出可以不连续。</translation>
    </message>
    <message>
        <source>Number of scales of the features, each twice as fine as the one before.</source>
        <translation>特征的尺度数，每个比前一个细一倍。</translation>
    </message>
    <message>
        <source>Iterations between two snapshots.</source>
        <translation>两次快照之间的迭代数。</translation>
    </message>
    <message>
        <source>CPU threads used by torch; one is fastest for networks this small.</source>
        <translation>torch 的 CPU 线程数；对这么小的网络，一个最快。</translation>
    </message>
    <message>
        <source>Where the paths begin: standard normal noise, noise uniform in the square, or a density.</source>
        <translation>路径从哪里开始：标准正态噪声、正方形内的均匀噪声，或一个密度。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>At most; fewer leave more of the processor to the training.</source>
        <translation>上限；越少，留给训练的处理器资源越多。</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Lessons and digits</source>
        <translation>课程与数字</translation>
    </message>
    <message>
        <source>On every control</source>
        <translation>在任何控件上</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>画布上</translation>
    </message>
    <message>
        <source>On a model&apos;s panel</source>
        <translation>在模型面板上</translation>
    </message>
</context>
</TS>
