import { keysOf, resembling } from '@lanyard/storage/name-keys'
import { tidyCopied } from '@lanyard/text'
import type { PsaDb } from '../db/schema.ts'
import { newReplyId, type ClientId, type TenantId, type TicketId, type UserId } from '../ids.ts'
import type { ListPart } from '../list-part.ts'
import type { Reply, Ticket, Viewer } from './ticket.ts'
import { INSIDE, subjects, type TicketFilter, type TicketOrder, type TicketSorting } from './ticket-list.ts'

/** The one place where "sees" is decided: another tenant's, or another client's, ticket does not exist. */
function visibleTo(db: PsaDb, viewer: Viewer) {
  const all = db.selectFrom('tickets').where('tickets.tenant_id', '=', viewer.tenant)
  return viewer.client === null ? all : all.where('tickets.client_id', '=', viewer.client)
}

type Found = ReturnType<typeof visibleTo>

async function matching(db: PsaDb, viewer: Viewer, { search = '', status, client }: TicketFilter): Promise<Found> {
  const named = await resembling(db, subjects, { search, among: visibleTo(db, viewer).select('tickets.id') })
  const copied = tidyCopied(search)
  const number = /^#?([1-9]\d{0,14})$/.exec(copied)?.[1]
  return visibleTo(db, viewer)
    .$if(named !== null, (query) =>
      query.where((where) =>
        where.or([
          ...(named ?? []),
          where('tickets.id', '=', copied as TicketId),
          ...(number === undefined ? [] : [where('tickets.number', '=', Number(number))]),
        ]),
      ),
    )
    .$if(status !== undefined, (query) => query.where('tickets.closed_at', status === 'open' ? 'is' : 'is not', null))
    .$if(client === INSIDE, (query) => query.where('tickets.client_id', 'is', null))
    .$if(client !== undefined && client !== INSIDE, (query) =>
      query.where('tickets.client_id', '=', client as ClientId),
    )
}

function sorted(query: Found, { by, descending }: TicketOrder): Found {
  const direction = descending ? 'desc' : 'asc'
  const latestFirst = (all: Found) => all.orderBy('tickets.changed_at', 'desc').orderBy('tickets.number', 'desc')
  if (by === 'number') return query.orderBy('tickets.number', direction)
  if (by === 'changed') return query.orderBy('tickets.changed_at', direction).orderBy('tickets.number', direction)
  return latestFirst(
    query.orderBy((eb) => eb.case().when('tickets.closed_at', 'is', null).then(0).else(1).end(), direction),
  )
}

function withNames(query: Found) {
  return query
    .innerJoin('users as opener', 'opener.id', 'tickets.opened_by')
    .leftJoin('users as closer', 'closer.id', 'tickets.closed_by')
    .leftJoin('clients', 'clients.id', 'tickets.client_id')
    .select([
      'tickets.id',
      'tickets.tenant_id',
      'tickets.number',
      'tickets.client_id',
      'clients.name as client_name',
      'tickets.subject',
      'opener.name as opened_by',
      'tickets.opened_at',
      'tickets.changed_at',
      'tickets.closed_at',
      'closer.name as closed_by',
    ])
}

/** A page of them; the number decides between equals, so that none is on two pages. */
export async function listPart(
  db: PsaDb,
  viewer: Viewer,
  filter: TicketFilter,
  { first, most, order }: ListPart<TicketSorting>,
): Promise<Ticket[]> {
  const found = withNames(sorted(await matching(db, viewer, filter), order))
  return (await found.limit(most).offset(first).execute()).map(toTicket)
}

export async function count(db: PsaDb, viewer: Viewer, filter: TicketFilter): Promise<number> {
  const found = (await matching(db, viewer, filter)).select((all) => all.fn.countAll<number>().as('count'))
  return (await found.executeTakeFirstOrThrow()).count
}

export async function find(db: PsaDb, viewer: Viewer, id: TicketId): Promise<Ticket | null> {
  const row = await withNames(visibleTo(db, viewer)).where('tickets.id', '=', id).executeTakeFirst()
  return row ? toTicket(row) : null
}

export interface TicketToInsert {
  readonly id: TicketId
  readonly tenant: TenantId
  readonly number: number
  readonly client: ClientId | null
  readonly subject: string
  readonly by: UserId
  readonly at: number
}

export async function insert(db: PsaDb, ticket: TicketToInsert): Promise<void> {
  await db
    .insertInto('tickets')
    .values({
      id: ticket.id,
      tenant_id: ticket.tenant,
      number: ticket.number,
      client_id: ticket.client,
      subject: ticket.subject,
      ...keysOf({ subject: ticket.subject }),
      opened_by: ticket.by,
      opened_at: ticket.at,
      changed_at: ticket.at,
    })
    .execute()
}

/**
 * Of a reply and a closing at once, whichever comes second is refused.
 *
 * @returns the time of the change, later than the one before also where the clock did not move; null where it is closed
 */
export async function touchOpen(db: PsaDb, id: TicketId, at: number): Promise<number | null> {
  const row = await db
    .updateTable('tickets')
    .set((eb) => ({
      changed_at: eb
        .case()
        .when('changed_at', '<', at)
        .then(at)
        .else(eb('changed_at', '+', 1))
        .end(),
    }))
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning('changed_at')
    .executeTakeFirst()
  return row?.changed_at ?? null
}

/** False where the ticket is closed already. */
export async function close(db: PsaDb, id: TicketId, by: UserId, at: number): Promise<boolean> {
  const row = await db
    .updateTable('tickets')
    .set({ closed_at: at, closed_by: by, changed_at: at })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertReply(db: PsaDb, ticket: TicketId, body: string, by: UserId, at: number): Promise<void> {
  await db
    .insertInto('replies')
    .values({ id: newReplyId(), ticket_id: ticket, written_by: by, written_at: at, body })
    .execute()
}

export function listReplies(db: PsaDb, ticket: TicketId): Promise<Reply[]> {
  return db
    .selectFrom('replies')
    .innerJoin('users', 'users.id', 'replies.written_by')
    .select(['users.name as writtenBy', 'written_at as writtenAt', 'body'])
    .where('ticket_id', '=', ticket)
    .orderBy('written_at')
    .orderBy('replies.id')
    .execute()
}

type Row = Awaited<ReturnType<ReturnType<typeof withNames>['executeTakeFirstOrThrow']>>

function toTicket(row: Row): Ticket {
  const { client_id: id, client_name: name, closed_at: at, closed_by: by } = row
  return {
    id: row.id,
    tenant: row.tenant_id,
    number: row.number,
    client: id === null || name === null ? null : { id, name },
    subject: row.subject,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    closed: at === null || by === null ? null : { at, by },
  }
}
