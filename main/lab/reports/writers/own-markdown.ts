// The user's Markdown written anew from what a careful parser has read: what is neither words, emphasis, list, table, code nor formula is words.
import type { Token } from 'markdown-it'
import { userMarkdown, type UserMarkdownEnvironment } from '@common/markdown/user-markdown'
import { markdownCode, markdownListing, markdownText } from './markdown-text'

const parser = userMarkdown({ formulas: 'mathml', errorColour: 'currentColor' })

/** @param headingsFrom level of the highest heading, 1 to 6 */
export function ownMarkdown(source: string, headingsFrom: number): string {
  return blocks(nested(parser.parse(source, { headingsFrom } satisfies UserMarkdownEnvironment))).join('\n\n')
}

interface Node {
  readonly token: Token
  readonly children: readonly Node[]
}

/** Tokens between an opening and its closing one as its children. */
function nested(tokens: readonly Token[]): readonly Node[] {
  const root: Node[] = []
  const open: Node[][] = [root]
  for (const token of tokens) {
    if (token.nesting === -1) {
      open.pop()
      continue
    }
    const children: Node[] = []
    open.at(-1)?.push({ token, children })
    if (token.nesting === 1) open.push(children)
  }
  return root
}

const blocks = (nodes: readonly Node[]): readonly string[] => nodes.map(block).filter((text) => text !== '')

function block({ token, children }: Node): string {
  switch (token.type) {
    case 'heading_open':
      return `${'#'.repeat(Number(token.tag.slice(1)))} ${content(children)}`
    case 'bullet_list_open':
      return list(children, () => '- ')
    case 'ordered_list_open': {
      const first = Number(token.attrGet('start') ?? 1)
      return list(children, (place) => `${first + place}. `)
    }
    case 'blockquote_open':
      return indented(blocks(children).join('\n\n'), '> ', '> ')
    case 'fence':
    case 'code_block':
      return markdownListing(token.content, /^\w*/.exec(token.info)?.[0] ?? '')
    case 'hr':
      return '---'
    case 'math_block':
      return `$$\n${formula(token.content)}\n$$`
    case 'table_open':
      return table(children)
    case 'inline':
      return inline(nested(token.children ?? []))
    default:
      return blocks(children).join('\n\n')
  }
}

const content = (nodes: readonly Node[]): string => blocks(nodes).join(' ')

const list = (items: readonly Node[], mark: (place: number) => string): string =>
  items.map(({ children }, place) => indented(blocks(children).join('\n\n'), mark(place), ' '.repeat(mark(place).length))).join('\n')

/** Lines behind a mark, those after the first as far in. */
const indented = (text: string, first: string, others: string): string => text.split('\n').map((line, place) => `${place === 0 ? first : others}${line}`.trimEnd()).join('\n')

function table(parts: readonly Node[]): string {
  const rows = parts.flatMap(({ children }) => children).map(({ children }) => children.map((cell) => content(cell.children)))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}

function inline(nodes: readonly Node[]): string {
  return nodes
    .map(({ token, children }) => {
      switch (token.type) {
        case 'strong_open':
          return emphasised(inline(children), '**')
        case 'em_open':
          return emphasised(inline(children), '*')
        case 's_open':
          return emphasised(inline(children), '~~')
        case 'code_inline':
          return markdownCode(token.content)
        case 'math_inline':
          return `$${formula(token.content)}$`
        case 'softbreak':
        case 'hardbreak':
          return token.type === 'softbreak' ? '\n' : '  \n'
        default:
          return words(token.content)
      }
    })
    .join('')
}

const emphasised = (text: string, mark: string): string => (text.trim() === '' ? text : `${mark}${text}${mark}`)

/** Escaped words with the blanks at their ends, which part them from their neighbours. */
function words(text: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? []
  return `${before}${markdownText(inner)}${after}`
}

/** Commands of formulas that make links, load files or HTML, or define others. */
const commands = /\\(?=(?:href|url|includegraphics|html\w*|class|cssId|style|data|require|def|gdef|edef|xdef|let|futurelet|newcommand|renewcommand|providecommand|csname|unicode|bbox|mmlToken)(?![a-zA-Z]))/g

/** A formula that ends only where it ends, and holds nothing that HTML or a table would take for its own. */
const formula = (tex: string): string =>
  tex.replace(commands, '').replace(/\\?\$/g, '').replaceAll('<', '\\lt ').replaceAll('>', '\\gt ').replace(/(?<!\\)\|/g, '\\vert ').replace(/\\\|/g, '\\Vert ').replace(/\n\s*\n/g, '\n').trim()
