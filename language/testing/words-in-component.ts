// Finds the words for users in a Vue component: in its script, in the expressions of its template, as text between tags, and in attributes.
import { NodeTypes, type ElementNode, type RootNode, type TemplateChildNode } from '@vue/compiler-core'
import { parse } from '@vue/compiler-sfc'
import { isWords, programTree, wordsIn } from './words-in-source'

/** Words as they stand in a file of any kind. */
export interface FoundWords {
  readonly text: string
  /** From 1. */
  readonly line: number
  readonly isPhrase: boolean
}

/** Attributes whose text is always read or spoken. */
const spokenAttributes = new Set(['title', 'label', 'placeholder', 'alt', 'description', 'aria-label', 'aria-description', 'text', 'help', 'hint', 'legend', 'heading', 'caption', 'subtitle', 'question', 'message', 'tooltip', 'summary', 'note', 'empty', 'words', 'x-title', 'y-title'])

/** Attributes and bound values that hold code. */
const codeAttributes = /^(class|style|ui|d|viewBox|points|transform|to|icon|name|id|type|role|key|ref|slot|as|value|stroke.*|fill.*|font.*|data-.*|preserveAspectRatio)$/

/** Elements whose text is what one types or presses, or what a program reads. */
const codeElements = new Set(['code', 'kbd', 'pre', 'style', 'script'])

const lineAt = (code: string, offset: number): number => code.slice(0, offset).split('\n').length

/** All words in a program's text. */
export function wordsInProgram(code: string, firstLine = 1): readonly FoundWords[] {
  const tree = programTree(code)
  return wordsIn(tree).map(({ node, text, isPhrase }) => ({ text, isPhrase, line: firstLine + lineAt(code, node.getStart(tree)) - 1 }))
}

/** The words of an expression of a template; `in` and `of` of a loop are no faults. */
function wordsInExpression(code: string, line: number): readonly FoundWords[] {
  if (!/['"`]/.test(code)) return [] // without a text there are no words
  return wordsInProgram(`(${code}\n)`, line)
}

function wordsInNode(node: RootNode | TemplateChildNode): readonly FoundWords[] {
  if (node.type === NodeTypes.TEXT) return /\p{L}{2,}/u.test(node.content) ? [{ text: node.content.trim().replaceAll(/\s+/g, ' '), line: node.loc.start.line, isPhrase: false }] : []
  if (node.type === NodeTypes.INTERPOLATION) return wordsInExpression(node.content.loc.source, node.loc.start.line)
  if (node.type !== NodeTypes.ELEMENT && node.type !== NodeTypes.ROOT) return []
  const own = node.type === NodeTypes.ELEMENT ? wordsInAttributes(node) : []
  const isCode = node.type === NodeTypes.ELEMENT && codeElements.has(node.tag)
  return [...own, ...node.children.flatMap((child) => (isCode && child.type === NodeTypes.TEXT ? [] : wordsInNode(child)))]
}

function wordsInAttributes({ props }: ElementNode): readonly FoundWords[] {
  return props.flatMap((prop): readonly FoundWords[] => {
    const { line } = prop.loc.start
    if (prop.type === NodeTypes.ATTRIBUTE) {
      const text = prop.value?.content ?? ''
      const isSpoken = spokenAttributes.has(prop.name) ? /\p{L}{2,}/u.test(text) : !codeAttributes.test(prop.name) && isWords(text)
      return isSpoken ? [{ text, line, isPhrase: false }] : []
    }
    const name = prop.arg?.loc.source ?? ''
    if (!prop.exp || prop.name === 'for' || prop.name === 'slot') return []
    const words = wordsInExpression(prop.exp.loc.source, line)
    return codeAttributes.test(name) ? words.filter(({ isPhrase }) => isPhrase) : words
  })
}

/** All words in a component. */
export function wordsInComponent(code: string): readonly FoundWords[] {
  const { descriptor } = parse(code)
  const scripts = [descriptor.script, descriptor.scriptSetup].flatMap((script) => (script ? wordsInProgram(script.content, script.loc.start.line) : []))
  return [...scripts, ...(descriptor.template?.ast ? wordsInNode(descriptor.template.ast) : [])]
}
