// What is told of a store whose database is damaged, in one place: how it is mended.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

const remedy = phrase('Run `cnn-lab repair`: it keeps this database aside, and finds the runs whose folders are there.')

/** The error for a database that has lost its mark (`user_version` 0) or was made by another program. */
export function unmarked(path: string): LabError {
  return new LabError('store/damaged', phrase("The database {path} holds tables, but does not say of which version of CNN Lab: it is damaged, or not the lab's.", { path }), remedy)
}

/** The error for a file that SQLite cannot read. @param detail its words */
export function damagedStore(path: string, detail: string, options?: ErrorOptions): LabError {
  return new LabError('store/damaged', phrase('The store of runs at {path} is damaged: {detail}.', { path, detail }), remedy, options)
}

/** @param names what is missing, in words */
export function incomplete(path: string, names: string, options?: ErrorOptions): LabError {
  return new LabError('store/damaged', phrase('The store of runs at {path} is damaged: it lacks {names}.', { path, names }), remedy, options)
}
