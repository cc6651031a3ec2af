// The questions about what a network sees that take long: they tell how far they are, and can be cancelled.
import { z } from 'zod'

export const longInspectionSchema = z.enum(['maximize', 'unitActivity', 'imageFeatures'])
export type LongInspection = z.infer<typeof longInspectionSchema>
