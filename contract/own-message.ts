// Tells messages that the contract has worded from those that Zod has, which are for developers.

/** How Zod's own messages begin, in English whatever the language of the lab is. */
const ofZod = /^(Invalid|Too big|Too small|Unrecognized)\b/

/** Whether the contract has worded a message of an issue itself: `must be at least 1`. */
export const isOwnMessage = (message: string): boolean => !ofZod.test(message)
