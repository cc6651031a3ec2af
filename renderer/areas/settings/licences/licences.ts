// The licences of the works that ship with the lab: a file that the build puts beside the page (scripts/licences/).
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { z } from 'zod'

const workSchema = z.object({
  name: z.string(),
  /** Empty where a work has none. */
  version: z.string(),
  /** As SPDX names it. */
  licence: z.string(),
  /** Address of its origin; empty where it tells none. */
  source: z.string(),
  /** Of its licence, with the notices that go with it. */
  text: z.string(),
})
export type ShippedWork = z.infer<typeof workSchema>

/** All works, in the order of their names. @throws LabError `window/no-licences` */
export async function loadLicences(): Promise<readonly ShippedWork[]> {
  try {
    const response = await fetch('./licences.json')
    return z.array(workSchema).parse(await response.json())
  } catch (error) {
    throw new LabError('window/no-licences', phrase('The list of licences cannot be read: a file of the lab is missing.'), phrase('Install the lab anew, or run `npm run build`.'), { cause: error })
  }
}

/** The works with all the words in name, licence or text. */
export function worksWith(works: readonly ShippedWork[], words: string): readonly ShippedWork[] {
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '')
  return works.filter(({ name, version, licence, text }) => {
    const all = `${name} ${version} ${licence} ${text}`.toLowerCase()
    return wanted.every((word) => all.includes(word))
  })
}
