import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { dialectOf } from './open-database.ts'

/** The table of {@link loopOnOneNode}, which a part makes by a migration of its own. */
export interface LoopClaimTables {
  /** `free_at`: from when on, by the database's clock, a node may take the loop's next turn. */
  loop_claims: { loop: string; holder: string; free_at: number }
}

/** As `Loop` of `@lanyard/running`. */
interface OneNodeLoop {
  readonly name: string
  /** Milliseconds from the end of a turn, by whichever node, to the next one. */
  readonly every: number
  /** Milliseconds that a turn may take: so long no other node takes it, should its own die. */
  readonly longest: number
  readonly turn: (signal: AbortSignal) => Promise<unknown>
}

/** Milliseconds: how often a node looks whether a turn is due. */
const LOOK_EVERY = 60_000

/**
 * A loop whose turns are wasted work where several nodes take them: of all that share a database one takes each turn.
 * The others look once a minute, so when a node dies in its turn another one takes it `longest` and a minute later at
 * the latest. Only for work that may wait so long, and that does no harm when a node that was given up comes back.
 *
 * The database's clock alone is asked, so nodes' clocks may differ.
 */
export function loopOnOneNode<Schema extends LoopClaimTables>(
  db: Kysely<Schema>,
  { name, every, longest, turn }: OneNodeLoop,
): OneNodeLoop {
  const release = async (holder: string, after: number) => {
    await sql`update loop_claims set free_at = ${now(db)} + ${after}
      where loop = ${name} and holder = ${holder}`.execute(db)
  }
  return {
    name,
    every: Math.min(every, LOOK_EVERY),
    longest,
    async turn(signal) {
      const holder = randomBytes(16).toString('base64url')
      if (!(await claim(db, { loop: name, holder, every, longest }))) return
      try {
        await turn(signal)
      } catch (error) {
        await release(holder, signal.aborted ? 0 : Math.min(every, LOOK_EVERY))
        throw error
      }
      // A turn that was told to stop has not done all. A little less than `every`, so that no node looks just too early.
      await release(holder, signal.aborted ? 0 : Math.floor(every * 0.9))
    },
  }
}

/** @returns false where another node has the turn, or it is not due */
async function claim<Schema extends LoopClaimTables>(
  db: Kysely<Schema>,
  { loop, holder, every, longest }: Pick<OneNodeLoop, 'every' | 'longest'> & { loop: string; holder: string },
): Promise<boolean> {
  // What lies further ahead than any claim was made by a clock that has gone back since.
  const furthest = Math.max(every, longest)
  const { rows } = await sql`insert into loop_claims (loop, holder, free_at)
    values (${loop}, ${holder}, ${now(db)} + ${longest})
    on conflict (loop) do update set holder = excluded.holder, free_at = excluded.free_at
    where loop_claims.free_at <= excluded.free_at - ${longest}
      or loop_claims.free_at > excluded.free_at - ${longest} + ${furthest}
    returning loop`.execute(db)
  return rows.length === 1
}

function now<Schema>(db: Kysely<Schema>) {
  return dialectOf(db) === 'postgres'
    ? sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
    : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
}
