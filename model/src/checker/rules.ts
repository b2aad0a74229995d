/** The rules of docs/protocol.md, and what each one says. Each can be dropped alone, to see what it is for. */
export const RULES = {
  HUB_ONE_PER_ORG: 'the hub holds one link per module and organization',
  HUB_ONE_PER_TENANT: 'the hub holds one link per module and tenant',
  HUB_TOMBSTONE: 'an id is approved once, ever',
  HUB_KEEPS_ACTIVE: 'a new approval supersedes only what is approved, never what is active',
  HUB_CONFIRM_CAS: 'a confirm moves this id from approved to active; it never creates and never revives',
  HUB_LAPSE_CAS: 'the clock ends what is approved, never what is active',
  HUB_ANSWERS_STATE: 'the answer to a confirm is the state of the row, whatever the time',
  HUB_EVENT_SAME_COMMIT: 'a link that the hub severs ends in one commit with its event',
  MASTER_ENDS_APPROVALS: 'a master who loses that right leaves no approval behind that is not confirmed',
  HUB_RECHECKS_MASTER: 'a confirm needs the approver to be a master still',
  HUB_END_BY_ID: 'an end acts on its id, not on the tenant',
  PRODUCT_ONE_PER_TENANT: 'a product holds one link per tenant',
  PRODUCT_ONE_PER_ORG: 'a product holds one link per organization',
  PRODUCT_ACTIVATE_CAS: 'the answer "active" moves what is pending, and nothing else',
  ATTEMPT_ONCE: 'an attempt is used up in the commit that makes its link pending',
  CHECKS_AT_COMMIT: 'role and feature are read in the commit that makes a link pending',
  RIGHT_ENDS_PENDING: 'who loses the right to begin a link leaves none behind that is pending',
  CANCEL_OWES_END: 'who leaves pending by a decision of the product owes the hub an end',
  OUTBOX_SAME_COMMIT: 'the end is owed in the commit that switches off',
  OUTBOX_UNTIL_ACK: 'the end is owed until the hub has said "ended"',
  RECONCILER_REPEATS_CONFIRM: 'a round repeats the confirm, and never withdraws because the hub says "approved"',
  CONFIRM_BY_CLIENT: 'the credentials of the deployment are enough for a confirm',
  RECHECK_ACTIVE: 'active links are asked about as well',
  RECHECK_BY_ID: 'what is asked about is known ids, not a list',
  EVENT_BY_ID: 'an event acts on its id, not on the tenant',
  EVENT_ENDS_PENDING: 'an event ends a pending link as well',
  CURSOR_WITH_EFFECT: 'an event takes effect in the commit that moves the cursor',
  CURSOR_IN_ORDER: 'the cursor skips no event',
  USERS_AT_ACTIVATION: 'user links change when the link becomes active, not before',
  USERS_SAME_ORG: 'only user links of the same organization come back',
  USERS_FRESH_PROOF_WINS: 'suspended user links give way to a fresh proof',
  USERS_END_WITH_LINK: 'user links are suspended in the commit that ends their link',
  USER_PROOF_NAMES_LINK: 'a user is linked by a proof that names the active link',
  USER_ONE_PER_MEMBER: 'a member is linked to one employee of a tenant',
  USER_NEVER_OVERWRITTEN: 'an employee who is linked is not linked anew',
  SIGNIN_NAMES_LINK: 'a sign-in counts for the link that its token names',
  SIGNIN_CHECKS_AT_COMMIT: 'link and user link are read in the commit that begins the session',
  SESSION_NAMES_LINK: 'a session names its link and ends with it',
  FEATURE_ENDS_SESSIONS: 'sessions end in the commit that withdraws the feature',
  UNKNOWN_SUSPENDS: 'the answer "unknown" suspends an active link, and does not end it',
  UNKNOWN_OWES_END: 'the answer "unknown" ends a pending link, and the product owes the end',
  SUSPENSION_ENDS_SESSIONS: 'sessions end in the commit that suspends their link',
  SUSPENDED_REFUSES_PROOFS: 'a suspended link takes no sign-in and no new user link',
  ACTIVE_LIFTS_SUSPENSION: 'the answer "active" lifts a suspension',
  MEMBER_EPOCH: 'a sign-in is refused whose epoch is lower than the highest known',
} as const

export type Rule = keyof typeof RULES

/** Which rules a world keeps. */
export type KeptRules = Readonly<Record<Rule, boolean>>

export const ruleNames = Object.keys(RULES) as Rule[]

export function keepAllBut(dropped: readonly Rule[] = []): KeptRules {
  return Object.fromEntries(ruleNames.map((rule) => [rule, !dropped.includes(rule)])) as Record<Rule, boolean>
}
