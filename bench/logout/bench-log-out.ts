import { figuresOf, type Result, target } from '../result.ts'
import { LOOK_EVERY } from './look.ts'
import { measureClicks } from './measure-clicks.ts'
import { DOWN, inspectAll, LANES, openRun } from './run.ts'
import { sessionsOf } from './sessions.ts'
import { startAgain } from './start-again.ts'
import { suspend } from './suspend.ts'
import { openLogOutBench } from './world.ts'

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

const METHOD = [
  'Hub, PSA US, PSA UK and RMM run as processes, each on SQLite files of its own.',
  'Everybody has two sessions at the hub, and with each of them one at a PSA and one at RMM; the parts’ own operations have put them into the databases as log-ins leave them. RMM is killed before the first click.',
  `A click is the POST of the button, each as soon as the one before has done its work; a session is dead when a request for the home page with its cookie is sent to log in. It is asked for from the click on, each time ${LOOK_EVERY} ms after the last answer, at every product that is up.`,
  `An organization is suspended by the operator’s command, from whose start the time counts; its sessions are looked at in ${LANES} lanes, each until it is dead.`,
  'RMM is asked as soon as it listens again for the session whose end stands last in its log. In the end every session is looked at.',
]

/** How long it takes until nobody is served any more whose sessions were ended. */
export async function benchLogOut(say: (line: string) => void, size: Size = FULL): Promise<Result> {
  const { clicks, warmUp } = size
  const extra = clicks + warmUp
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
  const [deactivated, loggedOut] = [clickers.slice(0, extra), clickers.slice(extra)]
  say(`${deactivated.length} members are deactivated …`)
  const deactivations = await measureClicks(run, {
    members: deactivated,
    warmUp,
    buttonFor: (member) => ({
      path: `/admin-settings/members/${member.id}/deactivate`,
      browser: (us.members.includes(member) ? us : uk).master,
      ends: sessionsOf([member]),
    }),
  })
  say(`${loggedOut.length} members end a session …`)
  const ends = await measureClicks(run, {
    members: loggedOut,
    warmUp,
    buttonFor: ({ browsers: [browser] }) => ({
      path: `/profile-settings/sessions/${browser.handle}/end`,
      browser,
      ends: browser.sessions,
    }),
  })
  say('An organization is suspended …')
  const suspension = await suspend(run, us)
  say(`${DOWN} is started …`)
  const start = await startAgain(run)
  say('Every session is looked at …')
  await inspectAll(run, 'in the end')

  return {
    method: METHOD,
    counts: {
      sessions: run.all.length,
      'of them in the product that is down': run.all.filter(({ part }) => part === DOWN).length,
      'members in the organization that is suspended': us.members.filter((member) => !deactivated.includes(member))
        .length,
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
