// What renderer/reports says, in Simplified Chinese.
export const rendererReports = {
} as const
