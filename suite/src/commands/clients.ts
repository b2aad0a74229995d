import { addClient } from '@lanyard/hub/src/people/organizations/add-client.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { name, optionalText, organizationId, text, typed } from './arguments.ts'
import { readJwks } from './catalogue.ts'
import { command } from './command.ts'

const METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const
const ALGORITHMS = ['ES256', 'RS256'] as const

export const addClientCommand = command({
  name: 'client add',
  arguments:
    'NAME --redirect-uri URI [--post-logout-redirect-uri URI] [--backchannel-logout-uri URI] ' +
    '[--auth client_secret_basic|client_secret_post|private_key_jwt|none] [--jwks FILE] ' +
    '[--id-token-alg ES256|RS256] [--without-pkce] [--third-party] [--organization ORG]',
  places: ['name'],
  options: {
    'redirect-uri': { type: 'string', multiple: true },
    'post-logout-redirect-uri': { type: 'string', multiple: true },
    'backchannel-logout-uri': { type: 'string' },
    auth: { type: 'string' },
    jwks: { type: 'string' },
    'id-token-alg': { type: 'string' },
    'without-pkce': { type: 'boolean' },
    'third-party': { type: 'boolean' },
    organization: { type: 'string' },
  },
  input: z.strictObject({
    name,
    'redirect-uri': z.array(text, { error: messages.operator.required }).min(1, messages.operator.required),
    'post-logout-redirect-uri': z.array(text).default([]),
    'backchannel-logout-uri': optionalText,
    auth: z
      .enum(METHODS, { error: ({ input }) => messages.operator.notOneOf(String(input), METHODS) })
      .default('client_secret_basic'),
    jwks: typed.optional(),
    'id-token-alg': z
      .enum(ALGORITHMS, { error: ({ input }) => messages.operator.notOneOf(String(input), ALGORITHMS) })
      .default('ES256'),
    'without-pkce': z.boolean().default(false),
    'third-party': z.boolean().default(false),
    organization: organizationId.optional(),
  }),
  async run(operator, request) {
    const backchannel = request['backchannel-logout-uri']
    const client = await addClient(await operator.hub(), {
      name: request.name,
      redirectUris: request['redirect-uri'],
      postLogoutRedirectUris: request['post-logout-redirect-uri'],
      auth: request.auth,
      idTokenAlg: request['id-token-alg'],
      withoutPkce: request['without-pkce'],
      thirdParty: request['third-party'],
      by: operator.actor,
      ...(backchannel !== undefined && { backchannelLogoutUri: backchannel }),
      ...(request.jwks !== undefined && { jwks: await readJwks(request.jwks) }),
      ...(request.organization !== undefined && { organization: request.organization }),
    })
    operator.say(messages.operator.clientAdded(request.name, client.secret !== null))
    return { client_id: client.id, ...(client.secret !== null && { client_secret: client.secret }) }
  },
})
