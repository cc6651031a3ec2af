// Checks what names of arrays and files tell, as sets are published with them.
import { describe, expect, it } from 'vitest'
import { arrayRoleOf } from './array-role'

describe('arrayRoleOf', () => {
  it.each([
    ['x_train', 'images', 'train', ''],
    ['y_test', 'labels', 'test', ''],
    ['X_val', 'images', 'validation', ''],
    ['xtrain', 'images', 'train', ''],
    ['testY', 'labels', 'test', ''],
    ['trainImages', 'images', 'train', ''],
    ['val_labels', 'labels', 'validation', ''],
    ['train_data_labels', 'labels', 'train', ''],
    ['train-images-idx3-ubyte', 'images', 'train', ''],
    ['train-images.idx3-ubyte', 'images', 'train', ''],
    ['t10k-labels-idx1-ubyte.gz', 'labels', 'test', ''],
    ['emnist-letters-test-images-idx3-ubyte.gz', 'images', 'test', 'emnist-letters'],
    ['k49-train-imgs.npz', 'images', 'train', 'k49'],
    ['arr_0', null, null, 'arr-0'],
  ])('reads %s', (name, holds, part, set) => {
    expect(arrayRoleOf(name)).toEqual({ holds, part, set })
  })
})
