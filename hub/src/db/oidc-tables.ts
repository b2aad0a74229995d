import type { Instant } from '../clock.ts'
import type { AccountId, OrganizationId } from '../ids.ts'
import type { CeremonyCode } from '../refusal.ts'

/** Tables of the short-lived database that the provider and the login keep. */
export interface OidcTables {
  sessions: SessionsTable
  session_clients: SessionClientsTable
  artifacts: ArtifactsTable
  ceremonies: CeremoniesTable
  passkey_challenges: PasskeyChallengesTable
}

export interface SessionsTable {
  /** Stays the same when the cookie's value is renewed. */
  uid: string
  /** Hash of the cookie's value; null once that value was renewed or given up. */
  id_hash: string | null
  account: AccountId | null
  /** JSON of the provider, without the cookie's value and without what `session_clients` holds. */
  payload: string
  expires_at: Instant
  ended_at: Instant | null
  /** When both factors were given; never earlier than it once was. */
  logged_in_at: Instant
  /** The last request, to the minute. */
  used_at: Instant
  /** Between two requests since the login, in milliseconds. */
  longest_pause: number
  /** Of the browser that last used it, as it names itself. */
  user_agent: string | null
  /** The network address that it was last used from. */
  address: string | null
}

export interface SessionClientsTable {
  session: string
  client: string
  payload: string
}

export interface ArtifactsTable {
  model: string
  id_hash: string
  /** JSON of the provider, without the value whose hash is the key. */
  payload: string
  grant_id: string | null
  account: AccountId | null
  /** `uid` of the session that it came of. */
  session_uid: string | null
  expires_at: Instant
  consumed_at: Instant | null
}

export interface CeremoniesTable {
  uid: string
  account: AccountId
  /** When the password was right; null for a login by passkey alone. */
  identified_at: Instant | null
  /** When the second factor was right, too; an enrolment's first code counts. */
  proven_at: Instant | null
  second_factor: 'otp' | 'recovery' | 'passkey' | 'synced_passkey' | null
  /** When the person said that the passkey's account is the one they mean. */
  confirmed_at: Instant | null
  /** JSON of {@link Terms}, as they were at the first factor; null for a login of before. */
  terms: string | null
  /** The organization that the person chose on the way. */
  organization: OrganizationId | null
  /** Envelope around the codes that a new enrolment has to show; null once they were seen. */
  recovery_codes_sealed: string | null
  /** The refusal that was shown: what "Back" delivers to the product. */
  refused_code: CeremonyCode | null
  refused_reference: string | null
  expires_at: Instant
}

/** `owner` says for what: a login (`login:UID`) or an enrolment (`enrol:SESSION`). */
export interface PasskeyChallengesTable {
  owner: string
  challenge: string
  expires_at: Instant
}
