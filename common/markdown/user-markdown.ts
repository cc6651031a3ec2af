// Markdown of the user with formulas, read so that nothing of it can load, run or lead anywhere: the parser that the window and the reports share.
import { katex } from '@mdit/plugin-katex'
import MarkdownIt from 'markdown-it'
import type { StateCore, Token } from 'markdown-it'

export interface UserMarkdownOptions {
  /** What formulas become: `htmlAndMathml` needs KaTeX's style sheet and fonts, `mathml` needs nothing. */
  readonly formulas: 'htmlAndMathml' | 'mathml'
  /** Of a formula with a fault, as CSS. */
  readonly errorColour: string
}

/** Attribute of an element of a formula that holds its style: a policy that allows no styles in HTML lets scripts set them, which the window does. */
export const formulaStyleAttribute = 'data-formula-style'

/** KaTeX writes the quotation marks of all texts as entities, so that this finds attributes alone. */
const withoutStyles = (markup: string): string => markup.replaceAll(' style="', ` ${formulaStyleAttribute}="`)

/** What a text is read with. */
export interface UserMarkdownEnvironment {
  /** Level of the highest heading of the text, 1 to 6; the others follow without a gap. Without it headings stay as they are. */
  readonly headingsFrom?: number
}

/** A parser without HTML, pictures and links; an address is written out behind the words that led there. */
export function userMarkdown({ formulas, errorColour }: UserMarkdownOptions): MarkdownIt {
  return new MarkdownIt({ html: false, linkify: false, typographer: false })
    .disable('image') // nothing is loaded from outside
    // A formula with a fault stands there in the colour of faults; `trust` stays off, so that no command makes links or loads files.
    .use(katex, { output: formulas, throwOnError: false, logger: () => 'ignore', trust: false, maxExpand: 500, maxSize: 20, errorColor: errorColour, delimiters: 'dollars', transformer: withoutStyles })
    .use((markdown) => {
      showFaults(markdown, errorColour)
      markdown.core.ruler.push('links-as-words', linksAsWords)
      markdown.core.ruler.push('headings-from', headingsInOrder)
    })
}

/** KaTeX shows faults that it looks for; over some others (`\begin{\h}`) it trips with an error of its own, which is shown alike. */
function showFaults({ renderer, utils }: MarkdownIt, colour: string): void {
  for (const kind of ['math_inline', 'math_block']) {
    const render = renderer.rules[kind]
    renderer.rules[kind] = (tokens, index, ...rest) => {
      try {
        return render?.(tokens, index, ...rest) ?? ''
      } catch (error) {
        const { block = false, content = '' } = tokens[index] ?? {}
        const formula = `<span class="katex-error" title="${utils.escapeHtml(String(error))}" ${formulaStyleAttribute}="color:${colour}">${utils.escapeHtml(content.trim())}</span>`
        return block ? `<p>${formula}</p>\n` : formula
      }
    }
  }
}

/** Puts in place of each link its words, and its address in brackets where the words are others. */
function linksAsWords({ tokens, Token: TokenOf }: StateCore): void {
  for (const token of tokens) {
    if (!token.children) continue
    const open: { readonly address: string; words: string }[] = []
    token.children = token.children.flatMap((child) => {
      if (child.type === 'link_open') {
        open.push({ address: child.attrGet('href') ?? '', words: '' })
        return []
      }
      if (child.type === 'link_close') {
        const link = open.pop()
        if (!link || link.words === link.address) return []
        const address = new TokenOf('text', '', 0)
        address.content = ` (${link.address})`
        return [address]
      }
      for (const link of open) link.words += child.content
      return [child]
    })
  }
}

/** Moves headings below those of the page: the levels that occur become levels that follow each other. */
function headingsInOrder({ tokens, env }: StateCore): void {
  const { headingsFrom } = env as UserMarkdownEnvironment
  if (headingsFrom === undefined) return
  const headings = tokens.filter(({ type }) => type === 'heading_open' || type === 'heading_close')
  const level = ({ tag }: Token) => Number(tag.slice(1))
  let above: readonly number[] = []
  for (const heading of headings) {
    const own = level(heading)
    if (heading.type === 'heading_open') above = [...above.filter((other) => other < own), own]
    heading.tag = `h${Math.min(6, headingsFrom + above.length - 1)}`
  }
}
