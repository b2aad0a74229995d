import { aCompany, type TestCompany } from '../../../../testing/a-company.ts'
import { openTestPsa, type TestPsa } from '../../../../testing/open-test-psa.ts'
import { openTicket } from '../../../tickets/open-ticket.ts'

/** A company with a ticket of its client. */
export interface KeptWorld extends TestPsa {
  readonly company: TestCompany
  readonly ticket: string
}

export async function openKeptWorld(): Promise<KeptWorld> {
  const psa = await openTestPsa()
  const company = await aCompany(psa)
  const by = { id: company.contact.id, tenant: company.tenant.id, client: company.contact.client }
  const ticket = await openTicket(psa, { by, client: '', subject: 'Printer', body: 'It is on fire.' })
  return { ...psa, company, ticket }
}
