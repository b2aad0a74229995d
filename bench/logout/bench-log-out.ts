import { type Figures, figuresOf, type Result, type Target, target } from '../result.ts'
import { LOOK_EVERY } from './look.ts'
import { type Button, measureClicks } from './measure-clicks.ts'
import { DOWN, inspectAll, LANES, openRun } from './run.ts'
import { type Member, type Organization, sessionsOf } from './sessions.ts'
import { startAgain } from './start-again.ts'
import { suspend } from './suspend.ts'
import { openLogOutBench } from './world.ts'

export interface Size {
  /** Members of the organization that PSA US is connected with, and that is suspended in the end. */
  readonly us: number
  /** Members of the one that PSA UK is connected with. */
  readonly uk: number
  /** Of each kind: so many are measured, each about another person, beside the members above. */
  readonly clicks: number
  /** Of each kind: so many come first, and are not measured. */
  readonly warmUp: number
}

/** 10,000 sessions of products: everybody has two browsers, each logged in to a PSA and RMM. */
const FULL: Size = { us: 1000, uk: 1500, clicks: 100, warmUp: 10 }

const METHOD = [
  'Hub, PSA US, PSA UK and RMM run as processes, each on SQLite files of its own.',
  'Everybody has two sessions at the hub, and with each of them one at a PSA and one at RMM; the parts’ own operations have put them into the databases as log-ins leave them. RMM is killed before the first click.',
  `A click is the POST of the button, each as soon as the one before has done its work; a session is dead when a request for the home page with its cookie is sent to log in. It is asked for from the click on, each time ${LOOK_EVERY} ms after the last answer, at every product that is up.`,
  `An organization is suspended by the operator’s command, from whose start the time counts; its sessions are looked at in ${LANES} lanes, each until it is dead.`,
  'RMM is asked as soon as it listens again for the session whose end stands last in its log. In the end every session is looked at.',
]

/** What is clicked, and what it has to end. */
const kinds = {
  'deactivated by a master': (member, { master }) => ({
    path: `/admin-settings/members/${member.id}/deactivate`,
    browser: master,
    ends: sessionsOf([member]),
  }),
  'logged out everywhere by themselves': (member) => ({
    path: '/profile-settings/sessions/end-all',
    browser: member.browsers[0],
    ends: sessionsOf([member]),
  }),
  'ended one session': ({ browsers: [browser] }) => ({
    path: `/profile-settings/sessions/${browser.handle}/end`,
    browser,
    ends: browser.sessions,
  }),
} as const satisfies Readonly<Record<string, (member: Member, organization: Organization) => Button>>

/** How long it takes until no ended session is served any more. */
export async function benchLogOut(say: (line: string) => void, size: Size = FULL): Promise<Result> {
  const ofKind = size.clicks + size.warmUp
  const extra = Math.ceil((ofKind * Object.keys(kinds).length) / 2)
  say('Making people, links and sessions …')
  await using world = await openLogOutBench({ us: size.us + extra, uk: size.uk + extra })
  const { us, uk } = world
  const run = openRun(world)
  await inspectAll(run, 'before anything is ended')

  say(`${DOWN} is killed.`)
  await world.suite.kill(DOWN)
  run.isDown = true

  // Of either organization in turn.
  const clickers = us.members
    .slice(0, extra)
    .flatMap((member, index) => [member, ...uk.members.slice(index, index + 1)])
  const figures: Record<string, Figures> = {}
  const targets: Target[] = []
  for (const [kind, buttonFor] of Object.entries(kinds)) {
    const members = clickers.splice(0, ofKind)
    say(`${members.length} members, one after the other: ${kind} …`)
    const { dead, answered } = await measureClicks(run, {
      members,
      warmUp: size.warmUp,
      buttonFor: (member) => buttonFor(member, us.members.includes(member) ? us : uk),
    })
    figures[`${kind}: to the last session dead`] = dead
    figures[`${kind}: to the answer`] = answered
    targets.push(target(`p99, ${kind}`, 1000, dead.p99))
  }

  say('An organization is suspended …')
  const suspension = await suspend(run, us)
  figures['organization suspended: to the last session dead'] = figuresOf([suspension])
  targets.push(target('organization suspended', 10_000, Math.round(suspension)))
  say(`${DOWN} is started …`)
  figures['product that was down: from its start to its first answer'] = figuresOf([await startAgain(run)])
  say('Every session is looked at …')
  await inspectAll(run, 'in the end')

  const counts = {
    sessions: run.all.length,
    'of them in the product that is down': run.all.filter(({ part }) => part === DOWN).length,
    'members in the organization that is suspended': us.members.length,
  }
  return { method: METHOD, counts, figures, targets, faults: run.faults }
}
