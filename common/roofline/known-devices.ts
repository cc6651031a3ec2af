// Devices that the chapter, its readers and its successors trained on, with the vendors' figures and where each stands.
import { phrase } from '@language/phrase'
import type { PrecisionName } from '@contract/training/precision'
import type { Roof } from './roof'

/** Size and power of a chip, and how it was made. */
export interface Die {
  /** Name of the manufacturing process. */
  readonly process: string
  readonly mm2: number
  /** Thermal design power of the whole board. */
  readonly watts: number
}

export interface KnownDevice {
  readonly id: string
  readonly name: string
  readonly year: number
  /** Peak FLOP per second; `mixed` in float16 with sums in float32, without sparsity, null where that is no faster or not there. */
  readonly flopsPerSecond: { readonly float32: number; readonly mixed: number | null }
  /** Peak bandwidth of the main memory, bytes per second. */
  readonly bytesPerSecond: number
  /** Last-level cache and the first-level caches or shared memories of all cores; null where the vendor gives none. */
  readonly onChipBytes: number | null
  /** Null where the chip is not of one piece with one purpose, or its power is not published. */
  readonly die: Die | null
  /** Where the figures stand. */
  readonly source: string
}

const [mega, giga, tera] = [1e6, 1e9, 1e12]
const [kibi, mebi] = [2 ** 10, 2 ** 20]

/** The oldest first. */
export const knownDevices: readonly KnownDevice[] = [
  {
    id: 'geforce-256',
    name: 'GeForce 256',
    year: 1999,
    flopsPerSecond: { float32: 480 * mega, mixed: null },
    bytesPerSecond: 4.8 * giga,
    onChipBytes: null,
    die: null,
    source: phrase("FLOP/s: the book's figure (Dive into Deep Learning, 8.1.1.2); bandwidth: the card with DDR memory, 128 bit at 300 MHz"),
  },
  {
    id: 'gtx-580',
    name: 'GeForce GTX 580',
    year: 2010,
    flopsPerSecond: { float32: 1.581 * tera, mixed: null },
    bytesPerSecond: 192.4 * giga,
    onChipBytes: 768 * kibi + 16 * 64 * kibi,
    die: { process: '40 nm', mm2: 520, watts: 244 },
    source: phrase('NVIDIA, GeForce GTX 580 specifications and Fermi whitepaper (512 cores at 1,544 MHz; L2 768 kB, 64 kB in each of 16 multiprocessors)'),
  },
  {
    id: 'k20',
    name: 'Tesla K20',
    year: 2012,
    flopsPerSecond: { float32: 3.52 * tera, mixed: null },
    bytesPerSecond: 208 * giga,
    onChipBytes: 1280 * kibi + 13 * 64 * kibi,
    die: { process: '28 nm', mm2: 561, watts: 225 },
    source: phrase('NVIDIA, Tesla K20 board specification BD-06455 and Kepler GK110 whitepaper (L2 1,280 kB, 64 kB in each of 13 multiprocessors)'),
  },
  {
    id: 'p100',
    name: 'Tesla P100 (SXM2)',
    year: 2016,
    flopsPerSecond: { float32: 10.6 * tera, mixed: 21.2 * tera },
    bytesPerSecond: 732 * giga,
    onChipBytes: 4096 * kibi + 56 * 64 * kibi,
    die: { process: '16 nm', mm2: 610, watts: 300 },
    source: phrase('NVIDIA, Tesla P100 whitepaper WP-08019 (L2 4 MB, 64 kB of shared memory in each of 56 multiprocessors)'),
  },
  {
    id: 'v100',
    name: 'Tesla V100 (SXM2)',
    year: 2017,
    flopsPerSecond: { float32: 15.7 * tera, mixed: 125 * tera },
    bytesPerSecond: 900 * giga,
    onChipBytes: 6144 * kibi + 80 * 128 * kibi,
    die: { process: '12 nm', mm2: 815, watts: 300 },
    source: phrase('NVIDIA, Tesla V100 whitepaper WP-08608 (L2 6 MB, 128 kB in each of 80 multiprocessors)'),
  },
  {
    id: 'm1',
    name: phrase('Apple M1, 8-core GPU'),
    year: 2020,
    flopsPerSecond: { float32: 2.6 * tera, mixed: null },
    bytesPerSecond: 68.25 * giga,
    onChipBytes: 8 * mebi,
    die: null,
    source: phrase('Apple, press release of 10 November 2020 (2.6 TFLOP/s); AnandTech, "Apple Silicon M1" (128 bit of LPDDR4X-4266, 8 MB system cache)'),
  },
  {
    id: 'core-i7-1165g7',
    name: phrase('Laptop CPU, Core i7-1165G7'),
    year: 2020,
    flopsPerSecond: { float32: 4 * 32 * 2.8 * giga, mixed: null },
    bytesPerSecond: 51.2 * giga,
    onChipBytes: 12 * mebi + 4 * 1280 * kibi,
    die: null,
    source: phrase('Intel ARK (4 cores at 2.8 GHz, two channels of DDR4-3200, L3 12 MB); 32 FLOP a cycle and core by one AVX-512 multiply-add'),
  },
  {
    id: 'a100',
    name: 'A100 (SXM, 40 GB)',
    year: 2020,
    flopsPerSecond: { float32: 19.5 * tera, mixed: 312 * tera },
    bytesPerSecond: 1555 * giga,
    onChipBytes: 40 * mebi + 108 * 192 * kibi,
    die: { process: '7 nm', mm2: 826, watts: 400 },
    source: phrase('NVIDIA, A100 Tensor Core GPU architecture whitepaper (L2 40 MB, 192 kB in each of 108 multiprocessors)'),
  },
  {
    id: 'rtx-4090',
    name: 'GeForce RTX 4090',
    year: 2022,
    flopsPerSecond: { float32: 82.6 * tera, mixed: 165.2 * tera },
    bytesPerSecond: 1008 * giga,
    onChipBytes: 72 * mebi + 128 * 128 * kibi,
    die: { process: '4N', mm2: 608.5, watts: 450 },
    source: phrase('NVIDIA, Ada GPU architecture whitepaper (L2 72 MB, 128 kB in each of 128 multiprocessors)'),
  },
  {
    id: 'h100',
    name: 'H100 (SXM5)',
    year: 2022,
    flopsPerSecond: { float32: 66.9 * tera, mixed: 989.4 * tera },
    bytesPerSecond: 3352 * giga,
    onChipBytes: 50 * mebi + 132 * 256 * kibi,
    die: { process: '4N', mm2: 814, watts: 700 },
    source: phrase('NVIDIA, H100 Tensor Core GPU architecture whitepaper (L2 50 MB, 256 kB in each of 132 multiprocessors)'),
  },
  {
    id: 'h200',
    name: 'H200 (SXM)',
    year: 2023,
    flopsPerSecond: { float32: 66.9 * tera, mixed: 989.4 * tera },
    bytesPerSecond: 4800 * giga,
    onChipBytes: 50 * mebi + 132 * 256 * kibi,
    die: { process: '4N', mm2: 814, watts: 700 },
    source: phrase('NVIDIA, H200 data sheet (the chip of the H100 with 4.8 TB/s of memory)'),
  },
]

/** The roof of a device by its vendor's figures; that operators take time to start is left out. */
export function roofOf({ flopsPerSecond, bytesPerSecond, onChipBytes }: KnownDevice, precision: PrecisionName): Roof {
  const peak = precision === 'mixed' ? flopsPerSecond.mixed : null
  return { flopsPerSecond: peak ?? flopsPerSecond.float32, convolutionShare: 1, bytesPerSecond, onChipBytes, operatorSeconds: 0 }
}
