// How a Linux desktop knows the lab: the entry of its menu and the types of its files.
import { fileAssociations, summary } from './facts.mjs'

/**
 * @param {string} executable absolute path of the window's program
 * @returns {string} the desktop entry, by the Desktop Entry Specification 1.5
 */
export function desktopEntry(executable) {
  return `[Desktop Entry]
Type=Application
Version=1.5
Name=CNN Lab
GenericName=Lab for convolutional networks
GenericName[zh_CN]=卷积网络实验室
Comment=${summary}
Comment[zh_CN]=卷积神经网络实验
Exec=${executable} %F
TryExec=${executable}
Icon=cnn-lab
Terminal=false
StartupNotify=true
StartupWMClass=cnn-lab
Categories=Education;Science;ArtificialIntelligence;
Keywords=neural network;deep learning;ONNX;AlexNet;
MimeType=${fileAssociations.map(({ mimeType }) => `${mimeType};`).join('')}
`
}

/** @returns {string} the file of the shared MIME database that tells what .onnx and .cnnlab are */
export function mimeTypes() {
  const types = fileAssociations.map(({ mimeType, name, extension, parentType }) => {
    const parent = parentType === undefined ? '' : `    <sub-class-of type="${parentType}"/>\n`
    return `  <mime-type type="${mimeType}">\n    <comment>${name}</comment>\n${parent}    <glob pattern="*.${extension}"/>\n  </mime-type>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n${types.join('')}</mime-info>\n`
}
