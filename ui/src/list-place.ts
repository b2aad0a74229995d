import { href, type Query } from './href.ts'
import type { ListOrder } from './table.ts'

/** Which page of a list is shown, how many rows it has, and in which order: what every list has in its address. */
export interface ListPlace<By extends string = string> {
  /** From 1. */
  readonly page: number
  readonly size: number
  readonly order: ListOrder<By>
}

/** The field, also of an address, that tells which part of a list a button was pressed on. */
export const LIST = 'list'

/** How many rows a page may show. */
export const pageSizes = [25, 50, 100, 200] as const

const USUAL_SIZE = 50

const LAST_PAGE = 99_999

const LONGEST_SEARCH = 100

/** A page that cannot be, and what is no choice of the form, is passed over. */
export function readListPlace<By extends string>(
  parameters: URLSearchParams,
  sortings: readonly By[],
  usual: ListOrder<By>,
): ListPlace<By> {
  const page = Number(parameters.get('page'))
  return {
    page: Number.isInteger(page) && page > 0 && page <= LAST_PAGE ? page : 1,
    size: pageSizes.find((size) => String(size) === parameters.get('size')) ?? USUAL_SIZE,
    order: {
      by: readChoice(parameters, 'sort', sortings) ?? usual.by,
      descending: parameters.get('order') === 'descending',
    },
  }
}

/** Everything of a place that is not as usual; {@link readListPlace} reads it. */
export function listPlaceQuery({ page, size, order }: ListPlace, usual: ListOrder) {
  return {
    sort: order.by === usual.by ? undefined : order.by,
    order: order.descending ? 'descending' : undefined,
    size: size === USUAL_SIZE ? undefined : String(size),
    page: page > 1 ? String(page) : undefined,
  }
}

export function readChoice<Value extends string>(
  parameters: URLSearchParams,
  name: string,
  values: readonly Value[],
): Value | undefined {
  return values.find((value) => value === parameters.get(name))
}

/** What is looked for, without a NUL: PostgreSQL takes none, and one inside {@link LIST} passes the check of the address. */
export function readSearch(parameters: URLSearchParams): string | undefined {
  return parameters.get('search')?.replaceAll('\0', '').trim().slice(0, LONGEST_SEARCH) || undefined
}

export function isFiltered(filter: object): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

/** Fields of a form that bring the part of the list that it stands on along. */
export function listFields(query: Query) {
  return { [LIST]: href('', {}, query).slice(1) || undefined }
}

/**
 * What a list has at a place, or on its last page where it has fewer; `here` is the place that is shown.
 *
 * @param read passes over the `first` rows, and takes `most` at most; `total` is how many fit on all pages
 */
export async function listAt<Place extends ListPlace, Row>(
  place: Place,
  read: (part: {
    readonly first: number
    readonly most: number
    readonly order: Place['order']
  }) => Promise<{ readonly rows: readonly Row[]; readonly total: number }>,
) {
  const at = ({ page, size, order }: Place) => read({ first: (page - 1) * size, most: size, order })
  const asked = await at(place)
  const here = { ...place, page: Math.min(place.page, lastPageOf(place, asked.total)) }
  return { here, ...(here.page === place.page ? asked : await at(here)) }
}

export function lastPageOf({ size }: Pick<ListPlace, 'size'>, total: number): number {
  return Math.max(1, Math.ceil(total / size))
}
