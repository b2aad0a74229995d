import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { aCompany, asAdmin, PASSWORD, type TestCompany } from '../../testing/a-company.ts'
import { linked } from '../../testing/linked.ts'
import { openTestPsa, type TestPsa } from '../../testing/open-test-psa.ts'
import { resetToken } from '../../testing/reset-token.ts'
import { activateEmployee } from '../employees/activate-employee.ts'
import { deactivateEmployee } from '../employees/deactivate-employee.ts'
import { deleteEmployee } from '../employees/delete-employee.ts'
import { makeContact } from '../employees/make-contact.ts'
import { inviteTenant } from '../invitations/invite-tenant.ts'
import { withdrawInvitation } from '../invitations/withdraw-invitation.ts'
import { changePassword } from '../passwords/change-password.ts'
import { mailResetLink } from '../passwords/mail-reset-link.ts'
import { findResetPerson, resetPassword } from '../passwords/reset-password.ts'
import { Refusal } from '../refusal.ts'
import { logIn, logInContact } from '../sessions/log-in.ts'
import { readSession } from '../sessions/read-session.ts'
import { type Cause, causes, type Credential, credentials, type Effect, ends } from './ends.ts'

const causeIds = Object.keys(causes) as Cause[]
const credentialIds = Object.keys(credentials) as Credential[]
const origin = { source: '192.0.2.1' }
const NEXT = 'another-lanyard-password'

interface World {
  readonly psa: TestPsa
  readonly company: TestCompany
}

const acts: Readonly<
  Record<Cause, { end(world: World): Promise<unknown>; giveBack?(world: World): Promise<unknown> }>
> = {
  deactivated: {
    end: ({ psa, company: { tech, admin } }) => deactivateEmployee(psa, { employee: tech, by: asAdmin(psa, admin) }),
    giveBack: ({ psa, company: { tech, admin } }) => activateEmployee(psa, { employee: tech, by: asAdmin(psa, admin) }),
  },
  made_contact: {
    end: ({ psa, company: { tech } }) => makeContact(psa, { employee: tech, client: 'Client Ltd', by: 'operator' }),
  },
  deleted: { end: ({ psa, company: { tech } }) => deleteEmployee(psa, { employee: tech, by: 'operator' }) },
  password_changed: {
    async end({ psa, company: { tech } }) {
      const browser = psa.browser()
      await browser.logIn('alder', 'tech')
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const session = await readSession(psa, new Request(psa.config.origin, { headers: { cookie } }))
      assert.ok(session)
      await changePassword(psa, { employee: tech, session, current: PASSWORD, next: NEXT, ...origin })
    },
  },
  password_reset: {
    async end({ psa, company: { tech } }) {
      await mailResetLink(psa, tech, 'forgotten')
      await resetPassword(psa, { token: await resetToken(psa), password: NEXT, origin })
    },
  },
  withdrawn: {
    end: ({ psa }) => withdrawInvitation(psa, { company: 'alder' }),
    giveBack: ({ psa }) => inviteTenant(psa, { company: 'alder' }),
  },
  withdrawn_with_links: {
    end: ({ psa }) => withdrawInvitation(psa, { company: 'alder', endLinks: true }),
    giveBack: ({ psa }) => inviteTenant(psa, { company: 'alder' }),
  },
}

/** How each credential is tried. They are got here, before the act. */
async function hold({ psa, company }: World): Promise<Readonly<Record<Credential, () => Promise<boolean>>>> {
  const { tech, tenant } = company
  const { logInThroughHub } = await linked(psa, company)
  const [local, through] = [psa.browser(), await logInThroughHub(tech)]
  await local.logIn('alder', 'tech')
  await mailResetLink(psa, tech, 'forgotten')
  const token = await resetToken(psa)
  const who = { company: 'alder', password: PASSWORD, replaces: null, ...origin }
  return {
    local_session: async () => (await local.get('/')).status === 200,
    hub_session: async () => (await through.get('/')).status === 200,
    password: async () =>
      (await isDone(logIn(psa, { ...who, username: 'tech' }))) ||
      (await isDone(logInContact(psa, { ...who, email: tech.email }))),
    mailed_link: async () => (await findResetPerson(psa, token)) !== null,
    user_link: async () => (await psa.connect.linkedUsers(tenant.id)).has(tech.id),
    known_browser: async () => {
      const known = sql`select 1 from guard_browsers where account = ${tech.id}`
      return (await known.execute(psa.db)).rows.length > 0
    },
  }
}

async function isDone(act: Promise<unknown>): Promise<boolean> {
  try {
    await act
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

type Outcomes = ReadonlyMap<Credential, { readonly meanwhile: boolean; readonly finally: boolean }>

async function outcomesOf(dialect: TestDialect, cause: Cause): Promise<Outcomes> {
  await using psa = await openTestPsa({}, dialect)
  const world = { psa, company: await aCompany(psa) }
  const works = await hold(world)
  for (const credential of credentialIds) assert.equal(await works[credential](), true, credential)

  await acts[cause].end(world)
  const meanwhile = new Map<Credential, boolean>()
  for (const credential of credentialIds) meanwhile.set(credential, await works[credential]())

  await acts[cause].giveBack?.(world)
  const outcomes = new Map<Credential, { meanwhile: boolean; finally: boolean }>()
  for (const [credential, then] of meanwhile) {
    outcomes.set(credential, { meanwhile: then, finally: await works[credential]() })
  }
  return outcomes
}

const describeEffect = (effect: Effect) => (typeof effect === 'string' ? effect : `stays, because ${effect.stays}`)

for (const dialect of databases) {
  for (const cause of causeIds) {
    describe(`${causes[cause]}, on ${dialect.name}`, () => {
      let outcomes: Outcomes
      before(async () => {
        outcomes = await outcomesOf(dialect, cause)
      })

      for (const credential of credentialIds) {
        const effect = ends[cause][credential]
        it(`${credentials[credential]}: ${describeEffect(effect)} (FE1)`, () => {
          const stays = typeof effect !== 'string'
          assert.deepEqual(outcomes.get(credential), { meanwhile: stays, finally: effect !== 'revoked' })
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
    assert.equal(shown.trimEnd(), [...matrix, '', ...list].join('\n'))
  })
})

function cellOf(effect: Effect): string {
  if (typeof effect !== 'string') return `stays: ${effect.stays}`
  return effect === 'revoked' ? '**revoked**' : effect
}
