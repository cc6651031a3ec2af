// Calls of the page that need the desktop, and so a window: dialogs, and the system's file manager.
import { phrase } from '@language/phrase'
import { languageChoices, type LanguageChoice } from '@language/languages'
import { z } from 'zod'
import type { OpenedBundle, WrittenBundle } from '../bundles/bundle'
import type { OfferedSource } from '../data/imports'
import { networkListingSchema } from '../models/layers/listing'
import { networkFileFormatSchema, type OpenedNetworkFile } from '../models/network-file'
import { reportFormatSchema, reportOptionsSchema, reportSubjectSchema } from '../reports/report-request'
import { sweepSpecSchema, type SweepSpec } from '../sweeps/sweep-spec'
import { runSpecSchema } from '../training/run-spec'
import { codeOptionsSchema } from './models-api'
import type { WindowRuntime } from '../window/runtime'
import { runIdSchema } from './runs-api'
import type { OpenedThing } from '../window/opened-thing'

/** Files of runs for other programs: a table of runs, the points of their curves, everything as JSON, a folder for TensorBoard. */
export const runExportFormats = ['csv', 'curves', 'json', 'tensorboard'] as const
export const runExportFormatSchema = z.enum(runExportFormats)
export type RunExportFormat = z.infer<typeof runExportFormatSchema>

export const pictureFormats = ['png', 'svg'] as const
export type PictureFormat = (typeof pictureFormats)[number]

const savedPictureSchema = z.strictObject({
  /** Of the file, as the dialog offers it; without its end. */
  name: z.string().min(1).max(200),
  format: z.enum(pictureFormats),
  /** The file. */
  bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= 64e6, phrase('is larger than 64 MB')),
})

/** A path that the window has answered with before. */
const pathSchema = z.string().max(10_000)

/** Whether the user has just clicked or pressed a key; the preload script says it, where no script of the page can say it in its place. */
const hasClickedSchema = z.boolean()

/** Most files that are dropped at once. */
const mostDropped = 1000

export const windowCallSchemas = {
  dropFiles: z.tuple([z.array(z.string().max(4096)).max(mostDropped)]),
  nextOpened: z.tuple([]),
  editText: z.tuple([z.enum(['undo', 'redo'])]),
  wantsTour: z.tuple([]),
  endTour: z.tuple([]),
  language: z.tuple([]),
  chooseLanguage: z.tuple([z.enum(languageChoices)]),
  restart: z.tuple([]),
  chooseNetworkFile: z.tuple([]),
  writeNetworkFile: z.tuple([networkListingSchema, networkFileFormatSchema]),
  saveProgram: z.tuple([runSpecSchema, codeOptionsSchema]),
  openSweepFile: z.tuple([]),
  chooseSource: z.tuple([z.enum(['files', 'folder'])]),
  saveSweepFile: z.tuple([sweepSpecSchema]),
  showHome: z.tuple([]),
  showRun: z.tuple([runIdSchema]),
  saveEpoch: z.tuple([runIdSchema, z.int().positive()]),
  showLogs: z.tuple([]),
  runtime: z.tuple([]),
  saveBundle: z.tuple([z.array(runIdSchema).min(1).max(10_000)]),
  chooseBundle: z.tuple([]),
  exportRuns: z.tuple([z.array(runIdSchema).min(1).max(10_000), runExportFormatSchema]),
  savePicture: z.tuple([savedPictureSchema]),
  saveReport: z.tuple([reportSubjectSchema, reportFormatSchema, reportOptionsSchema]),
  stopReport: z.tuple([]),
  showReport: z.tuple([pathSchema]),
  openReport: z.tuple([pathSchema]),
  allowCamera: z.tuple([hasClickedSchema]),
  pasteClipboard: z.tuple([hasClickedSchema]),
}

export interface WindowResults {
  /** Takes files or folders that were dropped on the page, whatever they are: `nextOpened` answers with what they hold. The preload script tells the paths. */
  dropFiles: null
  /**
   * Opens what waits longest of the files that reached the window: dropped, given at its start or by a second start, chosen in the menu. Null: nothing waits. Fails
   * where a file cannot be opened, which waits no more then; the command `open-files` tells of new ones.
   */
  nextOpened: OpenedThing | null
  /** Takes back what was typed in the field that has the focus, or makes it again. */
  editText: null
  /** Whether the tour is shown by itself: in a home whose user has neither ended nor skipped it. */
  wantsTour: boolean
  /** Remembers that the tour was ended or skipped. */
  endTour: null
  /** The language that the home's user has chosen, which the lab speaks from its next start on. */
  language: LanguageChoice
  /** Remembers a language for the next start; answers with it. */
  chooseLanguage: LanguageChoice
  /** Closes the window as the user would, and starts it again; it stays where the user keeps a run that trains. */
  restart: null
  /** Lets the user choose a file that holds a network in a dialog, and opens it; null: none was chosen. */
  chooseNetworkFile: OpenedNetworkFile | null
  /** Lets the user choose a file for a list of layers, and writes it there: the list itself, or the network with its first weights; answers with the path; null: none was chosen. */
  writeNetworkFile: string | null
  /** Lets the user choose a file for the program of a network or a run, and writes it; answers with its path; null: none was chosen. */
  saveProgram: string | null
  /** Lets the user choose a file with a sweep, and reads it; null: none was chosen. */
  openSweepFile: { readonly name: string; readonly spec: SweepSpec } | null
  /** Lets the user choose what a data set is to be made of: files that belong together, or a folder; null: nothing was chosen. */
  chooseSource: OfferedSource | null
  /** Lets the user choose a file for a sweep, and writes it; answers with its path; null: none was chosen. */
  saveSweepFile: string | null
  /** Shows the folder of runs and their files in the system's file manager. */
  showHome: null
  /** Shows a run's own folder in the system's file manager. */
  showRun: null
  /** Lets the user choose a file for the network of a run as it was at the end of an epoch, and writes it as ONNX; answers with its path; null: none was chosen. */
  saveEpoch: string | null
  /** Shows the folder of the log in the system's file manager. */
  showLogs: null
  /** What the window runs on. */
  runtime: WindowRuntime
  /** Lets the user choose a file for a bundle of runs, and writes it; null: none was chosen. */
  saveBundle: WrittenBundle | null
  /** Lets the user choose a bundle in a dialog, and takes over its runs; null: none was chosen. */
  chooseBundle: OpenedBundle | null
  /** Lets the user choose a file, or a folder for TensorBoard, and writes runs there; answers with its path; null: none was chosen. */
  exportRuns: string | null
  /** Lets the user choose a file for a picture of the page, and writes it there; answers with its path; null: none was chosen. */
  savePicture: string | null
  /** Lets the user choose a file for a report, and writes it there; answers with its path; null: none was chosen, or it was stopped. */
  saveReport: string | null
  /** Stops the saving of the report, which writes nothing then; without effect where none is being saved. */
  stopReport: null
  /** Shows a report that this window has saved in the system's file manager. */
  showReport: null
  /** Opens a report that this window has saved in the program that the system has for it. */
  openReport: null
  /** Lets the page ask the browser for the camera once, within the next seconds; only after the user's own click. */
  allowCamera: null
  /** Pastes as Ctrl+V does: the page hears a `paste` event; only after the user's own click. */
  pasteClipboard: null
}
