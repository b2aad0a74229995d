/** A company as it came into a product's database: what links name. */
export interface SeededTenant {
  readonly id: string
  /** By username. */
  readonly userIds: ReadonlyMap<string, string>
}
