import { setTimeout as rest } from 'node:timers/promises'
import { figuresOf, type Bench, type Result } from '../result.ts'
import { openFloodWorld } from './flood-world.ts'
import { openJar } from './jar.ts'

/** Wrong logins in a second. */
const RATE = 50

/** Addresses, and usernames, of which every other one exists. */
const CROWD = 10_000

/** A right login from a browser that is known takes no longer, in milliseconds. */
const LONGEST_LOGIN = 2000

/** Where wrong passwords are typed: each page takes many. */
const PAGES = 25

interface Size {
  readonly accounts: number
  readonly samples: number
  /** False where the run is too short to say how fast anything is. */
  readonly judges: boolean
}

const FULL: Size = { accounts: CROWD / 2, samples: 40, judges: true }

/** What a flood of wrong logins at the hub does to those who log in: `npm run bench -- flood`. */
export const benchFlood = async (say: Parameters<Bench>[0], size: Size = FULL): Promise<Result> => {
  say(`Making ${size.accounts} accounts`)
  await using world = await openFloodWorld(size.accounts)
  const calm = await sample(world, size.samples)
  say(`${RATE} wrong logins a second`)
  const flood = await startFlood(world)
  const wild = await sample(world, size.samples)
  const answers = await flood.stop()

  const [silentCalm, silentWild] = [figuresOf(calm.silent), figuresOf(wild.silent)]
  const known = figuresOf(wild.known)
  const faults = [...calm.faults, ...wild.faults, ...flood.faults]
  if (size.judges && silentWild.p50 > 2 * silentCalm.p50) faults.push('the median silent sign-in more than doubles')
  if (size.judges && known.max > LONGEST_LOGIN) faults.push('a right login from a known browser takes too long')
  return {
    method: [
      `Hub and PSA are processes of their own. ${RATE} wrong passwords a second come to the hub from ${CROWD} addresses, at`,
      `as many usernames, of which half exist, so that no limit stops them before the hash. Meanwhile one person signs in`,
      `to the PSA silently, and one types the right password with a browser that the account knows.`,
    ],
    counts: { accounts: size.accounts, ...answers },
    figures: {
      'silent sign-in, calm': silentCalm,
      'silent sign-in, in the flood': silentWild,
      'right password from a known browser, calm': figuresOf(calm.known),
      'right password from a known browser, in the flood': known,
    },
    targets: [
      bound('median silent sign-in in the flood', 2 * silentCalm.p50, silentWild.p50),
      bound('slowest right login from a known browser', LONGEST_LOGIN, known.max),
    ],
    faults,
  }
}

function bound(name: string, most: number, measured: number) {
  return { name, below: most, measured, met: measured <= most }
}

type World = Awaited<ReturnType<typeof openFloodWorld>>

async function sample(world: World, samples: number) {
  const [silent, known, faults]: [number[], number[], string[]] = [[], [], []]
  for (let count = 0; count < samples; count++) {
    const signIn = openJar(world.hubCookies)
    const at = performance.now()
    const page = await signIn.get(`${world.psa}/connect/sign-in?target=/tickets`)
    silent.push(performance.now() - at)
    if (page.url !== `${world.psa}/tickets`) faults.push(`a silent sign-in led to ${page.url}`)

    const logIn = openJar([world.deviceCookie])
    const { url: form } = await logIn.get(`${world.hub}/login`)
    const { username, password } = world.person
    const then = performance.now()
    const answer = await logIn.post(form, { username, password })
    known.push(performance.now() - then)
    if (!answer.url.endsWith('/enrol')) faults.push(`a right login led to ${answer.url}`)
  }
  return { silent, known, faults }
}

async function startFlood({ hub }: World) {
  const pages = await Promise.all(
    Array.from({ length: PAGES }, async () => {
      const jar = openJar([])
      return { jar, form: (await jar.get(`${hub}/login`)).url }
    }),
  )
  const answers: Record<string, number> = {}
  const faults: string[] = []
  const underWay = new Set<Promise<void>>()
  const guess = async (index: number) => {
    const page = pages[index % pages.length]
    if (page === undefined) return
    const from = { 'x-forwarded-for': `10.${index % 7}.${Math.floor(index / 250) % 250}.${index % 250}` }
    const fields = { username: `flood-${index % CROWD}`, password: 'a password that is not the one' }
    const { status } = await page.jar.post(page.form, fields, from)
    const what = `answers ${status}`
    answers[what] = (answers[what] ?? 0) + 1
    if (status !== 401 && status !== 503) faults.push(`a wrong login was answered ${status}`)
  }
  const stopping = new AbortController()
  const { signal } = stopping
  const begun = performance.now()
  const pumping = (async () => {
    for (let index = 0; !signal.aborted; index++) {
      const sent = guess(index).catch((error: unknown) => void faults.push(String(error)))
      const ended = sent.finally(() => underWay.delete(ended))
      underWay.add(ended)
      const due = begun + ((index + 1) * 1000) / RATE
      await rest(Math.max(0, due - performance.now()), undefined, { signal }).catch(() => undefined)
    }
  })()
  return {
    faults,
    async stop() {
      stopping.abort()
      await pumping
      await Promise.all(underWay)
      return answers
    },
  }
}
