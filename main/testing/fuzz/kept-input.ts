// Inputs of a campaign that ended as they should not: they are made smaller, and left in a folder.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FuzzInput } from './reader'

/** Readings that making an input smaller may take. */
const mostTries = 300

/** Set by `npm run fuzz`, whose other files lie in memory: where inputs are left. */
const keptIn = process.env.CNN_LAB_FUZZ_KEPT ?? tmpdir()

/** Writes inputs into a folder each. @returns the folder of these folders */
export function keptInput(reader: string, inputs: Readonly<Record<string, FuzzInput>>): string {
  const folder = mkdtempSync(join(keptIn, `cnn-lab-fuzz-${reader}-`))
  for (const [title, input] of Object.entries(inputs)) writeInput(input, join(folder, title))
  return folder
}

/** Writes the files of an input below a folder. */
export function writeInput(input: FuzzInput, folder: string): void {
  const made = new Set<string>()
  for (const [name, content] of Object.entries(input)) {
    const path = join(folder, name)
    const within = dirname(path)
    if (!made.has(within)) mkdirSync(within, { recursive: true })
    made.add(within)
    writeFileSync(path, content)
  }
}

/** Takes files and pieces of files out, halves first, as long as the trouble stays. */
export async function smaller(input: FuzzInput, isSame: (shorter: FuzzInput) => Promise<boolean>): Promise<FuzzInput> {
  let [small, tries] = [input, 0]
  const takes = async (shorter: FuzzInput): Promise<boolean> => {
    tries++
    const same = await isSame(shorter)
    if (same) small = shorter
    return same
  }
  for (const name of Object.keys(input)) {
    const { [name]: content = new Uint8Array(), ...others } = small
    if (Object.keys(others).length > 0 && tries < mostTries && (await takes(others))) continue
    let length = content.length
    for (let size = Math.ceil(length / 2); size >= 1 && tries < mostTries; size = Math.floor(size / 2)) {
      for (let from = 0; from < length && tries < mostTries; ) {
        const bytes = small[name] ?? content
        const shorter = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + size)])
        if (await takes({ ...small, [name]: shorter })) length = shorter.length
        else from += size
      }
    }
  }
  return small
}
