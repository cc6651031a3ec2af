// What comes back from a call of the page: the result, or the problem as data, because errors lose their class between processes.
import type { Problem } from '../problem'

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }
