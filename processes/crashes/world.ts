import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { authenticator, encodeBase32 } from '@lanyard/journeys/authenticator.ts'
import { asPerson } from '@lanyard/hub/testing.ts'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { listMembers } from '@lanyard/hub/src/people/members/list-members.ts'
import { listActiveLinks } from '@lanyard/hub/src/connections/tenant-links/find-links.ts'
import { lapseTenantLinks } from '@lanyard/hub/src/connections/tenant-links/lapse-tenant-links.ts'
import { listUserLinks } from '@lanyard/hub/src/connections/user-links/list-user-links.ts'
import { unlinkUser } from '@lanyard/hub/src/connections/user-links/unlink-user.ts'
import { checkAgreed, checkTables } from '@lanyard/model/src/drive/formulas.ts'
import { readHub, readKit, type Tables } from '@lanyard/model/src/drive/tables.ts'
import { openHub, type OpenHub, openPsa } from '@lanyard/suite/src/open-parts.ts'
import { startSuite, WAIT_LIMIT } from '@lanyard/suite/testing.ts'
import { giveOrders, obeying, type Orders, traceOf } from './orders.ts'
import { openVisitor, type Visitor } from './visitor.ts'

export type Part = 'hub' | 'psa-us'
export const parts: readonly Part[] = ['hub', 'psa-us']

/** An organization with a master, a company of the PSA with an admin, and the browser of the one person who is both. */
export interface CrashCompany {
  readonly id: string
  readonly psa: string
  readonly account: { readonly username: string; code(): Promise<string> }
  readonly visitor: Visitor
}

/** A part, and a moment of it as {@link Watch} gives it. */
export interface Death {
  readonly part: Part
  readonly moment: string
}

export interface Watch {
  /** What a part has written down so far. */
  momentsOf(part: Part): Promise<readonly string[]>
  /** No part writes anything down, or dies, from here on. */
  end(): Promise<void>
}

/** A hub and a PSA as real processes on SQLite files, either of which dies when it is told to. */
export interface CrashWorld extends AsyncDisposable {
  company(): Promise<CrashCompany>
  /** From now on, each part writes its moments down; one of them dies at one, if that is asked for. */
  watch(death: Death | null): Promise<Watch>
  /** The master asks, at the hub, to be unlinked in the PSA. */
  unlinkAtHub(company: CrashCompany): Promise<void>
  /** As a power cut does. */
  kill(part: Part): Promise<void>
  /** Does the PSA hold a user link of the company? Does the hub show one? */
  linkedAt(company: CrashCompany): Promise<{ readonly product: boolean; readonly hub: boolean }>
  /** Starts a part again that has died. */
  restart(part: Part): Promise<void>
  /** One reconcile round of the PSA. */
  round(): Promise<void>
  /** Lets every approval lapse that was not confirmed, as ten minutes do. */
  lapse(): Promise<void>
  /**
   * S1, S2, S3, S5 and S6 in the tables of both sides; and C1, but for approvals that may still be confirmed.
   *
   * @throws {Violation}
   */
  check(approvals: 'may be open' | 'are settled'): Promise<void>
}

export async function openCrashWorld(): Promise<CrashWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-crash-'))
  const orders = join(folder, 'orders.json')
  const suite = await startSuite({
    parts,
    environment: { hub: obeying(orders), 'psa-us': obeying(orders) },
    partsMayEnd: true,
  })
  const hub = await openHub(suite.environment('hub'))
  const psa = await openPsa(suite.environment('psa-us'))
  let number = 0

  const readTables = async (): Promise<Tables> => ({
    hub: await readHub({ hub }),
    products: [{ ...(await readKit(psa)), uninvited: [] }],
  })

  return {
    async company() {
      const company = aCompany(suite.origin('psa-us'))
      await suite.seedCompany(company.request)
      return company
    },
    async watch(death) {
      number += 1
      const order: Orders = { number, traces: folder, death }
      await giveOrders(orders, order)
      return {
        momentsOf: (part) => readLines(traceOf(order, part)),
        end: () => rm(orders),
      }
    },
    async unlinkAtHub({ id }) {
      const { member, link } = await linkedMaster(hub, id)
      await unlinkUser(hub, { member, link, by: asPerson(hub, member) })
    },
    kill: (part) => suite.kill(part),
    async linkedAt({ id }) {
      const { users } = await readKit(psa)
      const { link } = await linkedMaster(hub, id)
      const atHub = await listUserLinks(hub, [link])
      return { product: users.some(({ organization_id }) => organization_id === id), hub: atHub.length > 0 }
    },
    async restart(part) {
      await suite.kill(part)
      await suite.start(part)
    },
    async round() {
      await psa.connect.reconcile()
    },
    async lapse() {
      const { approval } = hub.config.lifetimes
      await lapseTenantLinks({ db: hub.db, now: () => Date.now() + approval })
    },
    async check(approvals) {
      const { hub: atHub, products } = await readTables()
      checkTables({ hub: atHub, products }, ['psa-us'], false)
      const isMeant = ({ state }: { readonly state: string }) => approvals === 'are settled' || state !== 'approved'
      const feeds = await hub.db.selectFrom('hub_feeds').select(['deployment', 'last']).execute()
      const head = feeds.find(({ deployment }) => deployment === 'psa-us')?.last ?? 0
      checkAgreed({ hub: { ...atHub, links: atHub.links.filter(isMeant) }, products }, [head])
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([hub[Symbol.asyncDispose](), psa[Symbol.asyncDispose]()])
      await suite[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The organization's one master, and its link with the PSA. */
async function linkedMaster(hub: OpenHub, organization: string) {
  const [listed] = await listMembers(hub, organization as OrganizationId)
  const [link] = await listActiveLinks(hub, organization as OrganizationId)
  if (!listed || !link) throw new Error(`${organization} is not connected`)
  return { member: listed.id, link: link.id }
}

/** One that is not in the databases yet. */
export function aCompany(psa: string) {
  const id = `c${randomBytes(5).toString('hex')}`
  const key = encodeBase32(randomBytes(20))
  const username = `master@${id}.example`
  const account = { username, name: 'Master', role: 'master', key, about: '' } as const
  const admin = { username: 'admin', name: 'Admin', role: 'admin' } as const
  const request = {
    organization: { id, name: `${id} MSP`, accounts: [account], moduleUrls: {} },
    tenants: { 'psa-us': { company: id, name: `${id} MSP`, invited: true, employees: [admin] } },
  }
  return { id, psa, account: { username, code: authenticator(key) }, visitor: openVisitor(), request }
}

async function readLines(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}

/**
 * Polls until `work` no longer throws.
 *
 * @throws what it threw last
 */
export async function untilItHolds(work: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + WAIT_LIMIT
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (performance.now() > deadline) throw error
    }
    await rest(50)
  }
}
