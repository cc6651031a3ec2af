// What main/networks says, in Simplified Chinese.
export const mainNetworks = {
} as const
