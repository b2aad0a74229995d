import { inviteMember } from '@lanyard/hub/src/invitations/invite-member.ts'
import { createOrganization } from '@lanyard/hub/src/organizations/create-organization.ts'
import { renameOrganization } from '@lanyard/hub/src/organizations/rename-organization.ts'
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
