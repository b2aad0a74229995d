import { type HostileHub, openHostileHub } from '@lanyard/connect/testing'
import type { TestDialect } from '@lanyard/storage/testing'
import { aCompany, anEmployee, type TestCompany } from '../../../testing/a-company.ts'
import { linked, ORGANIZATION, type LinkedCompany } from '../../../testing/linked.ts'
import { openTestPsa, type TestPsa } from '../../../testing/open-test-psa.ts'

/** A PSA beside a hub that lets everyone in, with a company, or two in which the same right ends. */
export interface World extends AsyncDisposable {
  readonly psa: TestPsa
  readonly hub: HostileHub
  /** Invited and linked, with everything that a right gives. */
  readonly company: TestCompany
  readonly link: LinkedCompany
  /** Neither, where a request for an invitation is tried: an admin stands where the other one has a technician. */
  readonly uninvited: TestCompany | null
  /** Still connecting, where that is tried: `tech` is an admin, who began it. */
  readonly connecting: TestCompany | null
}

/** What is tried beside the linked company. */
interface Beside {
  readonly asks: boolean
  readonly connects: boolean
}

export async function openWorld(dialect: TestDialect, { asks, connects }: Beside): Promise<World> {
  const hub = await openHostileHub()
  const psa = await openTestPsa({ issuer: hub.issuer }, dialect)
  // What the hub said before the PSA read its log for the first time ends every session.
  await psa.connect.reconcile()
  const company = await aCompany(psa)
  const link = await linked(psa, company)
  hub.ledger.approve(link.linkId, ORGANIZATION.id)
  hub.ledger.confirm(link.linkId)
  return {
    psa,
    hub,
    company,
    link,
    uninvited: asks ? await withAnotherAdmin(psa, await aCompany(psa, { company: 'birch', invited: false })) : null,
    connecting: connects ? await aConnectingCompany(psa) : null,
    async [Symbol.asyncDispose]() {
      await psa[Symbol.asyncDispose]()
      await hub[Symbol.asyncDispose]()
    },
  }
}

async function withAnotherAdmin(psa: TestPsa, company: TestCompany): Promise<TestCompany> {
  return { ...company, tech: await anEmployee(psa, company.tenant, { username: 'second', role: 'admin' }) }
}

async function aConnectingCompany(psa: TestPsa): Promise<TestCompany> {
  const company = await withAnotherAdmin(psa, await aCompany(psa, { company: 'cedar' }))
  const organization = { id: 'org_cedar', name: 'Cedar Organization' }
  await linked(psa, { ...company, admin: company.tech }, { confirmed: false, organization })
  return company
}

/** The name at the hub of one who is linked, and of the session there by which they log in. */
export const subjectOf = ({ tech }: TestCompany) => `sub_${tech.id}`
export const SID = 'session-at-the-hub'
/** The password that the person has after they set one. */
export const NEXT = 'another-lanyard-password'
