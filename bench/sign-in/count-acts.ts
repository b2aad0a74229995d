import type { Counted } from './count-statements.ts'
import { openLanes } from './drive.ts'
import type { HubWorld } from './hub-world.ts'
import { logIn, openBrowser, signInSilently } from './sign-in.ts'

const ACTS = 10

/** People whom {@link countStatements} needs. */
export const COUNTED_PEOPLE = ACTS + 1

/** Statements of one silent sign-in and of one full login, one at a time, in a hub that does nothing else. */
export async function countStatements(world: HubWorld, people: readonly number[]) {
  await using hub = await world.startCounting()
  const { target, readCounts } = hub
  const [browser] = await openLanes(target, people.slice(0, 1))
  if (browser === undefined) throw new Error('No one is logged in')
  await signInSilently(target, browser)
  await readCounts()
  for (let count = 0; count < ACTS; count++) await signInSilently(target, browser)
  const silent = await readCounts()
  for (const person of people.slice(1)) await logIn(target, openBrowser(target.knownBrowser(person)), person)
  const full = await readCounts()
  return {
    durability: full.durability,
    counts: { ...describe('a silent sign-in', silent), ...describe('a full login', full) },
  }
}

function describe(act: string, { statements, commits }: Counted): Readonly<Record<string, number>> {
  const each = (count: number) => Math.round((count / ACTS) * 10) / 10
  const all = Object.values(statements).reduce((sum, count) => sum + count, 0)
  const named = Object.entries(statements).map(([request, count]) => [`at ${request} of ${act}`, each(count)] as const)
  return {
    [`statements of ${act}`]: each(all),
    [`commits of several statements in ${act}`]: each(commits),
    ...Object.fromEntries(named),
  }
}
