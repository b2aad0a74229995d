import type { Kit } from '../kit.ts'
import type { Attempt, Identity } from '../records/attempts.ts'
import type { ActiveLink } from '../records/tenant-links.ts'

/**
 * The link that a proof counts under, which has to be the active one (SIGNIN_NAMES_LINK, USER_PROOF_NAMES_LINK). A hub
 * names it in the ID token. Where the product is the only authority it is the link that was active when the attempt
 * began, so that a proof from before a link's end opens nothing under the next one.
 */
export function findNamedLink(
  { authority }: Pick<Kit<unknown>, 'authority'>,
  { startedAt }: Pick<Attempt, 'startedAt'>,
  { linkId }: Pick<Identity, 'linkId'>,
  link: Pick<ActiveLink, 'id' | 'activeAt'> | null,
): string | null {
  if (authority === 'hub') return linkId
  return link !== null && link.activeAt <= startedAt ? link.id : null
}
