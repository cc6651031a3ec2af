// The classifier behind crafted features: linear, or a kernel machine by features that approximate an RBF kernel.
import type { LayerInput } from '@contract/models/layers/layer'
import { linear, multiply } from '../listing'
import type { ArchitectureOptions } from './architecture'

/** Features of the approximations. Fourier features know nothing of the images, so that it takes more of them (T. Yang et al., NIPS 2012). */
const components = { fourier: 2000, nystroem: 300 } as const

/**
 * @param gamma of the kernel
 * @param scale factor that brings the kernel's features, vectors of length 1 at most, to the length of those that they replace, which suits the
 *   same learning rate
 */
export function kernelClassifier({ classes, kernel }: Pick<ArchitectureOptions, 'classes' | 'kernel'>, gamma: number, scale: number): readonly LayerInput[] {
  switch (kernel) {
    case 'linear':
      return [linear(classes)]
    case 'fourier':
      return [{ layer: 'fourierFeatures', components: components.fourier, gamma }, multiply(scale), linear(classes)]
    case 'nystroem':
      return [{ layer: 'nystroem', components: components.nystroem, gamma }, multiply(scale), linear(classes)]
  }
}
