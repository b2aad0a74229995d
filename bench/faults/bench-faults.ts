import { click } from '../logout/click.ts'
import { openLogOutBench } from '../logout/world.ts'
import { type Bench, type Figures, figuresOf, type Result, type Target, target } from '../result.ts'
import { linkMany } from './many-links.ts'
import { outages, untilReady } from './outages.ts'
import { until } from './watch.ts'
import { nextVictim, openFaultBench, type Victim } from './world.ts'

interface Size {
  /** Companies that are connected beside the one whose people log out. */
  readonly links: number
  /** How often each thing is tried. */
  readonly samples: number
}

const FULL: Size = { links: 10_000, samples: 4 }

/** Milliseconds that outages last, in turn: the longest ones show what waits longer the longer it was without an answer. */
const LASTS = [500, 2000, 5000, 11_000] as const

/** Logouts after each start, while links are asked about. */
const MEANWHILE = 5

/** Milliseconds within which a logout arrives. */
const GOAL = 1000

const METHOD = [
  'A log-out is one session at the hub that ends, and the session of PSA US that came of it; it has arrived with the first request for the home page that is sent to log in. People, sessions and one connected company were put into the databases by the parts’ own operations.',
  `Outages: hub and PSA US are processes on PostgreSQL with their default limits, behind TCP proxies; outages last ${LASTS.join(', ')} ms in turn. Where the PSA’s database is away, the log-out is decided at the hub meanwhile; where the hub’s is, the button is pressed as soon as it is back, and again while it is unavailable; where the hub is killed, the operator’s operation ends the session meanwhile. The time counts from the return: of the proxy, of the last connection terminated, of the hub’s first answer.`,
  `Links: hub and PSA US are processes on SQLite. The other connected companies have no people; bulk inserts made them at the hub, bulk inserts and the kit’s records at the PSA. The PSA is killed, the session ends at the hub, the PSA is started: the time counts from its first answer. Then it asks the hub about each link at its pace, and ${MEANWHILE} log-outs follow, each from the click.`,
]

/** How soon a logout arrives when what failed is back, and at a product with very many links after its start. */
export async function benchFaults(
  say: Parameters<Bench>[0],
  size: { readonly [Key in keyof Size]?: Size[Key] | undefined } = {},
): Promise<Result> {
  const { links = FULL.links, samples = FULL.samples } = size
  const measured = { ...(await measureOutages(say, samples)), ...(await measureLinks(say, links, samples)) }
  const figures: Record<string, Figures> = {}
  const targets: Target[] = []
  const faults: string[] = []
  for (const [name, { took, wrong }] of Object.entries(measured)) {
    figures[name] = figuresOf(took)
    if (took.length > 0) targets.push(target(`longest, ${name}`, GOAL, figuresOf(took).max))
    faults.push(...wrong.map((error) => `${name}: ${String(error)}`))
  }
  return { method: METHOD, counts: { 'linked companies': links + 1 }, figures, targets, faults }
}

interface Measured {
  readonly took: number[]
  readonly wrong: unknown[]
}

async function measureOutages(say: Parameters<Bench>[0], samples: number): Promise<Record<string, Measured>> {
  const kinds = Object.entries(outages)
  await using bench = await openFaultBench(kinds.length * samples)
  const measured: Record<string, Measured> = {}
  for (const [name, outage] of kinds) {
    say(`${name}, ${samples} times …`)
    const { took, wrong } = (measured[name] = { took: [], wrong: [] } as Measured)
    for (let count = 0; count < samples; count++) {
      await untilReady(bench)
      const lasts = LASTS[count % LASTS.length] ?? LASTS[0]
      await outage(bench, lasts).then(
        (milliseconds) => took.push(milliseconds),
        (error: unknown) => wrong.push(error),
      )
    }
  }
  return measured
}

async function measureLinks(
  say: Parameters<Bench>[0],
  links: number,
  samples: number,
): Promise<Record<string, Measured>> {
  await using world = await openLogOutBench({ us: samples * (MEANWHILE + 1), uk: 0 })
  const { suite, us } = world
  const next = nextVictim(world)
  const approvedBy = us.members[0]?.id
  if (approvedBy === undefined) throw new Error('The organization has no members')
  say(`Connecting ${links} companies …`)
  await linkMany(suite, links, approvedBy)

  const logOut = ({ browser }: Victim) =>
    click(suite.origin('hub'), browser, `/profile-settings/sessions/${browser.handle}/end`)
  const [afterStart, meanwhile, wrong]: [number[], number[], unknown[]] = [[], [], []]
  for (let count = 0; count < samples; count++) {
    say('The PSA is killed, and started …')
    const victim = next()
    await until('served', victim.session)
    await suite.kill('psa-us')
    await logOut(victim)
    const started = suite.start('psa-us')
    const { at, firstAnswerAt } = await until('refused', victim.session)
    afterStart.push(at - firstAnswerAt)
    await started
    for (let click = 0; click < MEANWHILE; click++) {
      const other = next()
      await until('served', other.session)
      const pressed = performance.now()
      const [refused] = await Promise.all([until('refused', other.session), logOut(other)])
      meanwhile.push(refused.at - pressed)
    }
  }
  return {
    [`${links} links: log-out while the product was down`]: { took: afterStart, wrong },
    [`${links} links: log-out while they are asked about`]: { took: meanwhile, wrong: [] },
  }
}
