// What common/run-query says, in Simplified Chinese.
export const commonRunQuery = {
} as const
