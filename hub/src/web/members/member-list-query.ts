import { href, type Query } from '@lanyard/ui'
import type { MemberFilter } from '../../people/members/listed-member.ts'
import { routes } from '../routes.ts'

/** Which part of the list a person looks at, as its address says. */
export interface MemberListQuery {
  readonly filter: MemberFilter
  /** From 1. */
  readonly page: number
}

const STATUSES = ['active', 'inactive', 'invited'] as const
const ROLES = ['master', 'member'] as const
const SECOND_FACTORS = ['set_up', 'missing'] as const

const LONGEST_SEARCH = 100

/** What is no choice of the form is passed over, and so is a page that cannot be. */
export function readListQuery(parameters: URLSearchParams): MemberListQuery {
  const chosen = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === parameters.get(name))
  const page = Number(parameters.get('page') ?? 1)
  return {
    filter: {
      search: parameters.get('search')?.trim().slice(0, LONGEST_SEARCH),
      status: chosen('status', STATUSES),
      role: chosen('role', ROLES),
      secondFactor: chosen('second_factor', SECOND_FACTORS),
    },
    page: Number.isSafeInteger(page) && page > 0 && page < 100_000 ? page : 1,
  }
}

export function listQuery({ filter, page }: MemberListQuery): Query {
  const { search, status, role, secondFactor } = filter
  return { search: search || undefined, status, role, second_factor: secondFactor, page: page > 1 ? page : undefined }
}

/** Where that part of the list is shown. */
export function addressOfList(query: MemberListQuery): string {
  return href(routes.adminSettings.members, {}, listQuery(query))
}

/** For a hidden field; {@link readListQuery} reads it. */
export function listQueryText(query: MemberListQuery): string {
  return href('', {}, listQuery(query)).slice(1)
}

export function isFiltered({ search, status, role, secondFactor }: MemberFilter): boolean {
  return Boolean(search) || [status, role, secondFactor].some((choice) => choice !== undefined)
}
