// All words for users in the sources of the lab, file by file.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { wordsInComponent, wordsInProgram, type FoundWords } from './words-in-component'

const project = fileURLToPath(new URL('../..', import.meta.url))

/** Where words for users are said. */
const folders = ['language', 'contract', 'common', 'main', 'renderer'] as const

/** Programs that the lab writes in other languages, whose words are theirs. */
const listings = /^common\/code\/(gluon|keras|flax|pytorch|python|run)\//

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'testing' || entry.name === 'simplified-chinese') return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourcesIn(path)
    return /\.(ts|vue)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name) ? [path] : []
  })
}

export interface ProjectWords extends FoundWords {
  /** Path from the project's folder. */
  readonly file: string
}

/** All words of the project, in the order of its files. */
export function projectWords(): readonly ProjectWords[] {
  return folders.flatMap((folder) => sourcesIn(join(project, folder))).sort().flatMap((path) => {
    const file = relative(project, path)
    if (listings.test(file)) return []
    const code = readFileSync(path, 'utf8')
    return (path.endsWith('.vue') ? wordsInComponent(code) : wordsInProgram(code)).map((words) => ({ ...words, file }))
  })
}
