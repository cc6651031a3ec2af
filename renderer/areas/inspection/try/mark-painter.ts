// Paints marks on a canvas.
import { floodFill } from './flood-fill'
import { visibleMarks, type Mark, type Rgb, type Stroke } from './marks'

export const cssColour = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`

/** Paints a stroke from one of its points on: a dot where it has only this one. */
export function paintStroke(context: CanvasRenderingContext2D, { colour, points }: Stroke, from = 0): void {
  context.strokeStyle = cssColour(colour)
  context.lineCap = 'round'
  for (const [place, point] of points.entries()) {
    if (place < from) continue
    const before = points[place - 1] ?? point
    context.lineWidth = point.width
    context.beginPath()
    context.moveTo(before.x, before.y)
    context.lineTo(point.x, point.y) // a line of no length with round ends is a dot
    context.stroke()
  }
}

/** Paints paper and all marks anew. */
export function paintMarks(context: CanvasRenderingContext2D, paper: Rgb, marks: readonly Mark[]): void {
  const { width, height } = context.canvas
  context.fillStyle = cssColour(paper)
  context.fillRect(0, 0, width, height)
  for (const mark of visibleMarks(marks)) {
    if (mark.kind === 'stroke') paintStroke(context, mark)
    else if (mark.kind === 'fill') {
      const pixels = context.getImageData(0, 0, width, height)
      floodFill(pixels, mark.x, mark.y, mark.colour)
      context.putImageData(pixels, 0, 0)
    }
  }
}
