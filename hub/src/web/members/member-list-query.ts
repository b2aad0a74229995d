import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { isModuleId, type ModuleId } from '../../ids.ts'
import { MEMBERS_PER_PAGE, usualOrder } from '../../people/members/list-members.ts'
import { type MemberFilter, type MemberOrder, memberSortings } from '../../people/members/listed-member.ts'
import { readForm } from '../forms.ts'
import { routes } from '../routes.ts'

/** Which part of the list a person looks at, as its address says. */
export interface MemberListQuery {
  readonly filter: MemberFilter
  /** From 1. */
  readonly page: number
  /** How many people a page shows. */
  readonly size: number
  readonly order: MemberOrder
}

/** The field, also of an address, that tells which part of the list a button was pressed on. */
export const LIST = 'list'

export const pageSizes = [25, MEMBERS_PER_PAGE, 100, 200] as const

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
      notLinked: readNotLinked(parameters.get('not_linked')),
    },
    page: Number.isSafeInteger(page) && page > 0 && page < 100_000 ? page : 1,
    size: pageSizes.find((size) => String(size) === parameters.get('size')) ?? MEMBERS_PER_PAGE,
    order: {
      by: chosen('sort', memberSortings) ?? usualOrder.by,
      descending: parameters.get('order') === 'descending',
    },
  }
}

function readNotLinked(text: string | null): ModuleId | 'any' | undefined {
  return text === 'any' || (text !== null && isModuleId(text)) ? text : undefined
}

/** Everything that is not as usual. */
export function listQuery({ filter, page, size, order }: MemberListQuery) {
  const { search, status, role, secondFactor, notLinked } = filter
  return {
    search: search || undefined,
    status,
    role,
    second_factor: secondFactor,
    not_linked: notLinked,
    sort: order.by === usualOrder.by ? undefined : order.by,
    order: order.descending ? 'descending' : undefined,
    size: size === MEMBERS_PER_PAGE ? undefined : String(size),
    page: page > 1 ? String(page) : undefined,
  }
}

/** Where that part of the list is shown. */
export function addressOfList(query: MemberListQuery): string {
  return href(routes.adminSettings.members, {}, listQuery(query))
}

/** For the field {@link LIST}; {@link readList} reads it. */
export function listQueryText(query: MemberListQuery): string {
  return href('', {}, listQuery(query)).slice(1)
}

/** The part of the list that a button stood on; a request that does not say comes from the whole of it. */
export async function readList(c: Context): Promise<MemberListQuery> {
  const isForm = c.req.method !== 'GET' && c.req.header('content-type') !== undefined
  const text = isForm ? (await readForm(c)).get(LIST) : c.req.query(LIST)
  return readListQuery(new URLSearchParams(text))
}

export function isFiltered({ search, ...choices }: MemberFilter): boolean {
  return Boolean(search) || Object.values(choices).some((choice) => choice !== undefined)
}
