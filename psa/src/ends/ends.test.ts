import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { type Cause, causes, type Credential, credentials, type Effect, ends } from './ends.ts'
import { acts } from './testing/acts.ts'
import { hold } from './testing/credentials.ts'
import { openWorld } from './testing/open-world.ts'

const causeIds = Object.keys(causes) as Cause[]
const credentialIds = Object.keys(credentials) as Credential[]

interface Outcome {
  readonly before: boolean
  readonly meanwhile: boolean
  readonly finally: boolean
}

const isAbsent = (effect: Effect) => typeof effect !== 'string' && 'absent' in effect

type Tried = ReadonlyMap<Credential, boolean>

async function outcomesOf(dialect: TestDialect, cause: Cause): Promise<(credential: Credential) => Outcome> {
  await using world = await openWorld(dialect, { asks: !isAbsent(ends[cause].invitation_request) })
  const works = await hold(world)
  const tryAll = async (): Promise<Tried> => {
    const tried = new Map<Credential, boolean>()
    for (const credential of credentialIds) tried.set(credential, await works[credential]())
    return tried
  }
  const { company, uninvited } = world
  const reached = uninvited === null ? [company] : [company, uninvited]
  const held = await tryAll()
  for (const company of reached) await acts[cause].end(world, company)
  const meanwhile = await tryAll()
  for (const company of reached) await acts[cause].giveBack?.(world, company)
  const last = await tryAll()
  const of = (tried: Tried, credential: Credential) => tried.get(credential) === true
  return (credential) => ({
    before: of(held, credential),
    meanwhile: of(meanwhile, credential),
    finally: of(last, credential),
  })
}

function expected(effect: Effect): Outcome {
  if (isAbsent(effect)) return { before: false, meanwhile: false, finally: false }
  return { before: true, meanwhile: typeof effect !== 'string', finally: effect !== 'revoked' }
}

function describeEffect(effect: Effect): string {
  if (typeof effect === 'string') return effect
  return 'stays' in effect ? `stays, because ${effect.stays}` : `never there, because ${effect.absent}`
}

for (const dialect of databases) {
  for (const cause of causeIds) {
    describe(`${causes[cause]}, on ${dialect.name}`, () => {
      let outcomeOf: (credential: Credential) => Outcome
      before(async () => {
        outcomeOf = await outcomesOf(dialect, cause)
      })

      for (const credential of credentialIds) {
        const effect = ends[cause][credential]
        it(`${credentials[credential]}: ${describeEffect(effect)} (FE1, FE2)`, () => {
          assert.deepEqual(outcomeOf(credential), expected(effect))
        })
      }
    })
  }
}

describe('the table of what ends what at the PSA', () => {
  it('is what the documentation shows (FE1)', () => {
    const page = readFileSync(new URL('../../../docs/ends.md', import.meta.url), 'utf8')
    const [, shown = ''] = page.split(/^<!-- written from psa.* -->\n\n/m)

    const head = ['', ...causeIds.map((cause) => `\`${cause}\``)]
    const rows = credentialIds.map((credential) => [
      credentials[credential],
      ...causeIds.map((cause) => cellOf(ends[cause][credential])),
    ])
    const matrix = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
    const list = causeIds.map((cause) => `- \`${cause}\`: ${causes[cause]}.`)
    const expectedPage = [...matrix, '', ...list].join('\n')
    assert.equal(shown.trimEnd(), expectedPage, `What to paste:\n\n${expectedPage}`)
  })
})

function cellOf(effect: Effect): string {
  if (typeof effect !== 'string') return 'stays' in effect ? `stays: ${effect.stays}` : `—: ${effect.absent}`
  return effect === 'revoked' ? '**revoked**' : effect
}
