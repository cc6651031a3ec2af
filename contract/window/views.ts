// The views of the window: one record each, in the order of the rail, of the menu and of the keys.
import { phrase } from '@language/phrase'

interface View {
  /** Its name in routes and commands. */
  readonly name: string
  readonly label: string
  /** Address inside the window. */
  readonly path: string
  /** The digit that shows the view together with Ctrl, on a Mac with Command. */
  readonly key: string
  /** Whether it stands at the foot of the rail, apart from the views for work. */
  readonly atFoot: boolean
}

export const views = [
  { name: 'train', label: phrase('Train'), path: '/', key: '1', atFoot: false },
  { name: 'data', label: phrase('Data'), path: '/data', key: '2', atFoot: false },
  { name: 'model', label: phrase('Model'), path: '/model', key: '3', atFoot: false },
  { name: 'runs', label: phrase('Runs'), path: '/runs', key: '4', atFoot: false },
  { name: 'experiments', label: phrase('Experiments'), path: '/experiments', key: '5', atFoot: false },
  { name: 'inspect', label: phrase('Inspect'), path: '/inspect', key: '6', atFoot: false },
  { name: 'settings', label: phrase('Settings'), path: '/settings', key: '7', atFoot: true },
] as const satisfies readonly View[]

export type ViewName = (typeof views)[number]['name']
