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
}

export async function openWorld(dialect: TestDialect, { asks }: { readonly asks: boolean }): Promise<World> {
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
    uninvited: asks ? await anUninvitedCompany(psa) : null,
    async [Symbol.asyncDispose]() {
      await psa[Symbol.asyncDispose]()
      await hub[Symbol.asyncDispose]()
    },
  }
}

async function anUninvitedCompany(psa: TestPsa): Promise<TestCompany> {
  const company = await aCompany(psa, { company: 'birch', invited: false })
  return { ...company, tech: await anEmployee(psa, company.tenant, { username: 'second', role: 'admin' }) }
}

/** The name at the hub of one who is linked, and of the session there by which they log in. */
export const subjectOf = ({ tech }: TestCompany) => `sub_${tech.id}`
export const SID = 'session-at-the-hub'
/** The password that the person has after they set one. */
export const NEXT = 'another-lanyard-password'
