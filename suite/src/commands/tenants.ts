import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { newNameOptions, newNames, given } from './accounts.ts'
import { optionalText, text } from './arguments.ts'
import { command } from './command.ts'

const words = messages.operator

export const inviteTenantCommand = command({
  name: 'tenant invite',
  arguments: 'DEPLOYMENT TENANT',
  places: ['deployment', 'tenant'],
  input: z.strictObject({ deployment: text, tenant: text }),
  async run(operator, { deployment, tenant }) {
    const product = await operator.product(deployment)
    await product.invite(tenant)
    operator.say(words.tenantInvited(tenant, deployment))
    return { deployment, tenant, invited: true }
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
    const sessionsEnded = await product.withdraw(tenant, endLinks)
    operator.say(words.withdrawn(tenant, endLinks, sessionsEnded))
    return {
      deployment,
      tenant,
      withdrawn: true,
      links,
      sessions,
      links_ended: endLinks,
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
  input: z.strictObject({ deployment: text, tenant: text, name: optionalText, company: optionalText }),
  async run(operator, { deployment, tenant, ...names }) {
    const renamed = await (await operator.product(deployment)).renameTenant(tenant, given(names))
    operator.say(words.renamed(tenant, `${renamed.name}, ${renamed.company}`))
    return { deployment, tenant: renamed.company, name: renamed.name, id: renamed.id }
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
    operator.say(words.renamed(employee, `${renamed.name}, ${renamed.username}`))
    return { deployment, tenant, ...renamed }
  },
})
