/**
 * What a person has shown before an act.
 *
 * `fresh`: the PSA password, or both factors at the hub, within ten minutes; `password`: the PSA password with the act itself;
 * `session`: a live session; `mailed_link`: the secret of a link that was mailed to them.
 */
export type Proof = 'fresh' | 'password' | 'session' | 'mailed_link'

/** Who may do an act; everyone who is left out is refused. The operator is held by the command line, never by freshness. */
export interface Rule {
  /** An active admin of the company. */
  readonly admin?: Proof
  /** The person whom the act is about. */
  readonly own?: Proof
  /** The person who runs the suite: the commands. */
  readonly operator?: true
}

/**
 * Every act of the PSA, and who may do it: `permit` reads it at the operation, pages read it before they show a form, and
 * `recordAct` takes no act that is not here. Kept in step with `docs/acts.md` by a test.
 */
export const rules = {
  'client.created': { operator: true },
  'contact.created': { operator: true },
  'employee.activated': { admin: 'fresh', operator: true },
  'employee.created': { admin: 'fresh', operator: true },
  'employee.deactivated': { admin: 'fresh', operator: true },
  'employee.deleted': { admin: 'fresh', operator: true },
  'employee.made_contact': { admin: 'fresh', operator: true },
  'employee.names_erased': { operator: true },
  'employee.renamed': { operator: true },
  'invitation.given': { operator: true },
  'invitation.requested': { admin: 'session' },
  'invitation.withdrawn': { operator: true },
  'link_policy.changed': { admin: 'fresh' },
  'local_sessions.changed': { admin: 'fresh' },
  'password.changed': { own: 'password' },
  'password.reset': { own: 'mailed_link' },
  'sign_on.disabled': { own: 'password' },
  'sign_on.switched_off': { admin: 'password' },
  'tenant.created': { operator: true },
  'tenant.renamed': { operator: true },
} as const satisfies Record<string, Rule>

export type ActName = keyof typeof rules
