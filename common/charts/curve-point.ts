// A point of a curve.
export interface CurvePoint {
  x: number
  y: number
}
