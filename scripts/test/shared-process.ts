// Set-up of each test file that shares its process with others: Fashion-MNIST is read once for all, and the variables of the environment are left as they were found.
import { afterAll } from 'vitest'
import { readFashionMnistOnce } from '../../main/data/testing/fashion-mnist-once'

readFashionMnistOnce()

const found = { ...process.env }

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in found)) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, found)
})
