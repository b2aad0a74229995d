import { isForTests, partOf } from './parts.ts'

/** What a part is built of, from the top: a name for each storey, with its folders of `src` and the loose files there. */
type House = Readonly<Record<string, readonly string[]>>

/**
 * The hub's house. Those of a wing hold one folder for each noun of the domain.
 */
export const HUB = {
  main: [],
  server: ['server.ts'],
  faces: ['web', 'api', 'scim', 'oidc', 'housekeeping', 'messages'],
  connections: ['connections'],
  people: ['people'],
  delivery: ['delivery'],
  catalogue: ['catalogue'],
  records: ['records'],
  /** With the other loose files. */
  ground: ['addresses', 'db', 'secrets'],
} as const satisfies House

/** The kit's house. */
export const KIT = {
  testing: ['testing'],
  entries: ['index.ts', 'kysely.ts', 'memory.ts', 'express.ts', 'create-connect.ts', 'handle-request.ts', 'config'],
  doors: ['ceremonies', 'reconcile', 'security-events', 'logout'],
  links: ['tenant-links', 'user-links', 'remaining-access', 'local-sessions', 'product-sessions', 'notices'],
  kit: ['kit.ts', 'hold-session.ts'],
  hub: ['hub'],
  stores: ['stores'],
  /** With the other loose files. */
  ground: ['http', 'messages', 'api', 'records'],
} as const satisfies House

/** The storeys of the hub that hold the domain, one folder for each noun. */
export const WINGS: readonly string[] = ['connections', 'people', 'delivery', 'catalogue', 'records']

const HOUSES: Readonly<Record<string, House>> = { hub: HUB, connect: KIT }

const houseOf = (path: string): House => HOUSES[partOf(path)] ?? {}

/** Null for a file in a folder of `src` that has no place, and for a part that is not stacked. */
export function storeyOf(path: string): string | null {
  const [, src, second = '', ...rest] = path.split('/')
  const house = houseOf(path)
  const order = Object.keys(house)
  // What does not lie in `src` starts the part, builds it or tests it.
  if (src !== 'src') return order[0] ?? null
  const named = order.find((storey) => house[storey]?.includes(second))
  return named ?? (rest.length === 0 ? (order.at(-1) ?? null) : null)
}

/** A file of a stacked part in a folder without a place. */
export function findHomeless(path: string): string | null {
  if (HOUSES[partOf(path)] === undefined || storeyOf(path) !== null) return null
  const folder = path.split('/').slice(0, 3).join('/')
  const where = partOf(path) === 'hub' ? `is in no wing: move it into one (${WINGS.join(', ')})` : 'has no place'
  return `${folder} ${where}, or name it in scripts/imports/wings.ts`
}

/** An import inside a stacked part that goes up, be it of a type. */
export function findRise(from: string, to: string): string | null {
  const [below, above] = [storeyOf(from), storeyOf(to)]
  if (isForTests(from) || below === null || above === null) return null
  const order = Object.keys(houseOf(from))
  if (order.indexOf(above) >= order.indexOf(below)) return null
  return `imports go down: "${below}" does not import "${above}", which lies above it. ${WAY_OUT}`
}

const WAY_OUT =
  'Declare the type where it is used, take the function (or the words) as a parameter, or move what both need below both'
