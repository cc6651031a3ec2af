// The look of many curves in one chart: colour and dash go round separately, so that neighbours differ in both and none is known by its colour alone.

const colours = ['network-1', 'network-2', 'network-3', 'network-4', 'network-5'] as const
const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3]]

export interface CurveStyle {
  /** Name of the colour in the theme. */
  readonly colour: string
  readonly dash: readonly number[]
}

/** The style of the n-th curve; of twenty curves no two are alike. */
export function curveStyle(index: number): CurveStyle {
  return { colour: colours[index % colours.length] ?? colours[0], dash: dashes[index % dashes.length] ?? [] }
}
