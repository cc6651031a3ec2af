// Undo and redo over states that never change: what was before, what is, and what was taken back.

export interface History<State> {
  readonly past: readonly State[]
  readonly present: State
  readonly future: readonly State[]
  /** What the last change was to: another one to the same joins it, so that a number that is typed is undone at once. */
  readonly subject: string | null
}

/** Changes that can be taken back; older ones are forgotten. */
const mostChanges = 500

export const historyOf = <State>(present: State): History<State> => ({ past: [], present, future: [], subject: null })

/**
 * A change to a new state; none where the state is the same.
 * @param subject what is changed, e.g. one field of one layer; null: a change of its own
 */
export function change<State>(history: History<State>, state: State, subject: string | null): History<State> {
  if (state === history.present) return history
  const joins = subject !== null && subject === history.subject
  return { past: joins ? history.past : [...history.past, history.present].slice(-mostChanges), present: state, future: [], subject }
}

export function undo<State>(history: History<State>): History<State> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], subject: null }
}

export function redo<State>(history: History<State>): History<State> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future, subject: null }
}

/** The history in which the next change joins none before it, as after a field has lost the focus. */
export const sealed = <State>(history: History<State>): History<State> => (history.subject === null ? history : { ...history, subject: null })
