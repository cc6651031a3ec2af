// The bundle of runs that ships with the lab, made by scripts/make-example.mjs.
import { phrase } from '@language/phrase'
import { join } from 'node:path'
import { resourcesFolder } from '../../data/resources'

/** Its absolute path. @throws LabError `resources/missing` */
export const exampleBundle = (): string => join(resourcesFolder(), 'example', 'lenet.cnnlab')

/** What is put on each of its runs where the lab takes them over by itself. */
export const exampleMarks = {
  tag: phrase('example § tag of a run'),
  note: phrase('Came with CNN Lab: a run to look at before the first of your own. Delete it whenever you like.'),
} as const
