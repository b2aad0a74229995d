import type { ConnectConfig } from '../api/config.ts'

/** How Security Event Tokens for this product name who sends them, whom they are for, and whom they are about. */
export interface EventSource {
  readonly issuer: string
  readonly audience: string
  /** Issuers of the subjects: of ID tokens, or the name that its events have for the same. */
  readonly subjectIssuers: readonly string[]
  /** Is a tenant in them an organization here? Not where everyone at the issuer belongs to one. */
  readonly namesOrganizations: boolean
  /** May a token leave out what it is, or call itself `JWT`? RFC 8417 recommends the type; a hub of ours always says it. */
  readonly takesUntyped: boolean
}

export function eventSourceOf({
  issuer,
  client,
  provider,
}: Pick<ConnectConfig<unknown>, 'issuer' | 'client' | 'provider'>): EventSource {
  const { issuer: sender = issuer, audience = client.id } = provider?.securityEvents ?? {}
  return {
    issuer: sender,
    audience,
    subjectIssuers: [issuer, sender],
    namesOrganizations: provider === undefined || 'claim' in provider.organization,
    takesUntyped: provider !== undefined,
  }
}
