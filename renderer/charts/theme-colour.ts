// Colours of the theme that the page shows now, as canvases need them (renderer/style.css).

/** Reads a colour by its name, e.g. `train`. */
export function themeColourReader(): (name: string) => string {
  const style = getComputedStyle(document.documentElement)
  return (name) => style.getPropertyValue(`--lab-${name}`).trim()
}

/** What every chart is drawn on. */
export interface GroundColours {
  readonly ground: string
  readonly grid: string
  readonly text: string
}

export const groundColours = (colour: (name: string) => string): GroundColours => ({ ground: colour('surface'), grid: colour('grid'), text: colour('axis') })
