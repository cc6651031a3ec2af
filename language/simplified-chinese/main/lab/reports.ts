// What main/lab/reports says, in Simplified Chinese.
export const mainLabReports = {
} as const
