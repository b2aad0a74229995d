import type { OrganizationId } from '../../ids.ts'
import type { Member } from './member.ts'

/**
 * The terms of a person's places when they gave their factors, by organization. It travels with what came of that: the
 * unfinished login, the session, the grant. Each use of one of these compares, so an end of the right (deactivation,
 * removal, suspension, the end of the sessions) ends them by its commit, and nothing that gives the right back revives them.
 *
 * What is not named was no place then, or one whose right had never ended: it counts as 0.
 */
export type Terms = Readonly<Partial<Record<OrganizationId, number>>>

export function termsOf(memberships: readonly { readonly member: Pick<Member, 'organization' | 'term'> }[]): Terms {
  return Object.fromEntries(
    memberships.flatMap(({ member: { organization, term } }) => (term === 0 ? [] : [[organization, term]])),
  )
}

export function termIn(terms: Terms, organization: OrganizationId): number {
  return terms[organization] ?? 0
}

/** Whether what carries these terms serves the place, as far as its right goes; the status is another question. */
export function serves(terms: Terms, { organization, term }: Pick<Member, 'organization' | 'term'>): boolean {
  return termIn(terms, organization) === term
}
