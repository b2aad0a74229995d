import { scim as words } from '../messages/en/scim.ts'
import { MOST_RESULTS } from './read-query.ts'
import { USER_SCHEMA } from './write-user.ts'

/** What this service can (RFC 7643 section 5). */
export function describeService(base: string) {
  const no = { supported: false }
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { ...no, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MOST_RESULTS },
    changePassword: no,
    sort: no,
    etag: no,
    authenticationSchemes: [{ type: 'oauthbearertoken', ...words.bearer }],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

/** The one kind of resource that there is (RFC 7643 section 6). */
export function describeUsers(base: string) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: words.user,
    description: words.userDescription,
    endpoint: '/Users',
    schema: USER_SCHEMA,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
  }
}

/** What a user has (RFC 7643 section 7). */
export function describeUserSchema(base: string) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id: USER_SCHEMA,
    name: words.user,
    description: words.userDescription,
    attributes: [
      { ...attribute('userName'), required: true, uniqueness: 'server' },
      attribute('displayName'),
      { ...attribute('name'), type: 'complex', subAttributes: [attribute('formatted')] },
      {
        ...attribute('emails'),
        type: 'complex',
        multiValued: true,
        subAttributes: [attribute('value'), attribute('type'), { ...attribute('primary'), type: 'boolean' }],
      },
      { ...attribute('active'), type: 'boolean', mutability: 'readWrite' },
    ],
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${USER_SCHEMA}` },
  }
}

function attribute(name: keyof typeof words.attributes) {
  return {
    name,
    type: 'string',
    multiValued: false,
    description: words.attributes[name],
    required: false,
    caseExact: false,
    mutability: 'readOnly',
    returned: 'default',
    uniqueness: 'none',
  }
}
