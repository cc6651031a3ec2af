// What main/cli says, in Simplified Chinese.
export const mainCli = {
} as const
