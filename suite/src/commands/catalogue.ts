import { readFile } from 'node:fs/promises'
import type { PublicJwk } from '@lanyard/hub/src/catalogue/clients/client.ts'
import { addDeployment } from '@lanyard/hub/src/catalogue/clients/add-deployment.ts'
import { addModule } from '@lanyard/hub/src/catalogue/modules/add-module.ts'
import { addSubscription } from '@lanyard/hub/src/people/organizations/add-subscription.ts'
import { listDeployments, listModules } from '@lanyard/hub/src/catalogue/modules/catalogue.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { moduleId, name, organizationId, text, typed } from './arguments.ts'
import { command, UsageError } from './command.ts'

const words = messages.operator

export const addModuleCommand = command({
  name: 'module add',
  arguments: 'ID NAME',
  places: ['id', 'name'],
  input: z.strictObject({ id: text, name }),
  async run(operator, { id, name }) {
    const hub = await operator.hub()
    const modules = await listModules(hub)
    const before = modules.find((module) => module.id === id)
    const module = await addModule(hub, { id, name, position: before?.position ?? modules.length })
    const changed = module.name !== before?.name
    operator.say(changed ? words.moduleAdded(module.name) : words.already(words.isInCatalogue(module.name), null))
    return { ...module, changed }
  },
})

export const addDeploymentCommand = command({
  name: 'deployment add',
  arguments: 'MODULE REGION ORIGIN [--jwks FILE]',
  places: ['module', 'region', 'origin'],
  options: { jwks: { type: 'string' } },
  input: z.strictObject({ module: text, region: text, origin: text, jwks: typed.optional() }),
  async run(operator, { jwks, ...request }) {
    const keys = jwks === undefined ? [] : (await readJwks(jwks)).keys
    const hub = await operator.hub()
    const before = (await listDeployments({ db: hub.db, config: { ...hub.config, origins: {} } })).find(
      ({ module, region }) => module === request.module && region === request.region,
    )
    const changed = before?.origin !== request.origin || keys.length > 0
    const deployment = changed ? await addDeployment(hub, { ...request, keys, by: operator.actor }) : before
    const { id } = deployment
    operator.say(
      changed ? words.deploymentAdded(id, request.origin) : words.already(words.isAt(id, request.origin), null),
    )
    return { ...deployment, client_id: id, changed }
  },
})

export const addSubscriptionCommand = command({
  name: 'subscription add',
  arguments: 'ORG MODULE',
  places: ['organization', 'module'],
  input: z.strictObject({ organization: organizationId, module: moduleId }),
  async run(operator, request) {
    const since = await addSubscription(await operator.hub(), { ...request, by: operator.actor })
    const { organization, module } = request
    operator.say(
      since === null
        ? words.subscribed(organization, module)
        : words.already(words.isSubscribed(organization, module), since),
    )
    return { ...request, changed: since === null }
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
    throw new UsageError(words.noJwks(file), { cause })
  }
}
