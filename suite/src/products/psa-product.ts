import type { Kysely } from 'kysely'
import type { ConnectTables } from '@lanyard/connect/kysely'
import { findEmployeeByUsername } from '@lanyard/psa/src/employees/find-employee.ts'
import { renameEmployee } from '@lanyard/psa/src/employees/rename-employee.ts'
import { auditSources } from '@lanyard/psa/src/audit/audit-source.ts'
import { eraseNamesOf } from '@lanyard/psa/src/audit/erase-names-of.ts'
import { listOwnActs } from '@lanyard/psa/src/audit/list-acts.ts'
import type { TenantId, UserId } from '@lanyard/psa/src/ids.ts'
import { listInvitationRequests } from '@lanyard/psa/src/invitation-requests/invitation-requests.ts'
import { inviteTenant } from '@lanyard/psa/src/invitations/invite-tenant.ts'
import { previewWithdraw, withdrawInvitation } from '@lanyard/psa/src/invitations/withdraw-invitation.ts'
import { countMails } from '@lanyard/psa/src/mail/count-mails.ts'
import { retryMails } from '@lanyard/psa/src/mail/retry-mails.ts'
import type { Psa } from '@lanyard/psa/src/psa.ts'
import { findTenant, getTenantByCompany } from '@lanyard/psa/src/tenants/find-tenant.ts'
import { renameTenant } from '@lanyard/psa/src/tenants/rename-tenant.ts'
import { findSeals, listChains, verifyChain } from '@lanyard/storage/audit-chain'
import { messages } from '../messages/en.ts'
import { Refused } from '../refused.ts'
import { outboxLeadsTo } from './outbox-leads-to.ts'
import type { Product } from './product.ts'
import { listKitActs, listTenantsOf } from './product-audit.ts'
import { listProductLinks } from './product-links.ts'

export function psaProduct(psa: Psa): Product {
  // The kit's tables are beside the PSA's.
  const kit = psa.db as unknown as Kysely<ConnectTables>
  return {
    async invite(company) {
      const since = await inviteTenant(psa, { company })
      return { changed: since === null, since }
    },
    previewWithdrawal: (company) => previewWithdraw(psa, { company }),
    async withdraw(company, endLinks) {
      const { sessionsEnded, withdrawnBefore } = await withdrawInvitation(psa, { company, endLinks })
      return { sessionsEnded, changed: withdrawnBefore === null, since: withdrawnBefore }
    },
    async listRequests(company) {
      const asked = company === undefined ? undefined : await getTenantByCompany(psa, company)
      const requests = await listInvitationRequests(psa)
      const wanted = requests.filter((request) => asked === undefined || request.company === asked.company)
      return wanted.map(({ company, name, requestedBy, requestedAt }) => ({
        tenant: company,
        name,
        requested_by: requestedBy,
        requested_at: new Date(requestedAt).toISOString(),
      }))
    },
    renameTenant: (company, { company: newCompany, name: newName }) =>
      renameTenant(psa, { company, newCompany, newName }),
    async renameEmployee(company, username, names) {
      const tenant = await getTenantByCompany(psa, company)
      const employee = await findEmployeeByUsername(psa, tenant.id, username)
      if (employee === null) throw new Refused('employee_not_found', messages.operator.noEmployee(username, company))
      const renamed = await renameEmployee(psa, { employee, ...names, by: 'operator' })
      return { id: renamed.id, username: renamed.username, name: renamed.name, changed: renamed !== employee }
    },
    listLinks() {
      const nameOf = async (id: string) => (await findTenant(psa, id as TenantId))?.name ?? id
      return listProductLinks(kit, nameOf)
    },
    async listActs(auditId) {
      const acts = [...(await listKitActs(kit, auditId)), ...(await listOwnActs(psa, auditId))]
      const seals = await findSeals(
        psa.db,
        acts.map(({ id }) => id),
      )
      return acts.map(({ id, ...act }) => ({ ...act, seal: seals.get(id) ?? null }))
    },
    eraseNames: (user) => eraseNamesOf(psa, user as UserId),
    seals: {
      listChains: async (organization) =>
        organization === undefined ? listChains(psa.db, auditSources) : listTenantsOf(kit, organization),
      verify: (chain, heads) => verifyChain(psa.db, chain, { sources: auditSources, heads }),
    },
    outbox: { count: () => countMails(psa), retry: () => retryMails(psa), leadsTo: outboxLeadsTo(psa.config) },
  }
}
