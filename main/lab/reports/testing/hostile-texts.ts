// Texts that a careless writer of files would let harm the file or its reader, and a report that says them everywhere.
import type { ReportDocument } from '@contract/reports/report-document'

export const hostileTexts = [
  '<script>alert(1)</script>',
  '</style></title></svg><img src=x onerror=alert(1)>',
  '"><a href="javascript:alert(1)" onclick=\'alert(1)\'>x</a>',
  '[x](javascript:alert(1)) ![y](https://example.org/y.png) <https://example.org>',
  '| a | b | `c` ``d`` *e* _f_ ~~g~~ # h\\',
  '```\n# no heading\n```\n***\n- - -\n===\n1. one\n> q',
  '=HYPERLINK("https://example.org","x")',
  '+1+cmd|\' /C calc\'!A0',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  'a\u0000b\u0007c\u001b[31md\u007fe\ufffef\ud800g',
  '\u202eesrever\u2066 \u200fright to left',
  '&lt;b&gt; &amp;amp; &#60; ]]> <!-- x --> {{x}} ${x} $a$ $$',
  '',
] as const

/** @param text put wherever a report holds words of the user or of a file */
export function reportSaying(text: string, like: ReportDocument): ReportDocument {
  const saying = <T>(data: T, path: readonly string[] = []): T => {
    const key = path.at(-1) ?? ''
    if (typeof data === 'string') return (shownKeys.has(key) ? text : data) as T
    if (Array.isArray(data)) return data.map((item) => saying(item as unknown, path)) as T
    if (typeof data === 'object' && data !== null) return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, saying(value as unknown, [...path, name])])) as T
    return data
  }
  const { title, subtitle, author, course, date, sections } = saying<Pick<ReportDocument, 'title' | 'subtitle' | 'author' | 'course' | 'date' | 'sections'>>(like)
  return { ...like, title, subtitle, author, course, date, sections, data: { columns: [text, 'value'], rows: [[text, 1], [text, null]] } }
}

/** Fields of a report that hold words, not names of ours. */
const shownKeys = new Set(['title', 'subtitle', 'author', 'course', 'date', 'text', 'items', 'source', 'label', 'value', 'caption', 'alternative', 'detail', 'summary', 'names', 'words'])

