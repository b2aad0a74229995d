import type { NoticeKind } from '../notices/notice.ts'

/**
 * What a person has shown before an act.
 *
 * `fresh`: both factors within `lifetimes.fresh`; `session`: a live session, begun with both factors; `log_in`: the login or
 * ceremony of which the act is a part; `mailed_link`: the secret of a link that was mailed to them.
 */
export type Proof = 'fresh' | 'session' | 'log_in' | 'mailed_link'

/** Who may do an act; everyone who is left out is refused. Machines are held by their scope, never by freshness. */
export interface Rule {
  /** An active master of the organization. */
  readonly master?: Proof
  /** The person whom the act is about. */
  readonly own?: Proof
  /** A directory, in the organization of its token. */
  readonly directory?: true
  /** A product, under its own credentials. */
  readonly product?: true
  /** The person who runs the suite: the commands. */
  readonly operator?: true
  /** The hub itself: a clock, or what follows from another act. */
  readonly hub?: true
  /** Mails that the act sends. */
  readonly tells?: readonly NoticeKind[]
}
