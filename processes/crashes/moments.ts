import assert from 'node:assert/strict'
import { type Ceremony, isOn, openSettings, switchOff, switchOn } from './ceremonies.ts'
import { type CrashWorld, type Death, type Part, parts } from './world.ts'

/** A part that dies at a moment of a ceremony. */
export interface Crash extends Death {
  readonly ceremony: 'switch on' | 'switch off'
}

const ceremonies = { 'switch on': switchOn, 'switch off': switchOff } as const

export function performerOf({ ceremony }: Pick<Crash, 'ceremony'>): Ceremony {
  return ceremonies[ceremony]
}

/**
 * Every crash of either ceremony, found out by going through both without one. What only one of two runs comes by
 * belongs to a loop of the PSA that did the same work at the same time, or to what a part keeps for later.
 */
export async function findCrashes(world: CrashWorld): Promise<readonly Crash[]> {
  await goThrough(world) // What is fetched once and kept is fetched now.
  const [first, second] = [await goThrough(world), await goThrough(world)]
  return first.filter((crash) => second.some((other) => isSame(crash, other)))
}

export const isSame = (one: Crash, other: Crash) =>
  one.ceremony === other.ceremony && one.part === other.part && one.moment === other.moment

async function goThrough(world: CrashWorld): Promise<readonly Crash[]> {
  const company = await world.company()
  await openSettings(company)
  const crashes: Crash[] = []
  for (const ceremony of ['switch on', 'switch off'] as const) {
    const watch = await world.watch(null)
    const page = await ceremonies[ceremony](company)
    assert.equal(page && isOn(page), ceremony === 'switch on', `${ceremony} without a crash`)
    await world.round()
    await watch.end()
    for (const part of parts) crashes.push(...(await momentsOf(part)))

    async function momentsOf(part: Part) {
      return (await watch.momentsOf(part)).map((moment) => ({ ceremony, part, moment }))
    }
  }
  return crashes
}

/**
 * Those after which something else is left behind than after the one before: the others end a process on its way from
 * one of them to the next.
 */
export function oncePerState(crashes: readonly Crash[]): readonly Crash[] {
  return crashes.filter(({ moment }) => moment.startsWith('after') && !moment.startsWith('after the answer'))
}
