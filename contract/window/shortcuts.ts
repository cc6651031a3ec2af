// The keys of the window: what the page listens to, and what its help lists.
import { phrase } from '@language/phrase'
import { views } from './views'

export interface Shortcut {
  /** `Command` stands for Ctrl, on a Mac for ⌘; else the key as the keyboard event names it. */
  readonly keys: readonly string[]
  readonly does: string
  /** Where or when it works, if not everywhere. */
  readonly when?: string
}

/** The keys that the page listens to itself, beside those of the views. */
export const pageShortcuts = {
  train: { keys: ['Command', 'Enter'], does: phrase('Train with the settings of the form'), when: phrase('in Train') },
  pause: { keys: [' '], does: phrase('Pause the run, and go on with it'), when: phrase('while no field or button has the focus') },
  help: { keys: ['?'], does: phrase('Show these keys'), when: phrase('while no field has the focus') },
} as const satisfies Readonly<Record<string, Shortcut>>

export type ShortcutName = keyof typeof pageShortcuts

export interface ShortcutGroup {
  readonly title: string
  readonly shortcuts: readonly Shortcut[]
}

/** Every key of the window, as its help lists them. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  { title: phrase('Training'), shortcuts: [pageShortcuts.train, pageShortcuts.pause] },
  { title: phrase('Views'), shortcuts: views.map(({ key, label }) => ({ keys: ['Command', key], does: label })) },
  {
    title: phrase('Form'),
    shortcuts: [
      { keys: ['Tab'], does: phrase('To the next field or button') },
      { keys: ['ArrowUp'], does: phrase('Larger, to the next usual value'), when: phrase('in a field with a number') },
      { keys: ['ArrowDown'], does: phrase('Smaller, to the next usual value'), when: phrase('in a field with a number') },
    ],
  },
  {
    title: phrase('Images of Data'),
    shortcuts: [
      { keys: ['ArrowRight'], does: phrase('The next image'), when: phrase('in the grid; ↑ and ↓ move by a row') },
      { keys: ['Home'], does: phrase('The first image; End: the last') },
      { keys: ['Enter'], does: phrase('Show the image large') },
    ],
  },
  {
    title: phrase('Table of runs'),
    shortcuts: [
      { keys: ['Enter'], does: phrase('Open the run') },
      { keys: [' '], does: phrase('Mark the run, or unmark it'), when: phrase('Shift and an arrow mark all between') },
      { keys: ['Command', 'A'], does: phrase('Mark all runs that are found') },
      { keys: ['Delete'], does: phrase('Delete the marked runs') },
    ],
  },
  {
    title: phrase('Inspect'),
    shortcuts: [
      { keys: ['ArrowRight'], does: phrase('The next image'), when: phrase('on the chosen image') },
      { keys: ['ArrowLeft'], does: phrase('The previous image'), when: phrase('on the chosen image') },
      { keys: ['R'], does: phrase('An image at random'), when: phrase('on the chosen image') },
      { keys: ['Command', 'V'], does: phrase('Try the picture in the clipboard') },
    ],
  },
  {
    title: phrase('Window'),
    shortcuts: [
      pageShortcuts.help,
      { keys: ['Command', 'Z'], does: phrase('Undo the last change or deletion'), when: phrase('in Model, Runs, the queue, the results of a run and drawings of Inspect') },
      { keys: ['Escape'], does: phrase('Close what lies over the view') },
      { keys: ['Command', '+'], does: phrase('Larger') },
      { keys: ['Command', '-'], does: phrase('Smaller') },
      { keys: ['Command', '0'], does: phrase('Normal size') },
    ],
  },
]
