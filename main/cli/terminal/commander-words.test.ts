// That commander still says what the table of its words expects: where a new version of it says otherwise, its English would stay.
import { Command } from 'commander'
import { expect, test, vi } from 'vitest'
import { commanderWords, helpWords } from './commander-words'

vi.mock('@language/phrase', () => ({ phrase: (words: string, values: Readonly<Record<string, string>> = {}) => `«${words.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')}»` }))

/** What is written for arguments. */
function said(...args: readonly string[]): string {
  let text = ''
  const write = (more: string): void => {
    text += more
  }
  const program = new Command('lab')
    .exitOverride()
    .version('1', '-V, --version', 'the version')
    .configureHelp(helpWords)
    .configureOutput({ writeOut: write, writeErr: write, outputError: (error) => { write(commanderWords(error)) } })
  program.command('train').description('trains').argument('<run>', 'the run').requiredOption('--epochs <n>', 'how many').option('--sum', 'sums').option('--sun', 'suns')
  program.command('list')
  program.command('two').argument('<a>').argument('<b>')
  expect(() => program.parse(args, { from: 'user' })).toThrow()
  return text.trim()
}

test.each([
  [['trian'], "«error: unknown command 'trian'»\n«(Did you mean train?)»"],
  [['train', '--epochs', '1', '--sux'], "«error: unknown option '--sux'»\n«(Did you mean one of --sum, --sun?)»"],
  [['train', '--epochs', '1'], "«error: missing required argument 'run'»"],
  [['train', 'a', '--epochs'], "«error: option '--epochs <n>' argument missing»"],
  [['train', 'a'], "«error: required option '--epochs <n>' not specified»"],
  [['train', 'a', 'b', '--epochs', '1'], "«error: too many arguments for 'train'. Expected 1 argument but got 2.»"],
  [['two', 'a', 'b', 'c'], "«error: too many arguments for 'two'. Expected 2 arguments but got 3.»"],
])('%j', (args, words) => {
  expect(said(...args)).toBe(words)
})

test('headings and what stands for options and commands', () => {
  expect(said('--help')).toMatch(/^«Usage:» lab «\[options\]» «\[command\]»$[\s\S]*^«Options:»$[\s\S]*^«Commands:»$[\s\S]*^ {2}train «\[options\]» <run> {2}trains$/m)
  expect(said('train', '--help')).toMatch(/^«Arguments:»$[\s\S]*^ {2}--epochs <n> {2}«how many \(required\)»$/m)
})
