import type { AttemptSecret } from '../ids.ts'
import type { Attempt } from '../records/attempts.ts'
import type { Claims, HubAnswer } from './hub-answer.ts'

export interface AuthorizationRequest {
  readonly kind: Attempt['kind']
  readonly state: string
  readonly secret: Pick<AttemptSecret, 'nonce' | 'verifier'>
  /** What a hub is told besides; another provider takes what it knows of it. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface Expected {
  readonly kind: Attempt['kind']
  readonly state: string
  readonly secret: Pick<AttemptSecret, 'nonce' | 'verifier'>
  readonly freshSince: number | null
}

/** How a provider is asked, and how its ID tokens read: a hub's way, or any other provider's. */
export interface Dialect {
  readonly idTokenAlgorithm: string
  /** Whether its ID tokens may say that they were made earlier than they were. */
  readonly datesBack: boolean
  /** Linking requests go from server to server, which keeps what they carry out of the browser's hands (RFC 9126). */
  readonly pushesLinking: boolean
  /** Parameters of an authorization request besides those of the protocol itself. */
  ask(request: Pick<AuthorizationRequest, 'kind' | 'parameters'>): Readonly<Record<string, string>>
  /** What an ID token in order says. */
  read(claims: Claims, expected: Pick<Expected, 'kind' | 'freshSince'>): HubAnswer
}
