// What the files of published results (resources/reference) say in words, for people of every language.
import { phrase } from '@language/phrase'

/** By the words of the files; names such as that of a network are not there. */
const words: Readonly<Record<string, string>> = {
  'book v1.0.3, PyTorch tab': phrase('book v1.0.3, PyTorch tab'),
  'book v1.0.3, MXNet tab': phrase('book v1.0.3, MXNet tab'),
  'book v1.0.3, JAX tab': phrase('book v1.0.3, JAX tab'),
  'book v1.0.3, TensorFlow tab': phrase('book v1.0.3, TensorFlow tab'),
  'book, 2022 edition, PyTorch': phrase('book, 2022 edition, PyTorch'),
  'book, 2022 edition, MXNet': phrase('book, 2022 edition, MXNet'),
  'Datawhale solutions, epochs 10/20/30': phrase('Datawhale solutions, epochs 10/20/30'),
  'Datawhale solutions, batch 64/128/512 at lr 0.01': phrase('Datawhale solutions, batch 64/128/512 at lr 0.01'),
  'book v1.0.3 (PyTorch, TensorFlow, JAX, MXNet)': phrase('book v1.0.3 (PyTorch, TensorFlow, JAX, MXNet)'),
  'ReLU and max-pool, lr 0.1, batch 256, 10 epochs': phrase('ReLU and max-pool, lr 0.1, batch 256, 10 epochs'),
  'ReLU, lr 0.3, batch 256, 10 epochs': phrase('ReLU, lr 0.3, batch 256, 10 epochs'),
  'Datawhale: ReLU + dropout 0.5 against sigmoid': phrase('Datawhale: ReLU + dropout 0.5 against sigmoid'),
  'human (crowd, 1000 images)': phrase('human (crowd, 1000 images)'),
  '2 conv + 2 fc + horizontal flip': phrase('2 conv + 2 fc + horizontal flip'),
  'ResNet-18 + augmentation': phrase('ResNet-18 + augmentation'),
  "WRN-40-4, 8.9 M parameters, best listed by the data set's authors": phrase("WRN-40-4, 8.9 M parameters, best listed by the data set's authors"),
  'logistic regression': phrase('logistic regression'),
  'C = 1, one class against the rest, L1': phrase('C = 1, one class against the rest, L1'),
  'Xiao et al. 2017, arXiv:1708.07747, table 3': phrase('Xiao et al. 2017, arXiv:1708.07747, table 3'),
  'linear SVM': phrase('linear SVM'),
  'LinearSVC, hinge, C = 1, one class against the rest, L2': phrase('LinearSVC, hinge, C = 1, one class against the rest, L2'),
  'LinearSVC, squared hinge, C = 1, one class against the rest, L2': phrase('LinearSVC, squared hinge, C = 1, one class against the rest, L2'),
  'SVM with RBF kernel': phrase('SVM with RBF kernel'),
  'multilayer perceptron': phrase('multilayer perceptron'),
  '100 hidden units, ReLU': phrase('100 hidden units, ReLU'),
  'submitted by subalde, kernel not stated in the list': phrase('submitted by subalde, kernel not stated in the list'),
  'README of github.com/zalandoresearch/fashion-mnist, submitted and untested': phrase('README of github.com/zalandoresearch/fashion-mnist, submitted and untested'),
  'two convolutions with max-pooling': phrase('two convolutions with max-pooling'),
  'Keras, submitted by Kashif Rasul': phrase('Keras, submitted by Kashif Rasul'),
  'two convolutions, three fully connected layers': phrase('two convolutions, three fully connected layers'),
  '1.8 million parameters, normalised images': phrase('1.8 million parameters, normalised images'),
  'triplet loss': phrase('triplet loss'),
  '26 million parameters': phrase('26 million parameters'),
  'normalised images, flips, shifts, rotations': phrase('normalised images, flips, shifts, rotations'),
  'people': phrase('people'),
  '1,000 test images, majority of three labels, no experts in fashion': phrase('1,000 test images, majority of three labels, no experts in fashion'),
  'the variant of Krizhevsky 2014 for one GPU, with 64 filters in the first layer; the paper of 2012 has 59.3 % (40.7 % error, one network)': phrase('the variant of Krizhevsky 2014 for one GPU, with 64 filters in the first layer; the paper of 2012 has 59.3 % (40.7 % error, one network)'),
  'with batch normalisation': phrase('with batch normalisation'),
  'a longer recipe with more augmentation reaches 0.80858 (IMAGENET1K_V2)': phrase('a longer recipe with more augmentation reaches 0.80858 (IMAGENET1K_V2)'),
}

/** Words of a file as they are said. */
export const sourceWords = (text: string): string => words[text] ?? text
