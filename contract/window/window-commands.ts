// What the menu and the desktop ask of the page.
import type { ThemeChoice } from './themes'
import type { ViewName } from './views'

export type WindowCommand =
  | { readonly type: 'show-view'; readonly view: ViewName }
  | { readonly type: 'show-shortcuts' }
  /** Files wait to be opened: `nextOpened` answers with what they hold. */
  | { readonly type: 'open-files' }
  /** Shows the form of the next run. */
  | { readonly type: 'new-run' }
  /** Has the user choose what a data set is made of. */
  | { readonly type: 'import-data'; readonly from: 'files' | 'folder' }
  /** Shows the report of what is on view, else of the newest run. */
  | { readonly type: 'show-report' }
  /** Takes the last change back, or makes it again, where the focus is: the page's own, or the text field's. */
  | { readonly type: 'undo' | 'redo' }
  | { readonly type: 'choose-theme'; readonly theme: ThemeChoice }
  | { readonly type: 'show-tour' }
  /** Shows the licences of all that ships. */
  | { readonly type: 'show-licences' }
