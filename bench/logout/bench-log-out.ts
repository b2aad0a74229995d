import { setTimeout as rest } from 'node:timers/promises'
import { type Figures, figuresOf, type Result, target } from '../result.ts'
import { click } from './click.ts'
import { inLanes, isServed, LOOK_EVERY, untilAllRefused } from './look.ts'
import { type Member, type Organization, type Session, sessionsOf } from './sessions.ts'
import { type LogOutBench, openLogOutBench } from './world.ts'

export interface Size {
  /** Members of the organization that PSA US is connected with, and that is suspended in the end. */
  readonly us: number
  /** Members of the one that PSA UK is connected with. */
  readonly uk: number
  /** Of each kind: so many are measured, each about somebody else, beside the members above. */
  readonly clicks: number
  /** Of each kind: so many come first, and are not measured. */
  readonly warmUp: number
}

/** 10,000 sessions of products: everybody has two browsers, each logged in to a PSA and RMM. */
const FULL: Size = { us: 1000, uk: 1500, clicks: 100, warmUp: 10 }

const DOWN = 'rmm-us'

/** How long it takes until nobody is served any more whose sessions were ended. */
export async function benchLogOut(say: (line: string) => void, size: Size = FULL): Promise<Result> {
  say('Making people, links and sessions …')
  await using world = await openLogOutBench([
    { id: 'us', members: size.us + size.clicks + size.warmUp, products: ['psa-us', DOWN] },
    { id: 'uk', members: size.uk + size.clicks + size.warmUp, products: ['psa-uk', DOWN] },
  ])
  const run = openRun(world)
  await run.check('before anything is ended')
  say('RMM is killed.')
  await world.suite.kill(DOWN)

  const clickers = interleave(world.organizations.map(({ members }) => members.slice(0, size.clicks + size.warmUp)))
  const [deactivated, logged] = [clickers.slice(0, clickers.length / 2), clickers.slice(clickers.length / 2)]
  say(`${deactivated.length} members are deactivated, one after the other …`)
  const deactivations = await run.measure(deactivated, size.warmUp, (member) => ({
    path: `/admin-settings/members/${member.id}/deactivate`,
    browser: run.organizationOf(member).master,
    ended: sessionsOf([member]),
  }))
  say(`${logged.length} members end a session …`)
  const ends = await run.measure(logged, size.warmUp, ({ browsers: [browser] }) => ({
    path: `/profile-settings/sessions/${browser.handle}/end`,
    browser,
    ended: browser.sessions,
  }))
  say('An organization is suspended …')
  const suspension = await run.suspend()
  say('RMM is started …')
  const start = await run.startAgain()
  say('Every session is looked at …')
  await run.check('in the end')

  return {
    method: METHOD,
    counts: {
      sessions: sessionsOf(world.organizations.flatMap(({ members }) => members)).length,
      'of them in the product that is down': run.all.filter(({ part }) => part === DOWN).length,
      'members in the organization that is suspended': size.us + size.clicks + size.warmUp - deactivated.length / 2,
    },
    figures: {
      'deactivated by a master: to their last session dead': deactivations.dead,
      'the same: to the answer to the master': deactivations.answered,
      'ended by the person: to the last session dead': ends.dead,
      'the same: to the answer to the person': ends.answered,
      'organization suspended: to its last session dead': figuresOf([suspension]),
      'product that was down: from its start to its first answer': figuresOf([start]),
    },
    targets: [
      target('p99, a member deactivated', 1000, deactivations.dead.p99),
      target('p99, a session ended', 1000, ends.dead.p99),
      target('an organization suspended', 10_000, Math.round(suspension)),
    ],
    faults: run.faults,
  }
}

const METHOD = [
  'Hub, PSA US, PSA UK and RMM run as processes, each on SQLite files of its own, beside this one.',
  'Everybody has two sessions at the hub, and each of those one at a PSA and one at RMM; they are put into the databases by the parts’ own operations, as log-ins leave them, and RMM is killed before the first click.',
  `A click is the POST of the button, and a session is dead when its cookie’s request for the home page is sent to log in; each session of the person at a product that is up is asked about ${LOOK_EVERY} ms after its last answer, from the click on.`,
  'An organization is suspended by the operator’s command, whose own start counts; its sessions are looked at one after the other in eight lanes, each until it is dead.',
  'In the end every session is looked at, of RMM, too, which is started again: whether it is dead, and whether it should be.',
]

/** What a click has to end. */
interface Click {
  readonly path: string
  readonly browser: Member['browsers'][number]
  readonly ended: readonly Session[]
}

const LANES = 8

function openRun({ suite, organizations }: LogOutBench) {
  const all = sessionsOf(organizations.flatMap(({ members }) => members))
  const over = new Set<Session>()
  const faults: string[] = []
  let isDown = false

  const isUp = ({ part }: Session) => !isDown || part !== DOWN
  const standing = () => all.filter((session) => isUp(session) && !over.has(session))
  const end = (sessions: readonly Session[]) => {
    for (const session of sessions) over.add(session)
    return sessions.filter(isUp)
  }
  const look = async (session: Session, when: string) => {
    const served = await isServed(session)
    if (served && over.has(session)) faults.push(`${session.part} serves a session that is over, ${when}`)
    if (!served && !over.has(session)) faults.push(`${session.part} has ended a session of somebody else, ${when}`)
  }

  return {
    all,
    faults,
    organizationOf: (member: Member) => getOrganization(organizations, member),

    async measure(
      members: readonly Member[],
      warmUp: number,
      clickFor: (member: Member) => Click,
    ): Promise<{ readonly dead: Figures; readonly answered: Figures }> {
      isDown = true
      const dead: number[] = []
      const answered: number[] = []
      for (const member of members) {
        const { path, browser, ended } = clickFor(member)
        const dying = end(ended)
        const at = performance.now()
        const [last, done] = await Promise.all([
          untilAllRefused(dying, dying.length),
          click(suite.origin('hub'), browser, path).then(() => performance.now()),
        ])
        dead.push(last - at)
        answered.push(done - at)
        const others = standing()
        const other = others[Math.floor(Math.random() * others.length)]
        if (other) await look(other, 'after a click')
      }
      return { dead: figuresOf(dead.slice(warmUp)), answered: figuresOf(answered.slice(warmUp)) }
    },

    /** @returns milliseconds to the last session dead, at products that are up */
    async suspend(): Promise<number> {
      const [organization] = organizations
      if (organization === undefined) throw new Error('There is no organization')
      const dying = end(sessionsOf(organization.members))
      const at = performance.now()
      const [last, { exitCode, output }] = await Promise.all([
        untilAllRefused(dying, LANES),
        suite.lanyard('org', 'suspend', organization.id),
      ])
      if (exitCode !== 0) faults.push(`org suspend: ${output}`)
      return last - at
    },

    /** @returns milliseconds from the start of the process to its first answer */
    async startAgain(): Promise<number> {
      // Its end stands last in the log.
      const ended = [...over].findLast(({ part }) => part === DOWN)
      if (ended === undefined) throw new Error('Nothing has ended there')
      const at = performance.now()
      const started = suite.start(DOWN)
      const served = await firstAnswer(ended)
      const took = performance.now() - at
      if (served) faults.push(`${DOWN} serves a session that is over as soon as it is back`)
      await started
      isDown = false
      return took
    },

    /** Looks at every session. */
    async check(when: string): Promise<void> {
      await inLanes(all.filter(isUp), LANES, (session) => look(session, when))
    },
  }
}

/** Asks until somebody listens. */
async function firstAnswer(session: Session): Promise<boolean> {
  for (;;) {
    try {
      return await isServed(session)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      await rest(LOOK_EVERY)
    }
  }
}

function getOrganization(organizations: readonly Organization[], member: Member): Organization {
  const found = organizations.find(({ members }) => members.includes(member))
  if (found === undefined) throw new Error(`${member.id} is in no organization`)
  return found
}

function interleave<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat()
}
