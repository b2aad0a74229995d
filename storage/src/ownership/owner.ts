import type { Kysely } from 'kysely'
import type { MigrationSource } from '../migrate.ts'

/** Whose a database is. */
export interface Owner {
  /** `hub`, `psa`, `rmm`. */
  readonly part: string
  /** A product's deployment at the hub; null for the hub. */
  readonly deployment: string | null
  /** The hub's issuer: its own, or the one that a product is linked by. */
  readonly issuer: string
}

/** A database as a part's configuration has it. */
export interface OwnDatabase<Schema> {
  /** The variable that names the location; messages begin with it. */
  readonly variable: string
  readonly location: string
  readonly owner: Owner
  /** Other names of `owner.issuer`: a database that was written under one of them is the same hub's. */
  readonly formerIssuers: readonly string[]
  /** What the part keeps in it. The first source is the part's own; no other part has one of that name. */
  readonly sources: readonly MigrationSource[]
  /** The part's other database, which may be this one on PostgreSQL. */
  readonly beside?: OtherHalf
  /** What tells the issuer of a database that an earlier version filled, which says nothing of its owner. */
  readonly earlier?: EarlierRows<Schema>
}

export interface EarlierRows<Schema> {
  /** The source whose tables are read, where they are there. */
  readonly source: string
  readonly findIssuers: (db: Kysely<Schema>) => Promise<readonly string[]>
}

export interface OtherHalf {
  /** Its own source. */
  readonly source: string
  /** Which of both is written first where they share a database. */
  readonly first: 'this' | 'other'
}

/** `hub@https://id.example`, `psa-us@https://id.example`: how commands name an owner. */
export function ownerName({ part, deployment, issuer }: Owner): string {
  return `${deployment ?? part}@${issuer}`
}

/** For messages. */
export function describeOwner({ part, deployment, issuer }: Owner): string {
  return deployment === null ? `the hub ${issuer}` : `${part} deployment ${deployment} of the hub ${issuer}`
}

export function isSameOwner(one: Owner, other: Owner): boolean {
  return one.part === other.part && one.deployment === other.deployment && one.issuer === other.issuer
}
