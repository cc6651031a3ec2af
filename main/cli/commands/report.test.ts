// `cnn-lab report` as scripts and people use it: what the ids stand for, which parts, which words; the engine is a stand-in.
import { LabError } from '@contract/problem'
import { partsOfSubject, usualParts } from '@contract/reports/report-parts'
import { reportDocumentSchema, type ReportDocument } from '@contract/reports/report-document'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { partsOfFlags } from '../flags/report-parts'
import { reportSubject } from '../flags/report-subject'
import { Terminal } from '../testing/terminal'

let terminal: Terminal
beforeAll(async () => {
  terminal = new Terminal({}, mkdtempSync(join(tmpdir(), 'cnn-lab-')))
  await terminal.run('train --epochs 2')
}, 60_000)

afterAll(() => {
  rmSync(terminal.home, { recursive: true })
})

let written = 0

/** The report as data. */
async function report(args: string): Promise<ReportDocument> {
  const out = join(terminal.home, `report-${++written}.json`)
  const { exitCode, stdout, stderr } = await terminal.run(`report ${args} --out ${out}`)
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: `Report: ${out}\n` })
  return reportDocumentSchema.parse(JSON.parse(readFileSync(out, 'utf8')))
}

const partsOf = ({ sections }: ReportDocument): (string | null)[] => sections.map(({ part }) => part)

it.each(['html', 'md', 'csv', 'json', 'ipynb'])('writes %s by the end of the name', async (format) => {
  const out = join(terminal.home, `every.${format}`)
  expect(await terminal.run(`report lenet-relu-1 --parts summary --out ${out}`)).toMatchObject({ exitCode: 0, stdout: '' })
  expect(readFileSync(out, 'utf8')).toContain('lenet-relu-1')
})

/** A lab that knows some runs, a sweep and an experiment by their ids. */
const known = {
  runs: { record: (id: string) => answer(['lenet-1', 'lenet-2'], 'run', id) },
  sweeps: { sweep: (id: string) => answer(['sweep-1'], 'sweep', id) },
  experiments: { experiments: () => Promise.resolve([{ id: 'batch-size-3', name: 'batch-size' }, { id: 'batch-size-1', name: 'batch-size' }]), definitions: [{ name: 'overfit' }] },
} as unknown as Parameters<typeof reportSubject>[0]

const answer = (ids: readonly string[], kind: string, id: string): Promise<object> => (ids.includes(id) ? Promise.resolve({}) : Promise.reject(new LabError(`${kind}/unknown`, 'unknown')))

it.each([
  [['lenet-1'], false, { kind: 'runs', ids: ['lenet-1'] }],
  [['lenet-1', 'lenet-2', 'lenet-1'], false, { kind: 'runs', ids: ['lenet-1', 'lenet-2'] }],
  [['lenet-1', 'lenet-2'], true, { kind: 'comparison', ids: ['lenet-1', 'lenet-2'] }],
  [['sweep-1'], false, { kind: 'sweep', id: 'sweep-1' }],
  [['batch-size-1'], false, { kind: 'experiment', id: 'batch-size-1' }],
  [['batch-size'], false, { kind: 'experiment', id: 'batch-size-3' }], // the one begun last
])('%j is a report (compared: %s) of %o', async (ids, compares, subject) => {
  expect(await reportSubject(known, ids, compares)).toEqual(subject)
})

it.each([
  [['lenet-1'], true, '--compare needs two runs or more.'],
  [['lenet-1', 'lenet-1'], true, '--compare needs two runs or more.'],
  [['lenet-1', 'sweep-1'], false, 'sweep-1 is a sweep, which has a report of its own: name it alone.'],
  [['batch-size'], true, '--compare compares runs, and batch-size is an experiment.'],
  [['overfit'], false, 'The experiment overfit has not been run yet.'],
  [['lenet-7'], false, 'There is no run, sweep or experiment lenet-7.'],
])('%j is none (compared: %s): %s', async (ids, compares, message) => {
  await expect(reportSubject(known, ids, compares)).rejects.toThrow(message)
})

it.each([
  ['lenet-relu-1 --compare', 2, '--compare needs two runs or more.'],
  ['lenet-7', 1, 'There is no run, sweep or experiment lenet-7.'],
  ['lenet-relu-1 --parts summary,curvs', 2, '--parts: there is no part curvs. Did you mean curves? There are text, summary, settings, '],
  ['lenet-relu-1 --parts summary --without curves', 2, '--parts names all parts; use it, or --with and --without.'],
])('%s is refused', async (args, exitCode, message) => {
  const outcome = await terminal.run(`report ${args} --out ${join(terminal.home, 'none.json')}`)
  expect(outcome).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(message) as string })
})

it('has the parts that are asked for', async () => {
  expect(partsOf(await report('lenet-relu-1 --parts epochs,summary'))).toEqual(['summary', 'epochs'])
  const usual = partsOfFlags({}, 'runs')
  expect(usual).toEqual(usualParts('runs'))
  expect(partsOfFlags({ without: 'curves, epochs' }, 'runs')).toEqual(usual.filter((part) => part !== 'curves' && part !== 'epochs'))
  expect(() => partsOfFlags({ with: 'network' }, 'sweep')).toThrow('--with: a report of a sweep has no part network. It can have text, summary, ')
  expect(partsOfFlags({ with: 'feature-maps', without: 'text' }, 'runs', ['text'])).toEqual(partsOfSubject('runs').filter((part) => part === 'featureMaps' || usual.includes(part)))
})

it("has the user's words", async () => {
  const text = join(terminal.home, 'words.md')
  writeFileSync(text, 'I *see* $x^2$.')
  const words = await report(`lenet-relu-1 --parts summary --title Mine --author Ada --course DL --date today --text ${text}`)
  expect(words).toMatchObject({ title: 'Mine', author: 'Ada', course: 'DL', date: 'today' })
  expect(words.sections.find(({ part }) => part === 'text')?.blocks).toEqual([{ block: 'markdown', source: 'I *see* $x^2$.' }])
  expect(await terminal.run(`report lenet-relu-1 --author ${'a'.repeat(201)} --out ${join(terminal.home, 'none.json')}`)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--author is too long: it may have 200 letters.') as string })
})

it('replaces a file only where told to', async () => {
  const out = join(terminal.home, 'there.csv')
  writeFileSync(out, 'mine')
  expect(await terminal.run(`report lenet-relu-1 --out ${out}`)).toMatchObject({ exitCode: 1, stderr: `There is a file ${out} already. Add --replace to replace it, or name another.\n` })
  expect(readFileSync(out, 'utf8')).toBe('mine')
  expect(await terminal.run(`report lenet-relu-1 --parts epochs --out ${out} --replace`)).toMatchObject({ exitCode: 0 })
  expect(readFileSync(out, 'utf8')).toContain('lenet-relu-1')
})

it('helps with the names of all parts', async () => {
  const { stdout } = await terminal.run('report --help')
  expect(stdout).toMatch(/^ {2}curves +\* Loss and accuracy/m)
  expect(stdout).toMatch(/^ {2}feature-maps +What the convolutions/m)
})
