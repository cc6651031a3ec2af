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
])
