// What the window runs on: Electron and its Chromium, and until when they get security fixes.

export interface WindowRuntime {
  readonly electron: string
  readonly chromium: string
  /** The day on which this major version of Electron came out, `YYYY-MM-DD`. */
  readonly cameOut: string
  /** The day from which on it gets no security fixes, `YYYY-MM-DD`; expected where it lies ahead. */
  readonly supportEnds: string
  readonly isSupported: boolean
  /** Whether the lab was installed as a package, which brings its own Electron. */
  readonly isPackaged: boolean
}
