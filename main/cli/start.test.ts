// What the built command line loads: to list runs nothing that builds networks, reads ONNX or trains; before an engine process is started next to nothing.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from '../lab/testing/samples'

const program = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

beforeAll(() => {
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`npm run build\` first (\`npm test\` does)`)
})

/** Paths of the modules that a command loads, as V8 tells of them at its end. */
function loadedBy(command: string): readonly string[] {
  const folder = temporaryFolder()
  const { status, stderr } = spawnSync(process.execPath, [program, command], {
    env: { ...process.env, CNN_LAB_HOME: join(folder, 'home'), NODE_V8_COVERAGE: join(folder, 'coverage') },
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  return readdirSync(join(folder, 'coverage')).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, 'coverage', name), 'utf8')) as { readonly result: readonly { readonly url: string }[] }
    return result.map(({ url }) => url).filter((url) => url.startsWith('file:'))
  })
}

it('lists runs without what builds networks, reads ONNX or trains', () => {
  const loaded = loadedBy('runs')
  expect(loaded.filter((url) => url.includes('/out/main/chunks/store-'))).toHaveLength(1)
  const sources = loaded.map((url) => [url, readFileSync(fileURLToPath(url), 'utf8')] as const)
  for (const part of ['main/networks/', 'main/onnx/', 'main/engine/']) {
    expect(sources.filter(([, source]) => source.includes(`// ${part}`)).map(([url]) => url), part).toEqual([])
  }
  // Each file of a package that is not bundled costs about a third of a millisecond.
  expect(loaded.filter((url) => url.includes('/node_modules/')).length).toBeLessThan(30)
})

/** The modules that a built one imports by statements, itself among them, by their paths. */
function importedBy(path: string, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (found.has(path)) return found
  const source = readFileSync(path, 'utf8')
  found.set(path, source)
  for (const [, from = ''] of source.matchAll(/^(?:import|export) [^;]*?from "(\.[^"]+)"/gm)) importedBy(join(dirname(path), from), found)
  return found
}

it('starts an engine process before it loads schemas', () => {
  const chunks = fileURLToPath(new URL('../../out/main/chunks/', import.meta.url))
  const start = readdirSync(chunks).map((name) => join(chunks, name)).filter((path) => basename(path).startsWith('start-') && readFileSync(path, 'utf8').includes('// main/cli/start.ts'))
  expect(start).toHaveLength(1)
  const imported = importedBy(start[0] ?? '')
  expect(imported.size).toBeGreaterThan(5)
  // They take as long as all else that is loaded until then.
  expect([...imported].filter(([, source]) => source.includes('/zod/')).map(([path]) => basename(path))).toEqual([])
})
