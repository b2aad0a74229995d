import { isProvisioningTokenId } from '@lanyard/hub/src/ids.ts'
import { getOrganization } from '@lanyard/hub/src/people/organizations/find-organization.ts'
import { createToken } from '@lanyard/hub/src/people/provisioning/create-token.ts'
import { endToken } from '@lanyard/hub/src/people/provisioning/end-token.ts'
import { isSilentNow } from '@lanyard/hub/src/people/provisioning/list-directories.ts'
import { listTokens } from '@lanyard/hub/src/people/provisioning/find-token.ts'
import type { ProvisioningToken } from '@lanyard/hub/src/people/provisioning/provisioning-token.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { formatTable } from '../print-table.ts'
import { name as nameOfToken, organizationId, text } from './arguments.ts'
import { command } from './command.ts'

const words = messages.operator

export const addProvisioning = command({
  name: 'provisioning add',
  arguments: 'ORG NAME',
  places: ['organization', 'name'],
  input: z.strictObject({ organization: organizationId, name: nameOfToken }),
  async run(operator, request) {
    const hub = await operator.hub()
    const { token, secret } = await createToken(hub, { ...request, by: operator.actor })
    const url = `${hub.config.issuer}/scim/v2`
    operator.say(words.provisioningAdded(token.name, token.organization, url))
    return { id: token.id, organization: token.organization, base_url: url, token: secret }
  },
})

export const listProvisioning = command({
  name: 'provisioning list',
  arguments: 'ORG',
  places: ['organization'],
  input: z.strictObject({ organization: organizationId }),
  async run(operator, { organization }) {
    const hub = await operator.hub()
    await getOrganization(hub, organization)
    const tokens = (await listTokens(hub, organization)).map((token) => row(token, isSilentNow(hub, token)))
    const table = [words.provisioningColumns, ...tokens.map(cells)]
    operator.say(tokens.length === 0 ? words.noProvisioning(organization) : formatTable(table).join('\n'))
    return { organization, tokens }
  },
})

export const endProvisioning = command({
  name: 'provisioning end',
  arguments: 'ORG ID',
  places: ['organization', 'id'],
  input: z.strictObject({
    organization: organizationId,
    id: text.refine(isProvisioningTokenId, { error: ({ input }) => words.provisioningId(String(input)) }),
  }),
  async run(operator, { organization, id }) {
    const hub = await operator.hub()
    const before = (await listTokens(hub, organization)).find((token) => token.id === id)?.endedAt ?? null
    const { name } = await endToken(hub, { organization, token: id, by: operator.actor })
    const changed = before === null
    operator.say(
      changed
        ? words.provisioningEnded(name, organization)
        : words.already(words.isProvisioningEnded(name, organization), before),
    )
    return { id, organization, ended: true, changed }
  },
})

function row({ id, name, createdAt, lastUsedAt, endedAt }: ProvisioningToken, silent: boolean) {
  const written = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return { id, name, created: written(createdAt), last_used: written(lastUsedAt), ended: written(endedAt), silent }
}

function cells({ id, name, created, last_used: lastUsed, ended, silent }: ReturnType<typeof row>): readonly string[] {
  return [id, name, created ?? '', lastUsed ?? words.never, ended ?? '', silent ? words.silent : '']
}
