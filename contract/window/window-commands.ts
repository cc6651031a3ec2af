// What the menu asks of the page.
import type { ViewName } from './views'

export type WindowCommand = { readonly type: 'show-view'; readonly view: ViewName } | { readonly type: 'show-shortcuts' }
