import { button } from './button.ts'
import { type Choice, select } from './choices.ts'
import { field } from './field.ts'
import { form } from './form.ts'
import type { Html } from './html.ts'

/** The parameters of a list's address. */
type ListQuery = Readonly<Record<string, string | undefined>> &
  Readonly<Record<'search' | 'sort' | 'order' | 'size', string | undefined>>

export interface ListFilterOptions<Sought extends ListQuery> {
  readonly words: Readonly<Record<'search' | 'searchHint' | 'all' | 'show', string>>
  readonly action: string
  /** What is looked for now. */
  readonly query: Sought
  /** Besides the search; each has "All" before its options. */
  readonly choices: readonly {
    readonly name: keyof Sought & string
    readonly label: string
    readonly options: readonly Choice[]
  }[]
}

/** Above a list: what it is searched for. A new filter begins at the first page, of the size and order that were chosen. */
export function listFilter<Sought extends ListQuery>({
  words,
  action,
  query,
  choices,
}: ListFilterOptions<Sought>): Html {
  const { search, sort, order, size } = query
  const all = { value: '', label: words.all }
  return form({
    action,
    method: 'get',
    layout: 'filter',
    label: words.search,
    fields: { sort, order, size },
    children: [
      field({ name: 'search', label: words.search, type: 'search', value: search, hint: words.searchHint }),
      choices.map(({ name, label, options }) =>
        select({ name, label, options: [all, ...options], value: query[name] }),
      ),
      button({ label: words.show }),
    ],
  })
}
