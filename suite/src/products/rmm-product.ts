import { inviteCompany, listInvitationRequests, withdrawInvitation } from '@lanyard/example-rmm/src/invitations.ts'
import {
  findCompany,
  findCompanyByName,
  findPersonOf,
  renameCompany,
  renamePerson,
} from '@lanyard/example-rmm/src/people.ts'
import type { Company } from '@lanyard/example-rmm/src/people.ts'
import type { Rmm } from '@lanyard/example-rmm/src/rmm.ts'
import { isUniqueViolation } from '@lanyard/storage'
import { messages } from '../messages/en.ts'
import { Refused } from '../refused.ts'
import type { Product } from './product.ts'
import { eraseKitNames, listKitActs } from './product-audit.ts'
import { listProductLinks } from './product-links.ts'

export function rmmProduct(rmm: Rmm): Product {
  const getCompany = async (name: string): Promise<Company> => {
    const company = await findCompanyByName(rmm.db, name)
    if (company === null) throw new Refused('tenant_not_found', messages.operator.noTenant(name))
    return company
  }

  return {
    async invite(name) {
      return { changed: await inviteCompany(rmm, await getCompany(name)), since: null }
    },
    async previewWithdrawal(name) {
      const company = await getCompany(name)
      if (company.feature === 'off') throw new Refused('not_invited', messages.operator.notInvited(name))
      const { linkedUserIds, sessions } = await rmm.signOn.previewSwitchOff(company.id)
      return { links: linkedUserIds.length, sessions }
    },
    async withdraw(name, endLinks) {
      const sessionsEnded = await withdrawInvitation(rmm, await getCompany(name), { endLinks })
      return { sessionsEnded: sessionsEnded ?? 0, changed: sessionsEnded !== null, since: null }
    },
    async listRequests(name) {
      const asked = name === undefined ? undefined : await getCompany(name)
      const requests = await listInvitationRequests(rmm)
      const wanted = requests.filter(({ company }) => asked === undefined || company === asked.company)
      return wanted.map(({ company, name, requestedAt }) => ({
        tenant: company,
        name,
        requested_at: new Date(Number(requestedAt)).toISOString(),
      }))
    },
    async renameTenant(name, names) {
      const before = await getCompany(name)
      const renamed = await refuseIfTaken(renameCompany(rmm.db, before, names), () => [
        'company_taken',
        messages.operator.companyTaken(names.company ?? name),
      ])
      const { id, company } = renamed
      return { id, company, name: renamed.name, changed: company !== before.company || renamed.name !== before.name }
    },
    async renameEmployee(name, username, { username: newUsername, name: newName, email }) {
      if (email !== undefined) throw new Refused('no_mail', messages.operator.noAddresses)
      const company = await getCompany(name)
      const before = await findPersonOf(rmm.db, company, username)
      const renaming = renamePerson(rmm.db, company, username, { username: newUsername, name: newName })
      const person = await refuseIfTaken(renaming, () => [
        'username_taken',
        messages.operator.usernameTaken(newUsername ?? username, name),
      ])
      if (person === null) throw new Refused('employee_not_found', messages.operator.noEmployee(username, name))
      const changed = before?.username !== person.username || before.name !== person.name
      return { id: person.id, username: person.username, name: person.name, changed }
    },
    listLinks() {
      const nameOf = async (id: string) => (await findCompany(rmm.db, id))?.name ?? id
      return listProductLinks(rmm.db, nameOf)
    },
    outbox: null,
    listActs: (auditId) => listKitActs(rmm.db, auditId),
    eraseNames: (user) => eraseKitNames(rmm.db, user),
    seals: null,
  }
}

/** @throws {Refused} where another company or person has that name */
async function refuseIfTaken<Result>(renaming: Promise<Result>, refusal: () => [code: string, message: string]) {
  try {
    return await renaming
  } catch (error) {
    throw isUniqueViolation(error) ? new Refused(...refusal()) : error
  }
}
