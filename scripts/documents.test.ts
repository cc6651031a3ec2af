// The documents name files that are there, and link to each other's pages and pictures.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const project = fileURLToPath(new URL('..', import.meta.url))
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...readdirSync(join(project, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)]

/** `a/{b,c}.ts` as two paths. */
const spelledOut = (path: string): readonly string[] => {
  const [all, before, choices, after] = /^(.*?)\{([^}]*)\}(.*)$/.exec(path) ?? []
  return all === undefined ? [path] : (choices ?? '').split(',').flatMap((choice) => spelledOut(`${before ?? ''}${choice}${after ?? ''}`))
}

/** Folders whose files the documents name; other words in code type are commands, settings or files of users. */
const folders = ['contract', 'common', 'main', 'renderer', 'preload', 'scripts', 'e2e', 'docs', 'resources', 'bench', 'bin']
const files = folders.flatMap((folder) => [folder, ...readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`)])

/** Whether a path is that of a file or folder; a star stands for any name, and a decision may be named by its number. */
function isThere(path: string): boolean {
  const pattern = path.replaceAll('.', '\\.').replaceAll('*', '[^/]*').replace(/\/$/, '')
  const expression = new RegExp(`^${pattern}(-[^/]*)?$`)
  return files.some((file) => expression.test(file))
}

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(project, document), 'utf8')

  it('names files of the project that are there', () => {
    const named = [...text.matchAll(/`([\w./{},*-]+)`/g)].map(([, path = '']) => path).filter((path) => folders.includes(path.split('/')[0] ?? '') && path.includes('/') && !path.includes('...'))
    const missing = named.flatMap(spelledOut).filter((path) => !isThere(path))
    // Decisions tell how things were when they were decided.
    if (!document.startsWith('docs/decisions/')) expect(missing).toEqual([])
  })

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link))
    expect(links.filter((link) => !existsSync(join(project, dirname(document), link)))).toEqual([])
  })
})
