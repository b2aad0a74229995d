import { z } from 'zod'
import { messages } from '../messages/en.ts'
import type { Operator } from '../operator.ts'
import { newNameOptions, newNames, given } from './accounts.ts'
import { companyWord, name, optionalText, text } from './arguments.ts'
import { command } from './command.ts'

const words = messages.operator

export const inviteTenantCommand = command({
  name: 'tenant invite',
  arguments: 'DEPLOYMENT TENANT',
  places: ['deployment', 'tenant'],
  input: z.strictObject({ deployment: text, tenant: text }),
  async run(operator, { deployment, tenant }) {
    const product = await operator.product(deployment)
    const { changed, since } = await product.invite(tenant)
    operator.say(
      changed ? words.tenantInvited(tenant, deployment) : words.already(words.isInvited(tenant, deployment), since),
    )
    return { deployment, tenant, invited: true, changed }
  },
})

/** Shows what it touches, and does nothing without `--yes` (A3). */
export const withdrawTenant = command({
  name: 'tenant withdraw',
  arguments: 'DEPLOYMENT TENANT [--yes] [--end-links]',
  places: ['deployment', 'tenant'],
  options: { yes: { type: 'boolean' }, 'end-links': { type: 'boolean' } },
  input: z.strictObject({
    deployment: text,
    tenant: text,
    yes: z.boolean().default(false),
    'end-links': z.boolean().default(false),
  }),
  async run(operator, { deployment, tenant, yes, 'end-links': endLinks }) {
    const product = await operator.product(deployment)
    const { links, sessions } = await product.previewWithdrawal(tenant)
    operator.say(words.withdrawal(tenant, links, sessions))
    if (!yes) {
      operator.say(words.withdrawalAsks(endLinks))
      return { deployment, tenant, withdrawn: false, links, sessions, needs: '--yes' }
    }
    const { sessionsEnded, changed, since } = await product.withdraw(tenant, endLinks)
    operator.say(
      changed ? words.withdrawn(tenant, endLinks, sessionsEnded) : words.already(words.isWithdrawn(tenant), since),
    )
    return {
      deployment,
      tenant,
      withdrawn: true,
      changed,
      links,
      sessions,
      links_ended: endLinks && changed,
      sessions_ended: sessionsEnded,
    }
  },
})

export const listRequests = command({
  name: 'tenant requests',
  arguments: 'DEPLOYMENT [TENANT]',
  places: ['deployment', 'tenant'],
  input: z.strictObject({ deployment: text, tenant: optionalText }),
  async run(operator, { deployment, tenant }) {
    const requests = await (await operator.product(deployment)).listRequests(tenant)
    if (requests.length === 0) operator.say(words.noRequests)
    for (const request of requests) operator.say(words.request(request.tenant, request.name, request.requested_at))
    return { deployment, requests }
  },
})

export const renameTenantCommand = command({
  name: 'tenant rename',
  arguments: 'DEPLOYMENT TENANT [NAME] [--company NEW]',
  places: ['deployment', 'tenant', 'name'],
  options: { company: { type: 'string' } },
  input: z.strictObject({ deployment: text, tenant: text, name: name.optional(), company: companyWord.optional() }),
  async run(operator, { deployment, tenant, ...names }) {
    const renamed = await (await operator.product(deployment)).renameTenant(tenant, given(names))
    operator.say(words.renamed(tenant, `${renamed.name}, ${renamed.company}`, renamed.changed))
    sayWritten(operator, names.company, renamed.company)
    return { deployment, tenant: renamed.company, name: renamed.name, id: renamed.id, changed: renamed.changed }
  },
})

export const renameEmployeeCommand = command({
  name: 'employee rename',
  arguments: 'DEPLOYMENT TENANT USERNAME [NAME] [--username NEW] [--email EMAIL]',
  places: ['deployment', 'tenant', 'employee', 'name'],
  options: newNameOptions,
  input: z.strictObject({ deployment: text, tenant: text, employee: text, ...newNames }),
  async run(operator, { deployment, tenant, employee, ...names }) {
    const renamed = await (await operator.product(deployment)).renameEmployee(tenant, employee, given(names))
    operator.say(words.renamed(employee, `${renamed.name}, ${renamed.username}`, renamed.changed))
    sayWritten(operator, names.username, renamed.username)
    return { deployment, tenant, ...renamed }
  },
})

/** Products compare these words without regard to case, and keep them in small letters. */
function sayWritten(operator: Operator, given: string | undefined, kept: string): void {
  if (given !== undefined && given !== kept) operator.say(words.writtenAs(given, kept))
}
