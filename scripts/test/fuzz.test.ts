// The campaign of damaged inputs as a command: its options, its counts, and what becomes of a process that ends or hangs over an input.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../main/files/testing/temporary-folder'
import { readDamaged } from '../fuzz/watched-reading.mjs'
import { inProject } from '../setup/project.mjs'

const campaign = (...args: readonly string[]) => spawnSync(process.execPath, [inProject('scripts', 'fuzz.mjs'), ...args], { encoding: 'utf8' })

describe('npm run fuzz', () => {
  it('reads damaged inputs of the readers that are named, and counts them', { timeout: 120_000 }, () => {
    const out = join(temporaryFolder(), 'fuzz.json')
    const { status, stdout, stderr } = campaign('--reader', 'window-place,safetensors', '--inputs', '300', '--minutes', '2', '--seed', '7', '--out', out)
    expect(status, stdout + stderr).toBe(0)
    const { seed, results } = JSON.parse(readFileSync(out, 'utf8')) as { seed: number; results: Record<string, number>[] }
    expect(seed).toBe(7)
    expect(results.map(({ reader, cases, findings }) => ({ reader, cases, findings }))).toEqual(['window-place', 'safetensors'].map((reader) => ({ reader, cases: 300, findings: [] })))
    for (const { read = 0, refused = 0 } of results) expect([read + refused, read > 0, refused > 0]).toEqual([300, true, true])
    expect(stdout).toMatch(/^in all +600 /m)
  })

  it.each([['--minutes', '0'], ['--inputs', 'many'], ['--seed', '1.5'], ['--processes', '0']])('says what %s takes', (...args) => {
    const { status, stderr } = campaign(...args)
    expect(status).toBe(1)
    expect(stderr).toContain('The campaign was not begun.')
    expect(stderr).not.toMatch(/^ +at /m)
  })
})

/** A worker that ends or hangs over its fourth input. */
function worker(trouble: string): string {
  const path = join(temporaryFolder(), 'worker.mjs')
  writeFileSync(path, `
    import { writeFileSync } from 'node:fs'
    const [command, text] = process.argv.slice(2)
    const { from, to, progress } = JSON.parse(text)
    if (command === 'keep') process.stdout.write('kept ' + from)
    else {
      for (let number = from; number <= to; number++) {
        writeFileSync(progress, Buffer.from(Float64Array.of(number, 0, number - from, 0, 0).buffer))
        if (number === 3) ${trouble}
      }
    }
  `)
  return path
}

describe('an input that', () => {
  it.each([
    ['ends the process', 'process.kill(process.pid, "SIGSEGV")', /the process ended with SIGSEGV/],
    ['ends it in an error', '{ throw new TypeError("x is undefined") }', /exit code 1.*x is undefined/s],
    ['hangs', 'for (;;);', /no new input for 1 s/],
  ])('%s is a finding, and those behind it are read', { timeout: 60_000 }, async (_, trouble, words) => {
    const program = worker(trouble)
    const result = await readDamaged({ program, reader: 'made-up', seed: 1, to: 10, until: Date.now() + 60_000, signal: new AbortController().signal, patience: 1 })
    expect(result).toMatchObject({ reader: 'made-up', cases: 10, read: 9, refused: 0 })
    expect(result.findings).toEqual([{ number: 3, folder: 'kept 3', trouble: expect.stringMatching(words) as string }])
  })
})
