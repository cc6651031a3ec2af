// The notebook of a report: its form by the description of nbformat 4.5, its words harmless, and its code cells run where PyTorch can be imported.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { datasetInfo } from '../../../data/catalogue'
import { codeOf } from '../../models/program-code'
import { sampleSpec, temporaryFolder } from '../../testing/samples'
import { hostileTexts, reportSaying } from '../testing/hostile-texts'
import { harmful, named, parsedPage } from '../testing/parsed-page'
import { sampleReport } from '../testing/sample-report'
import { notebookReport } from './notebook-writer'

const linesSchema = z.array(z.string())
const idSchema = z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/)
/** https://nbformat.readthedocs.io/en/latest/format_description.html */
const notebookSchema = z.strictObject({
  nbformat: z.literal(4),
  nbformat_minor: z.literal(5),
  metadata: z.object({ kernelspec: z.object({ name: z.string(), display_name: z.string() }), language_info: z.object({ name: z.literal('python') }), authors: z.array(z.object({ name: z.string() })) }),
  cells: z.array(z.discriminatedUnion('cell_type', [
    z.strictObject({ id: idSchema, cell_type: z.literal('markdown'), metadata: z.object({}), source: linesSchema }),
    z.strictObject({ id: idSchema, cell_type: z.literal('code'), metadata: z.object({}), source: linesSchema, outputs: z.array(z.never()), execution_count: z.null() }),
  ])),
})

const spec = { ...sampleSpec(), epochs: 1, batchSize: 16 }
const program = codeOf(spec, { framework: 'pytorch', wholeRun: true, run: null }, datasetInfo(spec.dataset.id))
const programs = [{ run: 'lenet-relu-0412', text: program }]
const notebook = notebookSchema.parse(JSON.parse(notebookReport(sampleReport, programs)))
const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''))

it('has a cell for each section, figures within, and the program in cells', () => {
  expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length)
  const text = notebook.cells.filter(({ cell_type }) => cell_type === 'markdown').map(({ source }) => source.join(''))
  expect(text).toHaveLength(sampleReport.sections.length + 2)
  expect(text.join('\n')).toContain('<img src="data:image/svg+xml;base64,')
  // Nothing of the program is lost but the line that tells a program from a module.
  expect(code.join('\n\n\n').replaceAll(/\s+/g, ' ')).toBe(program.replace('if __name__ == "__main__":', '').trim().replaceAll(/\s+/g, ' '))
  expect(code.length).toBeGreaterThan(4)
  expect(code[0]).toContain('import torch')
  expect(code.at(-1)).toMatch(/^torch\.manual_seed\(SEED\)\n[^]*\ntrain\(model\.to\(DEVICE\)\)$/)
})

it.each(hostileTexts.filter((text) => text !== ''))('lets %j do nothing', (text) => {
  const hostile = notebookSchema.parse(JSON.parse(notebookReport({ ...reportSaying(text, sampleReport), author: 'A' }, [{ run: text, text: program }])))
  const viewer = new MarkdownIt({ html: true, linkify: true })
  const page = parsedPage(hostile.cells.flatMap(({ cell_type, source }) => (cell_type === 'markdown' ? [viewer.render(source.join(''))] : [])).join('\n'))
  expect(harmful(page)).toEqual([])
  expect(named(page, 'a')).toHaveLength(1)
  expect(hostile.cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''))).toEqual(code)
})

const python = process.env.CNN_LAB_PYTHON ?? 'python3'
const canImport = spawnSync(python, ['-c', 'import torch'], { timeout: 60_000 }).status === 0
if (!canImport) console.info(`The code cells of a notebook are not run: ${python} cannot import torch (CNN_LAB_PYTHON may name one that can).`)

it.runIf(canImport)('trains in its code cells', () => {
  const path = join(temporaryFolder(), 'run.ipynb')
  writeFileSync(path, notebookReport(sampleReport, programs))
  const runner = fileURLToPath(new URL('../testing/run_notebook.py', import.meta.url))
  const { status, stdout, stderr } = spawnSync(python, [runner, path], { encoding: 'utf8', timeout: 170_000 })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout).toMatch(/epoch +1\b/)
}, 180_000) // torch alone takes a minute to load where the machine is busy
