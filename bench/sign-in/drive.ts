import { ask } from './ask.ts'
import { processorTime, residentMemory } from './operating-system.ts'
import { type Browser, logIn, openBrowser, signInSilently } from './sign-in.ts'
import type { Target } from './target.ts'

/** What a stretch of load has cost. */
export interface Driven {
  readonly acts: number
  /** Of the server with its database, by the operating system. */
  readonly processorSeconds: number
  /** Milliseconds of each act. */
  readonly took: readonly number[]
}

/** A browser with a session for each of these people. */
export async function openLanes(target: Target, people: readonly number[]): Promise<readonly Browser[]> {
  const browsers: Browser[] = []
  for (const person of people) {
    const browser = openBrowser(target.knownBrowser(person))
    await logIn(target, browser, person)
    browsers.push(browser)
  }
  return browsers
}

/** Signs in silently for so long, each browser one time after the other. */
export function driveSilent(target: Target, browsers: readonly Browser[], seconds: number): Promise<Driven> {
  const end = performance.now() + seconds * 1000
  return drive(target, async (act) => {
    const lane = async (browser: Browser) => {
      while (performance.now() < end) await act(() => signInSilently(target, browser))
    }
    await Promise.all(browsers.map(lane))
  })
}

/** So many silent sign-ins. @returns MiB of the server afterwards */
export async function fillMemory(target: Target, browsers: readonly Browser[], count: number): Promise<number> {
  await inLanes(count, browsers.length, async (_index, lane) => {
    const browser = browsers[lane]
    if (browser) await signInSilently(target, browser)
  })
  return residentMemory([target.server])
}

/** Logs these people in, so many at once. A code of an app serves once, so each of them logs in once in a minute. */
export function driveLogins(target: Target, people: readonly number[], lanes: number): Promise<Driven> {
  return drive(target, (act) =>
    inLanes(people.length, lanes, async (index) => {
      const person = people[index] ?? 0
      await act(() => logIn(target, openBrowser(target.knownBrowser(person)), person))
    }),
  )
}

/** Nothing but the hash of a password, so many at once. */
export function driveHashes(target: Target, count: number, lanes: number): Promise<Driven> {
  return drive(target, (act) =>
    inLanes(count, lanes, () =>
      act(async () => {
        const { status } = await ask(`${target.issuer}/hash`)
        if (status !== 200) throw new Error(`The hash answers ${status}`)
      }),
    ),
  )
}

type Act = (work: () => Promise<void>) => Promise<void>

async function drive({ server, database }: Target, load: (act: Act) => Promise<void>): Promise<Driven> {
  const took: number[] = []
  const before = processorTime([server, ...database])
  await load(async (work) => {
    const at = performance.now()
    await work()
    took.push(performance.now() - at)
  })
  return { acts: took.length, processorSeconds: processorTime([server, ...database]) - before, took }
}

async function inLanes(
  count: number,
  lanes: number,
  work: (index: number, lane: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const run = async (_each: unknown, lane: number) => {
    while (next < count) await work(next++, lane)
  }
  await Promise.all(Array.from({ length: lanes }, run))
}
