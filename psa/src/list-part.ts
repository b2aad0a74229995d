/** How a list is sorted. */
export interface ListOrder<By extends string> {
  readonly by: By
  readonly descending: boolean
}

/** A part of a list. */
export interface ListPart<By extends string> {
  /** How many are passed over. */
  readonly first: number
  readonly most: number
  readonly order: ListOrder<By>
}

export interface ListedPart<Row> {
  readonly rows: readonly Row[]
  /** How many fit, in every part. */
  readonly total: number
}
