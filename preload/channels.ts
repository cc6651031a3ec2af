// The channels between preload script and main process; nothing else passes between page and lab.

/** Page to lab: a call's name and its arguments, answered. */
export const callChannel = 'lab:call'

/** Lab to page: an array of events. */
export const eventChannel = 'lab:events'

/** Menu to page: one command. */
export const commandChannel = 'lab:command'
