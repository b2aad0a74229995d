import { findLastAct } from '@lanyard/hub/src/records/audit/find-last-act.ts'
import { inviteMember } from '@lanyard/hub/src/people/invitations/invite-member.ts'
import { createOrganization } from '@lanyard/hub/src/people/organizations/create-organization.ts'
import { getOrganization } from '@lanyard/hub/src/people/organizations/find-organization.ts'
import { renameOrganization } from '@lanyard/hub/src/people/organizations/rename-organization.ts'
import { resumeOrganization, suspendOrganization } from '@lanyard/hub/src/connections/rights/suspend-organization.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { email, name, organizationId, text } from './arguments.ts'
import { command } from './command.ts'

export const createOrg = command({
  name: 'org create',
  arguments: 'ID NAME',
  places: ['id', 'name'],
  input: z.strictObject({ id: text, name }),
  async run(operator, request) {
    const { id, name } = await createOrganization(await operator.hub(), { ...request, by: operator.actor })
    operator.say(messages.operator.orgCreated(name, id))
    return { id, name }
  },
})

export const renameOrg = command({
  name: 'org rename',
  arguments: 'ORG NAME',
  places: ['organization', 'name'],
  input: z.strictObject({ organization: organizationId, name }),
  async run(operator, request) {
    const hub = await operator.hub()
    const before = await getOrganization(hub, request.organization)
    const { id, name } = await renameOrganization(hub, { ...request, by: operator.actor })
    const changed = name !== before.name
    operator.say(messages.operator.renamed(id, name, changed))
    return { id, name, changed }
  },
})

export const inviteMaster = command({
  name: 'master invite',
  arguments: 'ORG EMAIL',
  places: ['organization', 'email'],
  input: z.strictObject({ organization: organizationId, email }),
  async run(operator, request) {
    const invitation = await inviteMember(await operator.hub(), { ...request, role: 'master', by: operator.actor })
    operator.say(messages.operator.invited(request.email, invitation.link))
    return {
      organization: request.organization,
      email: request.email,
      member: invitation.member.id,
      link: invitation.link,
    }
  },
})

export const suspendOrg = command({
  name: 'org suspend',
  arguments: 'ORG',
  places: ['organization'],
  input: z.strictObject({ organization: organizationId }),
  async run(operator, { organization }) {
    const hub = await operator.hub()
    const members = await suspendOrganization(hub, { organization, by: operator.actor })
    const { suspendedAt } = await getOrganization(hub, organization)
    operator.say(
      members === null
        ? messages.operator.already(messages.operator.isSuspended(organization), suspendedAt)
        : messages.operator.orgSuspended(organization, members),
    )
    return { organization, suspended: true, members: members ?? 0, changed: members !== null }
  },
})

export const resumeOrg = command({
  name: 'org resume',
  arguments: 'ORG',
  places: ['organization'],
  input: z.strictObject({ organization: organizationId }),
  async run(operator, { organization }) {
    const hub = await operator.hub()
    const changed = (await resumeOrganization(hub, { organization, by: operator.actor })) !== null
    const act = { organization, action: 'organization.resume', subject: organization } as const
    operator.say(
      changed
        ? messages.operator.orgResumed(organization)
        : messages.operator.already(messages.operator.isOpen(organization), await findLastAct(hub, act)),
    )
    return { organization, suspended: false, changed }
  },
})
