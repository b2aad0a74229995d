import {
  href,
  LIST,
  listFields,
  type ListPlace,
  listPlaceQuery,
  readChoice,
  readListPlace,
  readSearch,
} from '@lanyard/ui'
import type { Context } from 'hono'
import { isModuleId, type ModuleId } from '../../ids.ts'
import { usualOrder } from '../../people/members/list-members.ts'
import { type MemberFilter, type MemberSorting, memberSortings } from '../../people/members/listed-member.ts'
import { readForm } from '../forms.ts'
import { routes } from '../routes.ts'

/** Which part of the list a person looks at, as its address says. */
export interface MemberListQuery extends ListPlace<MemberSorting> {
  readonly filter: MemberFilter
}

const STATUSES = ['active', 'inactive', 'invited'] as const
const ROLES = ['master', 'member'] as const
const SECOND_FACTORS = ['set_up', 'missing'] as const

export function readListQuery(parameters: URLSearchParams): MemberListQuery {
  return {
    filter: {
      search: readSearch(parameters),
      status: readChoice(parameters, 'status', STATUSES),
      role: readChoice(parameters, 'role', ROLES),
      secondFactor: readChoice(parameters, 'second_factor', SECOND_FACTORS),
      notLinked: readNotLinked(parameters.get('not_linked')),
    },
    ...readListPlace(parameters, memberSortings, usualOrder),
  }
}

function readNotLinked(text: string | null): ModuleId | 'any' | undefined {
  return text === 'any' || (text !== null && isModuleId(text)) ? text : undefined
}

/** Everything that is not as usual. */
export function listQuery({ filter, ...place }: MemberListQuery) {
  return { ...filterQuery(filter), ...listPlaceQuery(place, usualOrder) }
}

/** The same people without a place: all of them. */
export function filterQuery({ search, status, role, secondFactor, notLinked }: MemberFilter) {
  return { search, status, role, second_factor: secondFactor, not_linked: notLinked }
}

/** Where that part of the list is shown. */
export function addressOfList(query: MemberListQuery): string {
  return href(routes.adminSettings.members, {}, listQuery(query))
}

/** For a form on the list, or on a page that it leads to; {@link readList} reads it. */
export function fieldsOfList(query: MemberListQuery) {
  return listFields(listQuery(query))
}

/** The part of the list that a button stood on; a request that does not say comes from the whole of it. */
export async function readList(c: Context): Promise<MemberListQuery> {
  const isForm = c.req.method !== 'GET' && c.req.header('content-type') !== undefined
  const text = isForm ? (await readForm(c)).get(LIST) : c.req.query(LIST)
  return readListQuery(new URLSearchParams(text))
}
