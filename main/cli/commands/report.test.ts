// `cnn-lab report` as scripts and people use it: what the ids stand for, which parts, which words; the engine is a stand-in.
import { madeUpExperiment } from '@common/experiments/testing/made-up-experiment'
import { reportDocumentSchema, type ReportDocument } from '@contract/reports/report-document'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Lab } from '../../lab/lab'
import { openDirectStore } from '../../lab/store/direct-store'
import { reportSubject } from '../flags/report-subject'
import { Terminal } from '../testing/terminal'

let terminal: Terminal
beforeAll(async () => {
  terminal = new Terminal({}, mkdtempSync(join(tmpdir(), 'cnn-lab-')), [madeUpExperiment()])
  await terminal.run('train --epochs 2')
  await terminal.run('train --epochs 1')
  await terminal.run('experiment batch-size')
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

it.each(['html', 'md', 'csv', 'json'])('writes %s by the end of the name', async (format) => {
  const out = join(terminal.home, `every.${format}`)
  expect(await terminal.run(`report lenet-relu-1 --out ${out}`)).toMatchObject({ exitCode: 0, stdout: '' })
  expect(readFileSync(out, 'utf8')).toContain('lenet-relu-1')
})

it('is of runs, of runs compared, of a sweep, or of an experiment by its id or name', async () => {
  expect(await report('lenet-relu-1 lenet-relu-1')).toMatchObject({ subject: 'run', specs: { 'lenet-relu-1': {} } })
  const lab = await Lab.open({ openStore: openDirectStore, home: terminal.home, launcher: terminal.launcher, experiments: terminal.experiments ?? [] })
  const [run, other] = ['lenet-relu-1', 'lenet-relu-2']
  expect(await reportSubject(lab, [run, other], false)).toEqual({ kind: 'runs', ids: [run, other] })
  expect(await reportSubject(lab, [run, other, run], true)).toEqual({ kind: 'comparison', ids: [run, other] })
  expect(await reportSubject(lab, ['sweep-1'], false)).toEqual({ kind: 'sweep', id: 'sweep-1' })
  for (const name of ['batch-size-1', 'batch-size']) expect(await reportSubject(lab, [name], false)).toEqual({ kind: 'experiment', id: 'batch-size-1' })
  await lab.close()
})

it.each([
  ['lenet-relu-1 --compare', 2, '--compare needs two runs or more.'],
  ['lenet-relu-1 sweep-1', 2, 'sweep-1 is a sweep, which has a report of its own: name it alone.'],
  ['batch-size --compare', 2, '--compare compares runs, and batch-size is an experiment.'],
  ['lenet-7', 1, 'There is no run, sweep or experiment lenet-7.'],
  ['lenet-relu-1 --parts summary,curvs', 2, '--parts: there is no part curvs. Did you mean curves? There are text, summary, settings, '],
  ['sweep-1 --with network', 2, '--with: a report of a sweep has no part network. It can have text, summary, '],
  ['lenet-relu-1 --parts summary --without curves', 2, '--parts names all parts; use it, or --with and --without.'],
])('%s is refused', async (args, exitCode, message) => {
  const outcome = await terminal.run(`report ${args} --out ${join(terminal.home, 'none.json')}`)
  expect(outcome).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(message) as string })
})

it('has the parts that are asked for', async () => {
  expect(partsOf(await report('lenet-relu-1 --parts epochs,summary'))).toEqual(['summary', 'epochs'])
  const usual = partsOf(await report('lenet-relu-1'))
  expect(usual).toContain('curves')
  expect(partsOf(await report('lenet-relu-1 --without curves,epochs'))).toEqual(usual.filter((part) => part !== 'curves' && part !== 'epochs'))
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
  expect(await terminal.run(`report lenet-relu-1 --out ${out} --replace`)).toMatchObject({ exitCode: 0 })
  expect(readFileSync(out, 'utf8')).toContain('lenet-relu-1')
})

it('helps with the names of all parts', async () => {
  const { stdout } = await terminal.run('report --help')
  expect(stdout).toMatch(/^ {2}curves +\* Loss and accuracy/m)
  expect(stdout).toMatch(/^ {2}feature-maps +What the convolutions/m)
})
