// How numbers read in the page and in HTML: no line breaks between a number and its unit.
import { formatsWith } from './formats'

export { byteUnit } from './formats'

/** For functions that word numbers for page and terminal alike. */
export const pageFormats = formatsWith('\u00a0')

export const {
  formatByteRate,
  formatBytes,
  formatCompactCount,
  formatCount,
  formatCounted,
  formatDate,
  formatDuration,
  formatFlopRate,
  formatLoss,
  formatLossTick,
  formatMoment,
  formatNumber,
  formatPercent,
  formatRate,
  formatShape,
  formatShare,
  formatStepTime,
  formatZonedMoment,
} = pageFormats
