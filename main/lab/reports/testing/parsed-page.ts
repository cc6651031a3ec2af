// A page as parse5 reads it by the standard of HTML, for tests: its elements, its words, and what is wrong with it.
import { parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5'

export type PageElement = DefaultTreeAdapterTypes.Element
type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document

export interface ParsedPage {
  readonly elements: readonly PageElement[]
  /** Parse errors with their lines. */
  readonly faults: readonly string[]
}

export function parsedPage(page: string): ParsedPage {
  const faults: string[] = []
  const within = (node: Node): readonly PageElement[] => ('childNodes' in node ? node.childNodes.flatMap((child) => ['tagName' in child ? [child] : [], within(child)].flat()) : [])
  const document = parse(page, { onParseError: ({ code, startLine }: ParserError) => faults.push(`${code} in line ${startLine}`) })
  return { elements: within(document), faults }
}

export const textOf = (element: PageElement): string => element.childNodes.map((child) => ('value' in child ? child.value : 'tagName' in child ? textOf(child) : '')).join('')
export const attributeOf = (element: PageElement, name: string): string | undefined => element.attrs.find((candidate) => candidate.name === name)?.value
export const named = ({ elements }: ParsedPage, ...names: readonly string[]): readonly PageElement[] => elements.filter(({ tagName }) => names.includes(tagName))

/** Elements and attributes that could run, load or lead somewhere, beside links and pictures. */
export const harmful = (page: ParsedPage): readonly string[] => [
  ...named(page, 'script', 'iframe', 'object', 'embed', 'form', 'link', 'base', 'input').map(({ tagName }) => tagName),
  ...page.elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name.startsWith('on')).map(({ name }) => name)),
]
