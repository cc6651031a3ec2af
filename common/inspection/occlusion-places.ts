// Where the square of an occlusion is put along an edge of the image.

/**
 * The first pixel of the square at each of its places along an edge: every `stride` pixels from 0, and at the end so that the last pixel is covered, too.
 * @param length pixels of the edge
 * @param patch edge of the square; one that is longer than the image covers all of it
 */
export function occlusionPlaces(length: number, patch: number, stride: number): readonly number[] {
  const last = Math.max(length - patch, 0)
  return Array.from({ length: Math.ceil(last / stride) + 1 }, (_, place) => Math.min(place * stride, last))
}
