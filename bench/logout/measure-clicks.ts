import { type Figures, figuresOf } from '../result.ts'
import { click } from './click.ts'
import { untilAllRefused } from './look.ts'
import { inspect, noteEnd, reachable, type Run } from './run.ts'
import type { Browser, Member, Session } from './sessions.ts'

/** A button that ends sessions. */
export interface Button {
  readonly path: string
  /** Where it is pressed. */
  readonly browser: Browser
  readonly ends: readonly Session[]
}

interface Clicks {
  readonly members: readonly Member[]
  /** So many come first, and are not measured. */
  readonly warmUp: number
  readonly buttonFor: (member: Member) => Button
}

/** Presses a button about one member after the other, each as soon as the last one's sessions are dead. */
export async function measureClicks(
  run: Run,
  { members, warmUp, buttonFor }: Clicks,
): Promise<{ readonly dead: Figures; readonly answered: Figures }> {
  const origin = run.world.suite.origin('hub')
  const [dead, answered]: [number[], number[]] = [[], []]
  for (const member of members) {
    const { path, browser, ends } = buttonFor(member)
    const dying = noteEnd(run, ends)
    const at = performance.now()
    const [last, answer] = await Promise.all([
      untilAllRefused(dying, dying.length),
      click(origin, browser, path).then(() => performance.now()),
    ])
    dead.push(last - at)
    answered.push(answer - at)
    const others = reachable(run, run.all).filter((session) => !run.over.has(session))
    const other = others[Math.floor(Math.random() * others.length)]
    if (other) await inspect(run, other, 'after a click')
  }
  return { dead: figuresOf(dead.slice(warmUp)), answered: figuresOf(answered.slice(warmUp)) }
}
