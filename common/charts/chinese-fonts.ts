// Fonts with Chinese letters that systems have, as a list of a style sheet names them behind its own: macOS, Windows, then those of Linux.
export const chineseFonts = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','WenQuanYi Micro Hei','Droid Sans Fallback'"
