import { inviteMember } from '@lanyard/hub/src/invitations/invite-member.ts'
import { createOrganization } from '@lanyard/hub/src/organizations/create-organization.ts'
import { renameOrganization } from '@lanyard/hub/src/organizations/rename-organization.ts'
import { resumeOrganization, suspendOrganization } from '@lanyard/hub/src/organizations/suspend-organization.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { organizationId, text } from './arguments.ts'
import { command } from './command.ts'

export const createOrg = command({
  name: 'org create',
  arguments: 'ID NAME',
  places: ['id', 'name'],
  input: z.strictObject({ id: text, name: text }),
  async run(operator, wish) {
    const { id, name } = await createOrganization(await operator.hub(), { ...wish, by: operator.actor })
    operator.say(messages.operator.orgCreated(name, id))
    return { id, name }
  },
})

export const renameOrg = command({
  name: 'org rename',
  arguments: 'ORG NAME',
  places: ['organization', 'name'],
  input: z.strictObject({ organization: organizationId, name: text }),
  async run(operator, wish) {
    const { id, name } = await renameOrganization(await operator.hub(), { ...wish, by: operator.actor })
    operator.say(messages.operator.renamed(id, name))
    return { id, name }
  },
})

export const inviteMaster = command({
  name: 'master invite',
  arguments: 'ORG EMAIL',
  places: ['organization', 'email'],
  input: z.strictObject({ organization: organizationId, email: text }),
  async run(operator, wish) {
    const invitation = await inviteMember(await operator.hub(), { ...wish, role: 'master', by: operator.actor })
    operator.say(messages.operator.invited(wish.email, invitation.link))
    return { organization: wish.organization, email: wish.email, member: invitation.member.id, link: invitation.link }
  },
})

export const suspendOrg = command({
  name: 'org suspend',
  arguments: 'ORG',
  places: ['organization'],
  input: z.strictObject({ organization: organizationId }),
  async run(operator, { organization }) {
    const members = await suspendOrganization(await operator.hub(), { organization, by: operator.actor })
    operator.say(messages.operator.orgSuspended(organization, members))
    return { organization, suspended: true, members: members ?? 0 }
  },
})

export const resumeOrg = command({
  name: 'org resume',
  arguments: 'ORG',
  places: ['organization'],
  input: z.strictObject({ organization: organizationId }),
  async run(operator, { organization }) {
    await resumeOrganization(await operator.hub(), { organization, by: operator.actor })
    operator.say(messages.operator.orgResumed(organization))
    return { organization, suspended: false }
  },
})
