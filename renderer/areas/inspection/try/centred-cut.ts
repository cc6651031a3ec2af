// The part in the middle of a picture that has other proportions, as margins around it.

/**
 * The largest such part.
 * @param aspect width by height of the picture
 * @param wanted that of the part
 * @returns margins above and below, and left and right, in percent of the picture as CSS has them
 */
export function centredCut(aspect: number, wanted: number): { readonly top: string; readonly left: string } {
  const [height, width] = [Math.min(1, aspect / wanted), Math.min(1, wanted / aspect)]
  return { top: percent((1 - height) / 2), left: percent((1 - width) / 2) }
}

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`
