// Text that an XML file may hold.

/** Characters that XML 1.0 does not allow (section 2.2), lone halves of pairs among them. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** The text with the replacement character in the place of each character that XML forbids. */
export const xmlText = (text: string): string => text.replace(forbidden, '\ufffd')
