// The keys of the window: what the page listens to, and what its help lists.
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
  train: { keys: ['Command', 'Enter'], does: 'Train with the settings of the form', when: 'in Train' },
  pause: { keys: [' '], does: 'Pause the run, and go on with it', when: 'while no field or button has the focus' },
  help: { keys: ['?'], does: 'Show these keys', when: 'while no field has the focus' },
} as const satisfies Readonly<Record<string, Shortcut>>

export type ShortcutName = keyof typeof pageShortcuts

export interface ShortcutGroup {
  readonly title: string
  readonly shortcuts: readonly Shortcut[]
}

/** Every key of the window, as its help lists them. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  { title: 'Training', shortcuts: [pageShortcuts.train, pageShortcuts.pause] },
  { title: 'Views', shortcuts: views.map(({ key, label }) => ({ keys: ['Command', key], does: label })) },
  {
    title: 'Form',
    shortcuts: [
      { keys: ['Tab'], does: 'To the next field or button' },
      { keys: ['ArrowUp'], does: 'The next larger number that is worth trying', when: 'in a field with a number' },
      { keys: ['ArrowDown'], does: 'The next smaller one', when: 'in a field with a number' },
    ],
  },
  {
    title: 'Images of Data',
    shortcuts: [
      { keys: ['ArrowRight'], does: 'The next image', when: 'in the grid; ArrowUp and ArrowDown: a row' },
      { keys: ['Home'], does: 'The first image, by End the last' },
      { keys: ['Enter'], does: 'Show the image large' },
    ],
  },
  {
    title: 'Table of runs',
    shortcuts: [
      { keys: ['Enter'], does: 'Open the run' },
      { keys: [' '], does: 'Mark the run too, or no more', when: 'with Shift and an arrow: all between' },
      { keys: ['Command', 'A'], does: 'Mark all runs that are found' },
      { keys: ['Delete'], does: 'Delete the marked runs' },
    ],
  },
  {
    title: 'Inspect',
    shortcuts: [
      { keys: ['ArrowRight'], does: 'The next image', when: 'on the chosen image' },
      { keys: ['ArrowLeft'], does: 'The previous image', when: 'on the chosen image' },
      { keys: ['R'], does: 'An image at random', when: 'on the chosen image' },
      { keys: ['Command', 'V'], does: 'Try the picture in the clipboard' },
    ],
  },
  {
    title: 'Window',
    shortcuts: [
      pageShortcuts.help,
      { keys: ['Command', 'Z'], does: 'Undo the last change or deletion', when: 'in Model, Runs, the queue, the results of a run and drawings of Inspect' },
      { keys: ['Escape'], does: 'Close what lies over the view' },
      { keys: ['Command', '+'], does: 'Larger' },
      { keys: ['Command', '-'], does: 'Smaller' },
      { keys: ['Command', '0'], does: 'Normal size' },
    ],
  },
]
