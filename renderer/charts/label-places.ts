// Where the labels of a chart go so that none covers another.

export interface Label {
  readonly text: string
  readonly colour: string
  /** Left end of the text, or its right end, as `align` says; pixels. */
  readonly x: number
  /** Middle of the text. */
  y: number
  readonly align: 'left' | 'right'
  readonly width: number
}

/** Moves labels apart that would overlap, keeping their order; all stand one above the other. */
export function separate(labels: Label[], height: number): void {
  labels.sort((a, b) => a.y - b.y)
  for (let i = 1; i < labels.length; i++) {
    const [above, below] = [labels[i - 1], labels[i]]
    if (!above || !below) continue
    const overlap = above.y + height - below.y
    if (overlap <= 0) continue
    above.y -= overlap / 2
    below.y += overlap / 2
  }
}

function left({ x, align, width }: Label): number {
  return align === 'left' ? x : x - width
}

function overlap(a: Label, b: Label, height: number): boolean {
  const across = Math.min(left(a) + a.width, left(b) + b.width) - Math.max(left(a), left(b))
  return across > 0 && Math.abs(a.y - b.y) < height
}

/** Moves a label down, step by step, until it covers none of the others. */
export function stepAside(label: Label, others: readonly Label[], height: number): void {
  while (others.some((other) => overlap(label, other, height))) label.y += height
}
