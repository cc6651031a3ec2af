// What renderer/evaluations says, in Simplified Chinese.
export const rendererEvaluations = {
} as const
