// The font of charts, which draw on canvases and so do not inherit the page's.

/** As `--font-sans` of the style sheets; the Chinese one is loaded where it is spoken. */
export const chartFont = "'Inter Variable', 'Noto Sans SC Variable', sans-serif"
