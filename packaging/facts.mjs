// What packages say about the lab, whatever their format: its summary and the files that it opens.

/** One line for lists of programs. */
export const summary = 'Experiments with convolutional networks'

/** Package managers ask for a name and an address. */
export const maintainer = 'CNN Lab <cnn-lab@localhost>'

/**
 * @typedef {object} FileAssociation
 * @property {string} extension without the dot
 * @property {string} mimeType neither format has one that is registered
 * @property {string} name
 * @property {string} [parentType] MIME type of the format that this one is made of
 */

/** @type {readonly FileAssociation[]} */
export const fileAssociations = [
  { extension: 'onnx', mimeType: 'application/x-onnx', name: 'ONNX network' },
  { extension: 'cnnlab', mimeType: 'application/x-cnnlab', name: 'CNN Lab bundle', parentType: 'application/x-tar' },
]
