import { readFile } from 'node:fs/promises'
import type { PublicJwk } from '@lanyard/hub/src/clients/client.ts'
import { addDeployment } from '@lanyard/hub/src/modules/add-deployment.ts'
import { addModule } from '@lanyard/hub/src/modules/add-module.ts'
import { addSubscription } from '@lanyard/hub/src/modules/add-subscription.ts'
import { listModules } from '@lanyard/hub/src/modules/catalogue.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { moduleId, optionalText, organizationId, text } from './arguments.ts'
import { command, UsageError } from './command.ts'

export const addModuleCommand = command({
  name: 'module add',
  arguments: 'ID NAME',
  places: ['id', 'name'],
  input: z.strictObject({ id: text, name: text }),
  async run(operator, { id, name }) {
    const hub = await operator.hub()
    const modules = await listModules(hub)
    const position = modules.find((module) => module.id === id)?.position ?? modules.length
    const module = await addModule(hub, { id, name, position })
    operator.say(messages.operator.moduleAdded(module.name))
    return { ...module }
  },
})

export const addDeploymentCommand = command({
  name: 'deployment add',
  arguments: 'MODULE REGION ORIGIN [--jwks FILE]',
  places: ['module', 'region', 'origin'],
  options: { jwks: { type: 'string' } },
  input: z.strictObject({ module: text, region: text, origin: text, jwks: optionalText }),
  async run(operator, { jwks, ...wish }) {
    const keys = jwks === undefined ? [] : (await readJwks(jwks)).keys
    const deployment = await addDeployment(await operator.hub(), { ...wish, keys, by: operator.actor })
    operator.say(messages.operator.deploymentAdded(deployment.id, wish.origin))
    return { ...deployment, client_id: deployment.id }
  },
})

export const addSubscriptionCommand = command({
  name: 'subscription add',
  arguments: 'ORG MODULE',
  places: ['organization', 'module'],
  input: z.strictObject({ organization: organizationId, module: moduleId }),
  async run(operator, wish) {
    await addSubscription(await operator.hub(), { ...wish, by: operator.actor })
    operator.say(messages.operator.subscribed(wish.organization, wish.module))
    return wish
  },
})

const jwk: z.ZodType<PublicJwk> = z.looseObject({ kty: z.string() })
const jwks = z.object({ keys: z.array(jwk).min(1) })

/** A file with public keys (RFC 7517), a set or a single one. */
export async function readJwks(file: string): Promise<{ readonly keys: readonly PublicJwk[] }> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'))
    const single = jwk.safeParse(content)
    return single.success ? { keys: [single.data] } : jwks.parse(content)
  } catch (cause) {
    throw new UsageError(messages.operator.noJwks(file), { cause })
  }
}
