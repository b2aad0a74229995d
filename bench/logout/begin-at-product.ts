import { randomBytes } from 'node:crypto'
import type { ConnectStore, SessionToBegin } from '@lanyard/connect'
import { kyselyStore } from '@lanyard/connect/kysely'
import { addCompany, addPerson } from '@lanyard/example-rmm/src/people.ts'
import { beginSession as beginRmmSession } from '@lanyard/example-rmm/src/sessions.ts'
import type { TenantId, UserId } from '@lanyard/psa/src/ids.ts'
import { beginSession as beginPsaSession } from '@lanyard/psa/src/sessions/begin-session.ts'
import { inTransaction } from '@lanyard/storage'
import { demoPassword, type DemoTenant } from '@lanyard/suite/seed/demo.ts'
import { seedPsaTenant } from '@lanyard/suite/seed/seed-psa.ts'
import type { SeededTenant } from '@lanyard/suite/seed/seeded-tenant.ts'
import { type OpenPsa, openPsa, type OpenRmm, openRmm } from '@lanyard/suite/src/open-parts.ts'

/** A product's database, opened before the product is started. */
export interface ProductSide<Tx> extends AsyncDisposable {
  readonly store: ConnectStore<Tx>
  seedTenant(demo: DemoTenant): Promise<SeededTenant>
  /** @returns the browser's cookie */
  beginSession(tx: Tx, session: SessionToBegin): Promise<string>
}

type Environment = Readonly<Record<string, string>>

export async function openPsaSide(environment: Environment): Promise<ProductSide<OpenPsa['db']>> {
  const psa = await openPsa(environment)
  return {
    store: kyselyStore(psa.db),
    seedTenant: (demo) => seedPsaTenant(psa, demo),
    async beginSession(db, { tenantId, userId, productSessionId, replaces }) {
      const request = { tenant: tenantId as TenantId, user: userId as UserId, productSessionId, replaces }
      return pairOf((await beginPsaSession({ ...psa, db }, request)).cookie)
    },
    [Symbol.asyncDispose]: () => psa[Symbol.asyncDispose](),
  }
}

export async function openRmmSide(environment: Environment): Promise<ProductSide<OpenRmm['db']>> {
  const rmm = await openRmm(environment)
  return {
    store: kyselyStore(rmm.db),
    seedTenant: (demo) => seedRmmTenant(rmm, demo),
    async beginSession(db, session) {
      const { cookies } = await beginRmmSession(db, rmm.cookie, session)
      return pairOf(cookies.join(''))
    },
    [Symbol.asyncDispose]: () => rmm[Symbol.asyncDispose](),
  }
}

/** All have the admin's password: to hash one for each would take most of the time. */
async function seedRmmTenant(rmm: OpenRmm, { employees, ...company }: DemoTenant): Promise<SeededTenant> {
  const [admin, ...others] = employees
  if (admin === undefined) throw new Error('A company without an admin')
  return inTransaction(rmm, async ({ db }) => {
    const id = await addCompany(db, company)
    const adminId = await addPerson({ ...rmm, db }, { companyId: id, ...admin, password: demoPassword })
    const { password } = await db
      .selectFrom('people')
      .select('password')
      .where('id', '=', adminId)
      .executeTakeFirstOrThrow()
    const userIds = new Map([[admin.username, adminId]])
    for (const { username, name, role } of others) {
      const userId = `usr_${randomBytes(16).toString('base64url')}`
      await db
        .insertInto('people')
        .values({ id: userId, tenant_id: id, username, name, role, password, active: 1 })
        .execute()
      userIds.set(username, userId)
    }
    return { id, userIds }
  })
}

/** A person's link, and the sessions at the hub by which they signed in. */
export interface LinkedPerson {
  readonly userId: string
  readonly subject: string
  readonly username: string
  readonly sids: readonly string[]
}

/**
 * Leaves what the enabling of each person's link and their sign-ins leave: the user link, and for each sign-in the kit's
 * rows and the product's own session, all in one commit.
 *
 * @returns cookies, for each person in the order of their `sids`
 */
export function beginAtProduct<Tx>(
  side: ProductSide<Tx>,
  link: { readonly id: string; readonly tenantId: string; readonly issuer: string; readonly organizationId: string },
  people: readonly LinkedPerson[],
): Promise<readonly (readonly string[])[]> {
  const { id: linkId, tenantId, issuer, organizationId } = link
  const [at, expiresAt] = [Date.now(), Date.now() + SESSION]
  return side.store.transaction(async (records, tx) => {
    const begin = async ({ userId, subject }: LinkedPerson, sid: string) => {
      const id = newId('pse')
      const about = { id, tenantId, userId, linkId, issuer, organizationId, subject, sid, memberEpoch: FIRST_EPOCH }
      await records.hubSessions.hold(issuer, sid, expiresAt)
      await records.sessions.insert({
        ...about,
        startedAt: at,
        issuedAt: at,
        seenAt: at,
        expiresAt,
        apps: { list: [], at },
      })
      await records.audit.write({ auditId: newId('aud'), at, action: 'signed_in', tenantId, userId, linkId })
      return side.beginSession(tx, { tenantId, userId, productSessionId: id, replaces: null })
    }
    const cookies: string[][] = []
    for (const person of people) {
      const { userId, subject, username: accountName } = person
      const about = { tenantId, userId, issuer, organizationId, organizationName: organizationId, subject, accountName }
      const proof = { memberEpoch: FIRST_EPOCH, state: 'active', linkId, linkedAt: at, lastUsedAt: at } as const
      await records.userLinks.insert({ id: newId('uln'), ...about, ...proof })
      const theirs: string[] = []
      for (const sid of person.sids) theirs.push(await begin(person, sid))
      cookies.push(theirs)
    }
    return cookies
  })
}

/** Of a member whom nothing has happened to yet. */
const FIRST_EPOCH = 1
/** Milliseconds; the kit's own default. */
const SESSION = 12 * 3_600_000

const newId = (prefix: string) => `${prefix}_${randomBytes(16).toString('base64url')}`

function pairOf(setCookie: string): string {
  return setCookie.split(';', 1).join('')
}
