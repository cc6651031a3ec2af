// The flag that chooses what a network is shown of each image when it is evaluated.
import { phrase } from '@language/phrase'
import { viewNames, type Views } from '@contract/runs/evaluation'
import { choiceOf } from './choice'

/** Flag, help and default, as Commander takes them. */
export const viewsFlag = ['--views <name>', phrase('what is seen of each image: single, flip (its mirror image too) or ten-crop (corners and middle, mirrored too); answers are averaged'), 'single'] as const

/** @throws UsageError */
export const viewsOfFlag = (value: string): Views => choiceOf(value, viewNames, '--views')
