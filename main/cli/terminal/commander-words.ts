// The words of the library commander, which says everything in English: headings of the help, and what is wrong with the arguments.
import { phrase } from '@language/phrase'
import { Help, type HelpConfiguration } from 'commander'
import { displayWidth } from '@common/words/wide-letters'
import { wrappedText } from './text-width'

const headings: Readonly<Record<string, string>> = { 'Usage:': phrase('Usage:'), 'Arguments:': phrase('Arguments:'), 'Options:': phrase('Options:'), 'Commands:': phrase('Commands:') }

/** Narrower texts beside the names of options are left to the terminal to break, as commander itself does. */
const leastWidth = 40

const placeholder = (word: string): string => (word === '[options]' ? phrase('[options]') : word === '[command]' ? phrase('[command]') : word)

/** How the help is laid out. */
export const helpWords: HelpConfiguration = {
  optionDescription: ({ description, mandatory }) => (mandatory ? phrase('{option} (required)', { option: description }) : description),
  formatHelp: (command, helper) => Help.prototype.formatHelp.call(helper, command, helper).replace(/^(\S*：) /, '$1'), // after a full-width colon stands no space
  styleTitle: (title) => headings[title] ?? title,
  styleUsage: (usage) => usage.split(' ').map(placeholder).join(' '),
  styleSubcommandTerm: (term) => term.split(' ').map(placeholder).join(' '),
  displayWidth,
  boxWrap: (text, width) => (width < leastWidth ? text : text.split(/\r?\n/).map((line) => wrappedText(line, width)).join('\n')),
}

/** Sentences of commander by their forms, with the words for what stands in them, in order. */
const sentences: readonly (readonly [form: RegExp, words: (...found: readonly string[]) => string])[] = [
  [/^error: unknown option '(.*)'$/, (option = '') => phrase("error: unknown option '{option}'", { option })],
  [/^error: unknown command '(.*)'$/, (command = '') => phrase("error: unknown command '{command}'", { command })],
  [/^error: missing required argument '(.*)'$/, (argument = '') => phrase("error: missing required argument '{argument}'", { argument })],
  [/^error: option '(.*)' argument missing$/, (option = '') => phrase("error: option '{option}' argument missing", { option })],
  [/^error: required option '(.*)' not specified$/, (option = '') => phrase("error: required option '{option}' not specified", { option })],
  [/^error: too many arguments for '(.*)'\. Expected 1 argument but got (\d+)\.$/, (command = '', given = '') => phrase("error: too many arguments for '{command}'. Expected 1 argument but got {given}.", { command, given })],
  [/^error: too many arguments for '(.*)'\. Expected (\d+) arguments but got (\d+)\.$/, (command = '', expected = '', given = '') => phrase("error: too many arguments for '{command}'. Expected {expected} arguments but got {given}.", { command, expected, given })],
  [/^\(Did you mean one of (.*)\?\)$/, (names = '') => phrase('(Did you mean one of {names}?)', { names })],
  [/^\(Did you mean (.*)\?\)$/, (name = '') => phrase('(Did you mean {name}?)', { name })],
]

/** What commander says, line by line, in the language of the program; sentences that are not known stay as they are. */
export function commanderWords(text: string): string {
  return text.split('\n').map((line) => {
    for (const [form, words] of sentences) {
      const found = form.exec(line)
      if (found) return words(...found.slice(1))
    }
    return line
  }).join('\n')
}
