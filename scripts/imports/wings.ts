import { isForTests } from './parts.ts'

/**
 * The hub's house, from the top: what stands here imports what stands below it, never what stands above. The first names
 * are folders of `hub/src`; those of a wing hold one folder for each noun of the domain.
 */
export const STOREYS = {
  main: [],
  server: [],
  faces: ['web', 'api', 'scim', 'oidc', 'housekeeping', 'messages'],
  connections: ['connections'],
  people: ['people'],
  delivery: ['delivery'],
  catalogue: ['catalogue'],
  records: ['records'],
  /** With the loose files of `hub/src`. */
  ground: ['addresses', 'db', 'secrets'],
} as const satisfies Record<string, readonly string[]>

export type Storey = keyof typeof STOREYS

const ORDER = Object.keys(STOREYS) as readonly Storey[]

/** The storeys that hold the domain, one folder for each noun. */
export const WINGS: readonly Storey[] = ['connections', 'people', 'delivery', 'catalogue', 'records']

/** Null for a file in a folder of `hub/src` that has no place. */
export function storeyOf(path: string): Storey | null {
  const [, src, second = '', ...rest] = path.split('/')
  if (src !== 'src') return 'main'
  if (second === 'server.ts') return 'server'
  if (rest.length === 0) return 'ground'
  return ORDER.find((storey) => STOREYS[storey].some((folder: string) => folder === second)) ?? null
}

/** A file of the hub in a folder without a place. */
export function findHomeless(path: string): string | null {
  if (!path.startsWith('hub/') || storeyOf(path) !== null) return null
  const folder = path.split('/').slice(0, 3).join('/')
  return `${folder} is in no wing: move it into one (${WINGS.join(', ')}), or name it in scripts/imports/wings.ts`
}

/** An import of the hub that goes up, be it of a type. */
export function findRise(from: string, to: string): string | null {
  const [below, above] = [storeyOf(from), storeyOf(to)]
  if (isForTests(from) || below === null || above === null) return null
  if (ORDER.indexOf(above) >= ORDER.indexOf(below)) return null
  return `imports go down: "${below}" does not import "${above}", which lies above it. ${WAY_OUT}`
}

const WAY_OUT =
  'Declare the type where it is used, take the function (or the words) as a parameter, or move what both need below both'
