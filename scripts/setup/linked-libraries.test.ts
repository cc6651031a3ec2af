// What ldd says is missing.
import { expect, it } from 'vitest'
import { notFoundIn } from './linked-libraries.mjs'

it('finds the missing libraries, each once, and no others', () => {
  const printed = `\tlinux-vdso.so.1 (0x00007ffd2b5f2000)
\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f3c5a000000)
\tlibgtk-3.so.0 => not found
\tlibasound.so.2 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f3c59c00000)
\tlibgtk-3.so.0 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f3c65d4e000)
`
  expect(notFoundIn(printed)).toEqual(['libgtk-3.so.0', 'libasound.so.2'])
})

it('finds nothing where nothing is missing', () => {
  expect(notFoundIn('\tlibm.so.6 => /lib/libm.so.6 (0x00007f3c59c00000)\n')).toEqual([])
  expect(notFoundIn('')).toEqual([])
})
