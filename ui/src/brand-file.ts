import { readFileSync } from 'node:fs'
import type { Brand, MarkName } from './brand.ts'

/** The names and colours of a whole suite, as one file holds them; everything else says "the hub" and "the product". */
export interface SuiteBrand {
  /** `path` is the hub's name as a path segment, `it-complete`, in the products' settings pages. */
  readonly hub: Brand & { readonly path: string }
  /** By module id. */
  readonly products: Readonly<Record<string, Brand>>
}

const NEUTRAL = new URL('../../brands/neutral.json', import.meta.url)
const MARKS: readonly string[] = ['hub', 'psa', 'rmm', 'docs'] satisfies MarkName[]

/**
 * Reads a brand file; without a path the neutral names.
 *
 * @throws {TypeError} naming the file and the entry that is missing or of the wrong shape
 */
export function readBrand(path?: string): SuiteBrand {
  const file = path ?? NEUTRAL
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const wrong = (entry: string): never => {
    throw new TypeError(`The brand file ${String(file)} has no proper "${entry}"`)
  }
  if (!isRecord(content)) return wrong('hub')
  const supportAddress = content['support'] === undefined ? undefined : (text(content['support']) ?? wrong('support'))
  const read = (entry: string, id: string, value: unknown): Brand => {
    if (!isRecord(value)) return wrong(entry)
    const hue = value['accent']
    if (typeof hue !== 'number' || !(hue >= 0 && hue <= 360)) return wrong(`${entry}.accent`)
    return {
      name: text(value['name']) ?? wrong(`${entry}.name`),
      mark: isMark(id) ? id : 'module',
      accentHue: hue,
      supportAddress,
    }
  }
  if (!isRecord(content['hub'])) return wrong('hub')
  const segment = text(content['hub']['path'])
  if (segment === null || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(segment)) return wrong('hub.path')
  if (!isRecord(content['products'])) return wrong('products')
  const products = Object.entries(content['products']).map(
    ([id, value]) => [id, read(`products.${id}`, id, value)] as const,
  )
  return { hub: { ...read('hub', 'hub', content['hub']), path: segment }, products: Object.fromEntries(products) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function isMark(id: string): id is MarkName {
  return MARKS.includes(id)
}
