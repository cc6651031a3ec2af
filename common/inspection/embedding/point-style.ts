// How the points of an embedding look: colour and shape go round separately, so that neighbouring classes differ in both and twenty are told apart without colours.

export const pointShapes = ['circle', 'triangle', 'square', 'diamond'] as const
export type PointShape = (typeof pointShapes)[number]

/** Number of a colour: of the five that tell networks apart on the page, `--lab-network-1` and on; `right` is that of what recedes. */
export type PointColour = 1 | 2 | 3 | 4 | 5 | 'right'
const classColours = [1, 2, 3, 4, 5] as const

export interface PointStyle {
  readonly colour: PointColour
  readonly shape: PointShape
}

export const classStyle = (label: number): PointStyle => ({ colour: classColours[label % classColours.length] ?? 1, shape: pointShapes[label % pointShapes.length] ?? 'circle' })

/** On white ground, dark enough for letters. */
export const printColours: Readonly<Record<PointColour, string>> = { 1: '#0069b4', 2: '#c24e00', 3: '#00755a', 4: '#99447f', 5: '#6f6400', right: '#8b939e' }

type Corner = readonly [x: number, y: number]

/** Corners of a regular polygon around 0,0. @param from angle of the first, in turns */
const polygon = (corners: number, radius: number, from: number): readonly Corner[] =>
  Array.from({ length: corners }, (_, place) => {
    const angle = 2 * Math.PI * (from + place / corners)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })

/** The corners of each shape, all of about the area of a circle of radius 1; y grows downward. */
export const shapeCorners: Readonly<Record<PointShape, readonly Corner[]>> = {
  circle: polygon(12, 1, 0),
  triangle: polygon(3, 1.55, -0.25),
  square: polygon(4, 1.25, 0.125),
  diamond: polygon(4, 1.3, 0),
}
