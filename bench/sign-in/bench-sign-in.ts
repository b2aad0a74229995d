import { figuresOf, goal, type Goal, type Measure, measureOf, type Bench, type Result } from '../result.ts'
import { COUNTED_PEOPLE, countStatements } from './count-acts.ts'
import { type Driven, driveHashes, driveLogins, driveSilent, fillMemory, openLanes } from './drive.ts'
import { type HubWorld, type Kind, openHubWorld } from './hub-world.ts'
import { chooseProcessors, pinTo, processorTime } from './operating-system.ts'
import type { Browser } from './sign-in.ts'
import { type Started, startFloor } from './start-floors.ts'
import type { Target } from './target.ts'

export interface Size {
  readonly database: Kind
  readonly rounds: number
  /** That each kind of load lasts, in each round; full logins and hashes are so many as fit roughly. */
  readonly seconds: number
  /** Silent sign-ins after which memory is read. */
  readonly signIns: number
}

export const FULL: Size = { database: 'sqlite', rounds: 3, seconds: 3, signIns: 2000 }

/** At once, of silent sign-ins. */
const LANES = [1, 8, 32] as const
const MOST_LANES = Math.max(...LANES)
/** At once, of full logins and hashes. */
const LOGIN_LANES = 8
/** Full logins for each second of a kind of load. */
const LOGINS = 20

/** How many people sign in per second of the server's processor, beside what is beneath: `npm run bench -- sign-in`. */
export const benchSignIn = async (say: Parameters<Bench>[0], size: Size = FULL): Promise<Result> => {
  const processors = chooseProcessors()
  const logins = Math.ceil(LOGINS * size.seconds)
  // A code of an app serves once, so no one logs in twice.
  const peopleFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)
  const inRounds = MOST_LANES + COUNTED_PEOPLE
  const all = inRounds + size.rounds * logins
  say(`Making ${all} people`)
  pinTo(processors?.servers)
  await using world = await openHubWorld(size.database, all)
  const counted = await countStatements(world, peopleFrom(MOST_LANES, COUNTED_PEOPLE))
  const starts = await measureStarts(world, size.rounds)
  await using bare = await startFloor('bare')
  await using provider = await startFloor('provider')
  await using hub = await world.start()
  pinTo(processors?.load)

  const lanes = new Map<Target, readonly Browser[]>()
  for (const { target } of [provider, hub]) lanes.set(target, await openLanes(target, peopleFrom(0, MOST_LANES)))
  lanes.set(bare.target, lanes.get(provider.target) ?? [])
  const runs = openRuns()
  for (let round = 0; round < size.rounds; round++) {
    say(`Round ${round + 1} of ${size.rounds}`)
    const people = peopleFrom(inRounds + round * logins, logins)
    const turns = [bare.target, provider.target, hub.target]
    // Each begins a round in turn, so that what else the machine does falls on all alike.
    for (const target of [...turns.slice(round % 3), ...turns.slice(0, round % 3)]) {
      for (const most of LANES) {
        const browsers = (lanes.get(target) ?? []).slice(0, most)
        runs.note(`silent, ${most} at once: ${target.name}`, await driveSilent(target, browsers, size.seconds))
      }
      if (target === bare.target) {
        runs.note('argon2id alone', await driveHashes(target, logins, LOGIN_LANES))
      } else {
        runs.note(`full login: ${target.name}`, await driveLogins(target, people, LOGIN_LANES))
      }
    }
  }
  say(`${size.signIns} sign-ins for memory`)
  const memory: Record<string, Measure> = {}
  for (const { target } of [provider, hub]) {
    const browsers = lanes.get(target) ?? []
    const half = await fillMemory(target, browsers, Math.ceil(size.signIns / 2))
    const whole = await fillMemory(target, browsers, Math.floor(size.signIns / 2))
    memory[`MiB after ${size.signIns / 2} and ${size.signIns} sign-ins more: ${target.name}`] = measureOf([half, whole])
  }

  const mine = hub.target.name
  const library = provider.target.name
  return {
    method: [
      `Hub and floors are processes of their own${processors ? `, on processor ${processors.servers}; the load comes from processor ${processors.load}` : '; no processor is set apart for the load, because `taskset` is missing'}.`,
      'A silent sign-in is three requests: the authorization request with a live session, code to tokens with a verified ID token, userinfo. A full login goes through every page with password and code, in a browser that the account knows.',
      'Clients prove themselves by client_secret_basic and use PKCE; ID tokens are ES256, access tokens opaque. Processor time is that of the server with everything below it, and of the database’s server, by /proc; rounds are interleaved.',
      `Durability, read from the hub’s open connections: ${counted.durability.join('; ')}.`,
    ],
    counts: { rounds: size.rounds, 'seconds each': size.seconds, ...counted.counts },
    figures: runs.figures(),
    targets: [],
    measures: { ...runs.rates(), ...starts.measures, ...memory },
    goals: goalsOf(size.database, {
      silent: runs.ratio(`silent, 32 at once: ${mine}`, `silent, 32 at once: ${library}`),
      latency: runs.latency(`silent, 1 at once: ${mine}`) / runs.latency(`silent, 1 at once: ${library}`),
      logins: runs.ratio(`full login: ${mine}`, 'argon2id alone'),
      start: starts.ratio,
      memory: (memory[Object.keys(memory)[1] ?? '']?.most ?? 0) / (memory[Object.keys(memory)[0] ?? '']?.most ?? 1),
    }),
    faults: [],
  }
}

function goalsOf(
  database: Kind,
  ratios: Readonly<Record<'silent' | 'latency' | 'logins' | 'start' | 'memory', number>>,
): readonly Goal[] {
  const [silent, logins] = database === 'sqlite' ? [0.6, 0.75] : [0.3, 0.6]
  return [
    goal('silent sign-ins per CPU second, of oidc-provider on a Map', { atLeast: silent }, ratios.silent),
    goal('median of one silent sign-in at a time, of oidc-provider on a Map', { atMost: 1.3 }, ratios.latency),
    goal('full logins per CPU second, of argon2id alone', { atLeast: logins }, ratios.logins),
    goal('processor time of a start, of oidc-provider on a Map', { atMost: 2 }, ratios.start),
    goal('memory after the sign-ins, of oidc-provider on a Map', { atMost: 1.2 }, ratios.memory),
  ]
}

/** What each kind of load has cost, round by round. */
function openRuns() {
  const rounds = new Map<string, Driven[]>()
  const rateOf = ({ acts, processorSeconds }: Driven) => acts / processorSeconds
  const measure = (what: string) => measureOf((rounds.get(what) ?? []).map(rateOf))
  const named = <Value>(value: (what: string) => Value) =>
    Object.fromEntries([...rounds.keys()].sort().map((what) => [what, value(what)]))
  const tookOf = (what: string) => (rounds.get(what) ?? []).flatMap(({ took }) => took)
  return {
    note: (what: string, driven: Driven) => void rounds.set(what, [...(rounds.get(what) ?? []), driven]),
    figures: () => named((what) => figuresOf(tookOf(what))),
    rates: () => {
      const all = Object.entries(named(measure))
      return Object.fromEntries(all.map(([what, value]) => [`per CPU second, ${what}`, value]))
    },
    ratio: (what: string, floor: string) => measure(what).median / measure(floor).median,
    latency: (what: string) => measureOf(tookOf(what)).median,
  }
}

/** Starts of the hub on databases that are there, and of the library, in turn. */
async function measureStarts(world: HubWorld, rounds: number) {
  const taken: [number[], number[]] = [[], []]
  const start = async (begin: () => Promise<Started>, into: number[]) => {
    await using started = await begin()
    into.push(processorTime([started.target.server]))
  }
  for (let round = 0; round < rounds; round++) {
    await start(() => startFloor('provider'), taken[0])
    await start(world.start, taken[1])
  }
  const [library, hub] = [measureOf(taken[0]), measureOf(taken[1])]
  return {
    measures: { 'CPU seconds of a start: oidc-provider on a Map': library, 'CPU seconds of a start: Lanyard': hub },
    ratio: hub.median / library.median,
  }
}
