// What is wrong with a list of layers: where, and in words for people.
import { phrase } from '@language/phrase'
import type { z } from 'zod'
import '../../issue-words'
import { layerPlace, type LayerPath } from './layer-place'

/** Layers that a list may hold, those in blocks included; the deepest published networks have some hundreds. */
export const mostLayers = 2000
/** Greatest depth of blocks within blocks. */
export const deepestBlock = 8

export interface ListingFault {
  /** From the list to the layer; empty where it is the list as a whole. */
  readonly path: LayerPath
  /** The attribute of the layer, e.g. `kernel`; empty for the layer as a whole. */
  readonly field: string
  /** e.g. `kernel must be at least 1`. */
  readonly message: string
}

export interface BoundsFault {
  readonly path: LayerPath
  readonly message: string
}

/** What is wrong with the number or nesting of layers in an unchecked listing; null: nothing. */
export function boundsFault(listing: unknown): BoundsFault | null {
  const open: { readonly layers: readonly unknown[]; readonly path: LayerPath; readonly depth: number }[] = []
  const add = (layers: unknown, path: LayerPath, depth: number): void => {
    if (Array.isArray(layers)) open.push({ layers, path, depth })
  }
  add(fieldOf(listing, 'layers'), ['layers'], 0)
  let total = 0
  for (let list = open.pop(); list; list = open.pop()) {
    total += list.layers.length
    if (total > mostLayers) return { path: list.path, message: phrase('must hold at most {most} layers in all, and hold {total} or more', { most: mostLayers, total }) }
    if (list.depth > deepestBlock) return { path: list.path, message: phrase('must not lie in more than {most} blocks', { most: deepestBlock }) }
    const { path, depth } = list
    for (const [index, layer] of list.layers.entries()) {
      add(fieldOf(layer, 'layers'), [...path, index, 'layers'], depth + 1)
      add(fieldOf(layer, 'shortcut'), [...path, index, 'shortcut'], depth + 1)
      const branches = fieldOf(layer, 'branches')
      if (!Array.isArray(branches)) continue
      total += branches.length
      branches.forEach((branch, number) => {
        add(branch, [...path, index, 'branches', number], depth + 1)
      })
    }
  }
  return null
}

const fieldOf = (value: unknown, name: 'layers' | 'shortcut' | 'branches'): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined

type Issue = z.core.$ZodIssue

/** An issue of a schema, in words. @param listing the value that was read, its layers under `layers` */
export function listingFault(issue: Issue, listing: unknown): ListingFault {
  const { path, field } = layerPlace(issue.path)
  return { path: path.slice(1), field, message: message(issue, field, at(listing, issue.path), at(listing, path)) }
}

/** The fault with its place: `layer 2 (conv2d): kernel must be at least 1`. */
export function wordsOf({ path, field, message }: ListingFault, listing: unknown): string {
  const { words } = layerPlace(path)
  const kind = at(listing, ['layers', ...path, 'layer'])
  const place = typeof kind === 'string' && field !== 'layer' ? `${words} (${kind})` : words
  return words === '' ? message : phrase('{place}: {fault}', { place, fault: message })
}

/** The part of a value at a path; undefined where there is none. */
function at(value: unknown, path: LayerPath): unknown {
  return path.reduce<unknown>((part, key) => (part as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key], value)
}

/** Letters of a wrong name that are repeated. */
const longestName = 40

function message(issue: Issue, field: string, found: unknown, layer: unknown): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return phrase('there is no {keys}', { keys: issue.keys.map((key) => key.slice(0, longestName)).join(phrase(',  § between the words of an enumeration')) })
    case 'invalid_union': {
      // The union of the layers tells its kinds apart by this field; the others are numbers that may be written in several ways.
      if (field !== 'layer') return found === undefined ? phrase('{field} is missing', { field }) : `${field} ${issue.message}`
      if (found === undefined) return phrase('layer, its kind, is missing')
      return typeof found === 'string' ? phrase('there is no layer "{name}"', { name: found.slice(0, longestName) }) : phrase('layer must be the name of a kind')
    }
    case 'invalid_value':
      return phrase('{field} must be one of {values}', { field, values: issue.values.map(String).join(phrase(',  § between the words of an enumeration')) })
    default:
      if (field === '') return typeof layer === 'object' && layer !== null && !Array.isArray(layer) ? issue.message : phrase('must be an object')
      return found === undefined && issue.code !== 'custom' ? phrase('{field} is missing', { field }) : `${field} ${issue.message}`
  }
}
