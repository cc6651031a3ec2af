// The command key as this platform writes it.

export const commandKey = navigator.userAgent.includes('Mac OS') ? '⌘' : 'Ctrl'
