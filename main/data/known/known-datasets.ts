// Data sets that the lab fetches by name: where their files are published, with size and SHA-256, what they may be used for, and how they are imported.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import type { DatasetId } from '@contract/data/datasets'
import type { ImportOptions } from '@contract/data/import-source'

/** A published file. Several addresses hold the same bytes, which the checksum proves. */
export interface PublishedFile {
  readonly name: string
  /** Tried in this order. */
  readonly addresses: readonly string[]
  readonly bytes: number
  readonly sha256: string
}

export interface KnownDataset {
  /** Its name on the command line, and the id of the set once it is in the lab. */
  readonly id: DatasetId
  readonly title: string
  readonly description: string
  /** As its authors state it. */
  readonly licence: string
  /** The page or paper of its authors, and how they ask to be cited. */
  readonly source: string
  readonly files: readonly PublishedFile[]
  /** Name of the folder that gets the files; sets that come out of the same file share it. */
  readonly folder: string
  /** Entries of the one file, a .zip, that are the source; null: the files themselves are. */
  readonly entries: readonly string[] | null
  /** Options of the import that differ from the defaults. */
  readonly options: Partial<ImportOptions>
  /** Names of classes by the names that the source has for them; null: those of the source. */
  readonly classes: Readonly<Record<string, string>> | null
  /** Bytes that the imported set takes on the disk. */
  readonly importedBytes: number
}

/**
 * Sizes and SHA-256 are those that TensorFlow Datasets publishes (`tensorflow_datasets/url_checksums/`, `datasets/imagenette/checksums.tsv`). The addresses are those of
 * the authors, but for MNIST, whose page no longer serves its files: there they are the copies that PyTorch and TensorFlow use.
 */
const mnistCopies = ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/']
const kmnistPlace = ['https://codh.rois.ac.jp/kmnist/dataset/kmnist/']

/** The four files of a set like MNIST. @param facts bytes and SHA-256 of training images, training labels, test images, test labels */
function idxFiles(places: readonly string[], facts: readonly (readonly [bytes: number, sha256: string])[]): readonly PublishedFile[] {
  const names = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz']
  return facts.map(([bytes, sha256], index) => {
    const name = names[index] ?? ''
    return { name, addresses: places.map((place) => place + name), bytes, sha256 }
  })
}

const cifarReport = 'https://www.cs.toronto.edu/~kriz/cifar.html; A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", technical report, University of Toronto, 2009'
const cifarLicence = phrase('none stated; its author asks that the report of 2009 be cited')

/** EMNIST is one file with six sets, which overlap. */
const emnistFile: PublishedFile = {
  name: 'gzip.zip',
  addresses: ['https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip', 'https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip'],
  bytes: 561_753_746,
  sha256: 'fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e',
}

function emnist(part: string, characters: string, images: number): KnownDataset {
  const file = (rest: string): string => `gzip/emnist-${part}-${rest}`
  return {
    id: `emnist-${part}`,
    title: `EMNIST ${part}`,
    description: phrase('Handwritten {characters}, 28×28 grey: {images} images.', { characters, images: images.toLocaleString(language) }),
    licence: phrase('none stated; made by NIST of its Special Database 19'),
    source: 'https://www.nist.gov/itl/products-and-services/emnist-dataset; G. Cohen et al., "EMNIST: an extension of MNIST to handwritten letters", arXiv:1702.05373, 2017',
    files: [emnistFile],
    folder: 'emnist',
    entries: [file('train-images-idx3-ubyte.gz'), file('train-labels-idx1-ubyte.gz'), file('test-images-idx3-ubyte.gz'), file('test-labels-idx1-ubyte.gz'), file('mapping.txt')],
    options: { transposed: true },
    classes: null,
    importedBytes: images * (28 * 28 + 2),
  }
}

/** By the names of their folders, which are synsets of WordNet. */
const imagenetteClasses = {
  ...{ n01440764: 'tench', n02102040: 'English springer', n02979186: 'cassette player', n03000684: 'chain saw', n03028079: 'church' },
  ...{ n03394916: 'French horn', n03417042: 'garbage truck', n03425413: 'gas pump', n03445777: 'golf ball', n03888257: 'parachute' },
}

/** In the order in which choosers list them. */
export const knownDatasets: readonly KnownDataset[] = [
  {
    id: 'mnist',
    title: 'MNIST',
    description: phrase('Handwritten digits, 28×28 grey: 60,000 training and 10,000 test images.'),
    licence: 'CC BY-SA 3.0',
    source: 'http://yann.lecun.com/exdb/mnist/; Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", 1998',
    files: idxFiles(mnistCopies, [
      [9_912_422, '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609'],
      [28_881, '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c'],
      [1_648_877, '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6'],
      [4542, 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6'],
    ]),
    folder: 'mnist',
    entries: null,
    options: { transposed: false },
    classes: null,
    importedBytes: 70_000 * (28 * 28 + 2),
  },
  {
    id: 'kmnist',
    title: 'Kuzushiji-MNIST',
    description: phrase('Cursive Japanese characters, one of each of ten rows of hiragana, 28×28 grey: 60,000 training and 10,000 test images.'),
    licence: 'CC BY-SA 4.0: "KMNIST Dataset" (created by CODH), adapted from "Kuzushiji Dataset" (created by NIJL and others), doi:10.20676/00000341',
    source: 'https://github.com/rois-codh/kmnist; T. Clanuwat et al., "Deep Learning for Classical Japanese Literature", arXiv:1812.01718, 2018',
    files: idxFiles(kmnistPlace, [
      [18_165_135, '51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4'],
      [29_497, 'e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17'],
      [3_041_136, 'edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5'],
      [5120, '20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c'],
    ]),
    folder: 'kmnist',
    entries: null,
    options: { transposed: false },
    classes: { 0: 'o お', 1: 'ki き', 2: 'su す', 3: 'tsu つ', 4: 'na な', 5: 'ha は', 6: 'ma ま', 7: 'ya や', 8: 're れ', 9: 'wo を' },
    importedBytes: 70_000 * (28 * 28 + 2),
  },
  emnist('balanced', phrase('digits and letters in 47 classes of the same size'), 131_600),
  emnist('letters', phrase('letters in 26 classes, capital and small together'), 145_600),
  emnist('digits', phrase('digits in ten classes of the same size'), 280_000),
  emnist('mnist', phrase('digits, as many as MNIST has'), 70_000),
  emnist('byclass', phrase('digits, capital and small letters in 62 classes of very different sizes'), 814_255),
  emnist('bymerge', phrase('digits and letters in 47 classes of very different sizes'), 814_255),
  {
    id: 'cifar-10',
    title: 'CIFAR-10',
    description: phrase('Small colour photographs of ten kinds of animals and vehicles, 32×32: 50,000 training and 10,000 test images.'),
    licence: cifarLicence,
    source: cifarReport,
    files: [
      {
        name: 'cifar-10-binary.tar.gz',
        addresses: ['https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz'],
        bytes: 170_052_171,
        sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      },
    ],
    folder: 'cifar-10',
    entries: null,
    options: {},
    classes: null,
    importedBytes: 60_000 * (3 * 32 * 32 + 2),
  },
  {
    id: 'cifar-100',
    title: 'CIFAR-100',
    description: phrase('Small colour photographs of a hundred kinds of things, 32×32: 50,000 training and 10,000 test images.'),
    licence: cifarLicence,
    source: cifarReport,
    files: [
      {
        name: 'cifar-100-binary.tar.gz',
        addresses: ['https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz'],
        bytes: 168_513_733,
        sha256: '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
      },
    ],
    folder: 'cifar-100',
    entries: null,
    options: { labels: 'fine' },
    classes: null,
    importedBytes: 60_000 * (3 * 32 * 32 + 2),
  },
  {
    id: 'imagenette',
    title: 'Imagenette',
    description: phrase('Photographs of ten easily told classes of ImageNet, their middle square at 160×160: 9,469 training and 3,925 test images.'),
    licence: phrase('Apache 2.0 for the selection; the photographs are of ImageNet, for research that is not commercial'),
    source: 'https://github.com/fastai/imagenette; J. Howard, "Imagenette", 2019',
    files: [
      {
        name: 'imagenette2-160.tgz',
        addresses: ['https://s3.amazonaws.com/fast-ai-imageclas/imagenette2-160.tgz'],
        bytes: 99_003_388,
        sha256: '64d0c4859f35a461889e0147755a999a48b49bf38a7e0f9bd27003f10db02fe5',
      },
    ],
    folder: 'imagenette',
    entries: null,
    // The shorter side of every picture is 160 pixels, so that none is scaled.
    options: { size: { height: 160, width: 160 }, fit: 'crop', channels: 3, test: { part: 'validation' } },
    classes: imagenetteClasses,
    importedBytes: 13_394 * (3 * 160 * 160 + 2),
  },
]
