import { getInvitation } from '../../people/invitations/find-invitation.ts'
import type { Organization } from '../../people/organizations/organization.ts'
import { Refusal } from '../../refusal.ts'
import type { Site } from '../site.ts'
import type { Ceremony } from './ceremony.ts'

/** A place that a person without an active one may take. */
export interface Offer {
  readonly token: string
  readonly organization: Organization
}

const INVITATION = /^\/invitations\/([\w-]+)$/

/**
 * The invitation whose page led to this login at the hub; null where none did, or where it opens nothing any more. Without
 * it, a person whose last place has ended could not log in to take another one with the account that they have.
 */
export async function findOffer({ hub }: Site, { purpose, interaction }: Ceremony): Promise<Offer | null> {
  const { state } = interaction.params
  const [, token] = purpose.kind === 'hub' && typeof state === 'string' ? (INVITATION.exec(state) ?? []) : []
  if (token === undefined) return null
  try {
    const { organization } = await getInvitation(hub, token)
    return { token, organization }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
