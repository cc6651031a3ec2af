// Phrases that Chinese writes as English does: names, units, signs.

export const sameInChinese: ReadonlySet<string> = new Set([
  // Layers and their numbers, as papers and programs name them.
  'Leaky ReLU',
  'Hard tanh',
  'Hard sigmoid',
  'Hard swish',
  'Alpha',
  'Beta',
  'Gamma',
  'Epsilon',
  // Heads of columns in percent.
  '{figure} in %',
  // Settings that are named by their letter or by the paper.
  'Beta 1',
  'Beta 2',
  'epsilon {epsilon}',
  'Mixup',
  // A number where English has a word.
  'none § of these filters',
  // What Chinese says by brackets and by the comma of an enumeration.
  '{setting} in {unit}',
  ' over {seeds}',
  '{words} and {last}',
  ',  § between the words of an enumeration',
  'SLURM {refusal}: {reason}.',
  ' over {count}',
  // Devices.
  'NVIDIA GPU through CUDA',
  '{gpu} through CUDA',
  'NVIDIA GPU',
  'CUDA 12',
  '{name} through WebGPU',
  'GPU through WebGPU',
])
