import type { Import } from './find-imports.ts'
import { isForTests } from './parts.ts'

/** The PSA's layers: imports go from a higher one to the same or a lower one. */
const LAYERS = ['main.ts', 'server.ts', 'web, sign-on', 'folders of the domain', 'db, refusal, ids, config …']
const OUTWARD = new Set(['web', 'sign-on'])
const GROUND = new Set(['addresses', 'db', 'messages', 'secrets'])
const [MAIN, SERVER, FACES, DOMAIN, BASE] = [0, 1, 2, 3, 4] as const

/** An import of the PSA from a lower layer to a higher one. */
export function findClimb(from: string, to: string, found: Import): string | null {
  const [below, above] = [layerOf(from), layerOf(to)]
  if (isForTests(from) || above >= below) return null
  // A type binds nothing when the program runs, so a schema, a wording or the part's interface may name it.
  if (found.isTypeOnly && below === BASE && above >= FACES) return null
  return `imports go one way: "${LAYERS[below]}" does not import "${LAYERS[above]}"`
}

export function isOfDomain(path: string): boolean {
  return layerOf(path) === DOMAIN
}

function layerOf(path: string): number {
  const [, first, second] = path.split('/')
  if (first !== 'src') return MAIN
  // What puts a part together knows all of it.
  if (second === 'server.ts' || second?.match(/^open-.*\.ts$/)) return SERVER
  if (second === undefined || second.endsWith('.ts') || GROUND.has(second)) return BASE
  return OUTWARD.has(second) ? FACES : DOMAIN
}
