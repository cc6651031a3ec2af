// HTML and SVG as template literals in which every inserted text is escaped; only markup made here is inserted as it is.

export class Markup {
  constructor(readonly text: string) {}
}

/** What may be inserted: text and numbers (escaped), markup, or a list of these. */
export type Insertion = string | number | Markup | null | readonly Insertion[]

/** Markup with its insertions escaped; null inserts nothing. */
export function html(parts: TemplateStringsArray, ...insertions: readonly Insertion[]): Markup {
  return new Markup(parts.map((part, index) => part + (index < insertions.length ? written(insertions[index] ?? null) : '')).join(''))
}

function written(insertion: Insertion): string {
  if (insertion === null) return ''
  if (insertion instanceof Markup) return insertion.text
  if (typeof insertion === 'string' || typeof insertion === 'number') return escaped(String(insertion))
  return insertion.map(written).join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
