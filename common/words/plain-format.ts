// How numbers read in a terminal and in text files: with plain spaces.
import { formatsWith } from './formats'

/** For functions that word numbers for page and terminal alike. */
export const plainFormats = formatsWith(' ')

export const {
  formatByteRate,
  formatBytes,
  formatCompactCount,
  formatCount,
  formatCounted,
  formatDuration,
  formatFlopRate,
  formatFullMoment,
  formatLoss,
  formatPercent,
  formatRate,
  formatShape,
  formatStepTime,
} = plainFormats
