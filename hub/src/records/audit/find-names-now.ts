import type { NamesThen, NameThen } from '@lanyard/storage/audit-chain'
import { type RawBuilder, sql } from 'kysely'
import type { Hub } from '../../hub.ts'
import type { SubjectKind } from '../acts/subjects.ts'

/** A row of `audit` before its names are known. */
interface Unnamed {
  readonly actor: string
  readonly subject: string
  readonly account: string | null
  readonly kind: SubjectKind
}

/** An id with what it is the id of: other kinds may have the same id. */
type Named = readonly [kind: SubjectKind, id: string]

interface Found {
  readonly kind: string
  readonly id: string
  readonly name: string | null
  readonly person: string | null
  /** Of a link: the module and the region of its company. */
  readonly product: string | null
  readonly region: string | null
}

/**
 * What the people and things in acts are called in this transaction, by the part that they have: `actor`, `subject`, `person`
 * for whom it is about where the subject is no person, and `product` and `region` of the company that a link leads to.
 * One statement reads them all, because a login waits for it. What an act says of oneself is named once, as its actor.
 */
export async function findNamesNow(hub: Pick<Hub, 'db'>, acts: readonly Unnamed[]): Promise<readonly NamesThen[]> {
  const wanted = acts.map(partsOf)
  const found = await read(
    hub,
    wanted.flatMap((parts) => Object.values(parts)),
  )
  return wanted.map((parts) => {
    const names = Object.entries(parts).flatMap(([role, [kind, id]]): (readonly [string, NameThen])[] => {
      const row = found.get(`${kind} ${id}`)
      if (row === undefined) return []
      const { name, person, product, region } = row
      const things = Object.entries({ product, region }).map(
        ([what, text]) => [what, { name: text, person: null }] as const,
      )
      return [[role, { name, person }] as const, ...things].flatMap(([what, { name, person }]) =>
        name === null || name === '' ? [] : [[what, { name, person }] as const],
      )
    })
    return Object.fromEntries(names)
  })
}

function partsOf({ actor, subject, account, kind }: Unnamed): Readonly<Record<string, Named>> {
  const [, of = '', id = ''] = /^(account|member|deployment|provisioning):(.+)$/.exec(actor) ?? []
  const isOwn = actor === `account:${account ?? ''}`
  const isPerson = kind === 'account' || kind === 'member' || kind === 'invitation'
  return {
    ...(id !== '' && { actor: [of === 'provisioning' ? 'token' : (of as SubjectKind), id] as const }),
    ...(!(isOwn && subject === account) && { subject: [kind, subject] as const }),
    ...(account !== null && !isPerson && !isOwn && { person: ['account', account] as const }),
  }
}

/** Ids of the other kinds have no name of their own. */
const QUERIES: Partial<Record<SubjectKind, (ids: RawBuilder<unknown>) => RawBuilder<unknown>>> = {
  account: (ids) => sql`select 'account', id, name, id, null, null from accounts where id in ${ids}`,
  client: (ids) => sql`select 'client', id, name, null, null, null from clients where id in ${ids}`,
  deployment: (
    ids,
  ) => sql`select 'deployment', deployments.id, modules.name || ' ' || upper(deployments.region), null, null, null
    from deployments join modules on modules.id = deployments.module where deployments.id in ${ids}`,
  invitation: (ids) => sql`select 'invitation', invitations.id, coalesce(nullif(accounts.name, ''), members.email),
    coalesce(members.account, members.id), null, null
    from invitations join members on members.id = invitations.member left join accounts on accounts.id = members.account
    where invitations.id in ${ids}`,
  link: (ids) => sql`select 'link', tenant_links.id, tenant_links.tenant_name, null, modules.name, deployments.region
    from tenant_links join deployments on deployments.id = tenant_links.deployment
    join modules on modules.id = tenant_links.module where tenant_links.id in ${ids}`,
  member: (ids) => sql`select 'member', members.id, coalesce(nullif(accounts.name, ''), members.email),
    coalesce(members.account, members.id), null, null
    from members left join accounts on accounts.id = members.account where members.id in ${ids}`,
  module: (ids) => sql`select 'module', id, name, null, null, null from modules where id in ${ids}`,
  organization: (ids) => sql`select 'organization', id, name, null, null, null from organizations where id in ${ids}`,
  token: (ids) => sql`select 'token', id, name, null, null, null from provisioning_tokens where id in ${ids}`,
}

async function read(hub: Pick<Hub, 'db'>, wanted: readonly Named[]): Promise<ReadonlyMap<string, Found>> {
  const parts = [...Map.groupBy(wanted, ([kind]) => kind)].flatMap(([kind, named]) => {
    const ids = [...new Set(named.map(([, id]) => id))]
    const query = QUERIES[kind]?.(sql`(${sql.join(ids)})`)
    return query === undefined ? [] : [query]
  })
  if (parts.length === 0) return new Map()
  // The first part names the columns, and gives those that are null in it their type.
  const none = sql`select '' as kind, '' as id, '' as name, '' as person, '' as product, '' as region where 1 = 0`
  const { rows } = await sql<Found>`${sql.join([none, ...parts], sql` union all `)}`.execute(hub.db)
  return new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]))
}
