// Finds the words for users in source files: strings, templates, and what Vue templates say. What is code is told by its place or its form.
import ts from 'typescript'

/** Taken out of the module once: in tests, each look into a CommonJS module goes through a proxy, millions of times over all sources. */
const { ScriptTarget, SyntaxKind, createSourceFile, forEachChild, isBinaryExpression, isCallExpression, isCaseClause, isConditionalExpression, isElementAccessExpression, isExportDeclaration, isIdentifier, isImportDeclaration, isMethodDeclaration, isNewExpression, isNoSubstitutionTemplateLiteral, isParenthesizedExpression, isPropertyAccessExpression, isPropertyAssignment, isPropertySignature, isStringLiteral, isTaggedTemplateExpression, isTemplateExpression, isTypeNode, isVariableDeclaration, JSDocParsingMode } = ts

/** Words as they stand in a file. */
export interface Words {
  readonly node: ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression
  /** With `{}` for each value. */
  readonly text: string
  /** Whether they are handed to `phrase`. */
  readonly isPhrase: boolean
}

/** Two words one after another, or a word beside a value: `Train on`, `of {n}`, `batch size 4`. */
const severalWords = /\p{L}+['’]?[,.:;!?)…]*\s+[(“"'`]*(\p{L}{2,}|\{\})|\p{L}{2,}['’]?[,.:;!?)…]*\s+[(“"'`]*(\p{L}+|\d)|(^|\s)(\{\}|\d+)[,.:;%)]*\s+[(“"]*\p{L}{2,}/u

/** What is SQL, a rule of a style sheet, a path, a header of HTTP. */
const statement = /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|WITH|ORDER BY|WHERE|AND|ATTACH|VACUUM|SAVEPOINT|ROLLBACK|RELEASE)\b/
const markup = /^\s*(<|@media|@page|[.:#]?[\w-]+\s*\{(?!\}))/

const classToken = /^(flex|grid|text-|bg-|[wh]-|p[xytblrse]?-|-?m[xytblrse]?-|gap-|rounded|border|shrink|grow|min-|max-|overflow-|whitespace-|font-|items-|justify-|self-|col-|row-|absolute$|relative$|sticky$|fixed$|inset|top-|bottom-|left-|right-|-?z-|truncate|tabular-|opacity-|cursor-|select-|hidden$|block$|inline|ring|outline|underline|hover:|focus|dark:|size-|space-|divide-|leading-|tracking-|align-|sr-only|not-|group|odd:|even:|last:|first:|data-|break-|order-|basis-|place-|object-|fill-|stroke-|line-|pointer-|touch-|animate|transition|duration|ease|table|list-|content-|forced-|sm:|md:|lg:|xl:|2xl:|\*|\[|@|italic$|uppercase$|invisible$|visible$|isolate$|scroll-|will-|aspect-|decoration-|accent-|shadow|mx-|-translate|translate-|rotate-|origin-|backdrop|resize|appearance|peer|disabled:|aria-|motion-|print:|\d+xl:|contrast-)/

/** Whether a text is a list of class names of the style sheet. */
export const isClasses = (text: string): boolean => text.trim().split(/\s+/).every((token) => classToken.test(token))

/** Whether a text is of words that a user would read. */
export const isWords = (text: string): boolean => severalWords.test(text) && !statement.test(text) && !markup.test(text) && !isClasses(text)

/** A word that is no name: names have a capital or a digit within, or stand on the list of what is no word. */
const singleWord = /^\p{Ll}{2,}$|^\p{Lu}\p{Ll}{2,}$/u

/** Properties that are read by users, so that a single word of theirs is one for them. */
const readProperties = new Set(['label', 'title', 'help', 'hint', 'caption', 'placeholder', 'description'])

/** Calls whose texts are for the developers: a log, a fault of the program itself. */
const forDevelopers = new Set(['log', 'logTrouble', 'Error', 'TypeError', 'RangeError', 'warn', 'matchMedia'])

/** Properties that hold code. */
const codeProperties = new Set(['class', 'ui', 'style', 'd', 'transform', 'viewBox', 'font', 'pattern', 'sql', 'icon', 'code', 'command'])

const calledName = (expression: ts.Expression): string =>
  isIdentifier(expression) ? expression.text : isPropertyAccessExpression(expression) ? expression.name.text : ''

const nameOf = (node: ts.Node & { readonly name?: ts.Node | undefined }): string => (node.name && (isIdentifier(node.name) || isStringLiteral(node.name)) ? node.name.text : '')

/** Whether a node stands where no words for users can stand. */
function isInCode(node: ts.Node): boolean {
  const { parent } = node
  return (
    isImportDeclaration(node) || isExportDeclaration(node) || isTypeNode(node) || isCaseClause(parent) && parent.expression === node ||
    (isPropertyAssignment(parent) || isPropertySignature(parent) || isMethodDeclaration(parent)) && parent.name === node ||
    isElementAccessExpression(parent) && parent.argumentExpression === node ||
    isBinaryExpression(parent) && [SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.ExclamationEqualsEqualsToken, SyntaxKind.InKeyword].includes(parent.operatorToken.kind) ||
    isTaggedTemplateExpression(parent) && parent.template === node ||
    (isCallExpression(node) || isNewExpression(node)) && (forDevelopers.has(calledName(node.expression)) || node.expression.kind === SyntaxKind.ImportKeyword) ||
    (isPropertyAssignment(node) || isVariableDeclaration(node)) && (codeProperties.has(nameOf(node)) || /(Class|Classes|Sql|Style|Pattern)$/.test(nameOf(node)))
  )
}

/** Whether a text is a property that users read, or one of the texts that it may have: `label: isOn ? 'on' : 'off'`. */
function isRead(node: ts.Node): boolean {
  const { parent } = node
  if (isConditionalExpression(parent)) return parent.condition !== node && isRead(parent)
  return isPropertyAssignment(parent) && parent.initializer === node && readProperties.has(nameOf(parent))
}

const textOf = (node: Words['node']): string => (isTemplateExpression(node) ? node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('') : node.text)

const isPhraseCall = (node: ts.Node): node is ts.CallExpression => isCallExpression(node) && calledName(node.expression) === 'phrase'

/** What is said within code, as in an error that ends up in a message for users: the outermost calls of `phrase`. */
function phraseCallsIn(node: ts.Node): readonly ts.CallExpression[] {
  const calls: ts.CallExpression[] = []
  const visit = (child: ts.Node): void => {
    if (isPhraseCall(child)) calls.push(child)
    else forEachChild(child, visit)
  }
  forEachChild(node, visit)
  return calls
}

/** All words in a program's text, nested ones after those that they stand in. @param said which texts are words @param root a part of a program */
export function wordsIn(root: ts.Node, said: (text: string, node: Words['node']) => boolean = isWords): readonly Words[] {
  const found: Words[] = []
  const visit = (node: ts.Node, isPhrase: boolean): void => {
    if (node !== root && isInCode(node)) {
      if (isTemplateExpression(node)) node.templateSpans.forEach(({ expression }) => { visit(expression, false) })
      else phraseCallsIn(node).forEach((call) => { visit(call, false) })
      return
    }
    if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node) || isTemplateExpression(node)) {
      const text = textOf(node)
      if (isPhrase || said(text, node) || (isRead(node) && singleWord.test(text))) found.push({ node, text, isPhrase })
      if (isTemplateExpression(node)) node.templateSpans.forEach(({ expression }) => { visit(expression, false) })
      return
    }
    if (isPhraseCall(node)) {
      node.arguments.forEach((argument, index) => { visit(argument, index === 0) })
      return
    }
    const passesOn = isPhrase && (isConditionalExpression(node) || isParenthesizedExpression(node))
    forEachChild(node, (child) => { visit(child, passesOn && !(isConditionalExpression(node) && child === node.condition)) })
  }
  visit(root, false)
  return found
}

/** A program's text as a tree. */
export const programTree = (code: string, file = 'program.ts'): ts.SourceFile => createSourceFile(file, code, { languageVersion: ScriptTarget.Latest, jsDocParsingMode: JSDocParsingMode.ParseNone }, true)
