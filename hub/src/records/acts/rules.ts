import type { Rule } from './rule.ts'

/**
 * Every act of the hub, and who may do it. `permit` and `permitOwn` read it at the operation, pages read it before they show
 * a form, and `recordAct` takes no act that is not here. Kept in step with `docs/acts.md` by a test.
 *
 * An act is `fresh` for a person where it gives or ends another person's right, or changes a factor, an address, a password
 * or a link: a browser that was left open must not be enough for it (T44).
 */
export const rules = {
  'account.cancel_email_change': { own: 'session' },
  'account.change_email': { own: 'mailed_link', tells: ['email_changed'] },
  'account.change_profile': { own: 'session' },
  'account.change_username': { own: 'fresh', tells: ['account_renamed'] },
  'account.create': { hub: true, operator: true },
  'account.delete': { operator: true, tells: ['account_deleted'] },
  'account.rename': { operator: true, tells: ['account_renamed', 'email_changed'] },
  'account.request_email_change': { own: 'fresh', tells: ['email_confirmation', 'email_change_requested'] },
  'authenticator.confirm': { own: 'fresh', tells: ['authenticator_added'] },
  'authenticator.import': { operator: true },
  'authenticator.remove': { own: 'fresh', tells: ['factor_removed'] },
  'authenticator.rename': { own: 'fresh' },
  'client.add': { operator: true },
  'client.take_back': { own: 'session' },
  'deployment.add': { operator: true },
  'invitation.accept': { own: 'mailed_link' },
  'invitation.erase_names': { operator: true },
  'invitation.send': { master: 'fresh', operator: true, tells: ['invitation'] },
  'invitation.void': { hub: true },
  'invitation.withdraw': { master: 'fresh', operator: true },
  'member.activate': { master: 'fresh', directory: true, operator: true },
  'member.add': { operator: true },
  'member.deactivate': { master: 'fresh', directory: true, operator: true },
  'member.end_sessions': { master: 'fresh', own: 'session', operator: true },
  'member.make_master': { master: 'fresh', operator: true },
  'member.make_member': { master: 'fresh', operator: true },
  'member.remove': { master: 'fresh', directory: true, operator: true },
  'module_url.set': { master: 'session', operator: true },
  'organization.create': { operator: true },
  'organization.rename': { operator: true },
  'organization.resume': { operator: true },
  'organization.set_session_limits': { master: 'fresh', operator: true },
  'organization.suspend': { operator: true },
  'own_module_url.set': { own: 'session' },
  'passkey.add': { own: 'fresh', tells: ['passkey_added'] },
  'passkey.remove': { own: 'fresh', tells: ['factor_removed'] },
  'passkey.rename': { own: 'fresh' },
  'password.change': { own: 'fresh', tells: ['password_changed'] },
  'password.reset': { own: 'mailed_link', tells: ['password_changed'] },
  'password.set': { own: 'mailed_link', operator: true, tells: ['password_changed'] },
  'password_reset.mail': { hub: true, tells: ['password_reset'] },
  'password_reset.refuse': { hub: true, tells: ['password_reset_refused'] },
  'provisioning.create': { operator: true },
  'provisioning.end': { operator: true },
  'recovery_code.use': { own: 'log_in', tells: ['recovery_code_used'] },
  'recovery_codes.replace': { own: 'fresh', tells: ['recovery_codes_replaced'] },
  'second_factor.reset': { master: 'fresh', operator: true, tells: ['second_factor_reset', 'member_factor_reset'] },
  'secrets.reseal': { operator: true },
  'session.begin': { own: 'log_in', tells: ['new_device'] },
  'session.end': { own: 'session' },
  'session.end_all': { own: 'session', operator: true },
  'session.end_others': { own: 'session' },
  'session.log_out': { own: 'session' },
  'signing_key.activate': { hub: true, operator: true },
  'signing_key.publish': { hub: true, operator: true },
  'signing_key.remove': { hub: true, operator: true },
  'subscription.add': { operator: true },
  'tenant_link.approve': { master: 'log_in' },
  'tenant_link.confirm': { product: true, tells: ['tenant_linked'] },
  'tenant_link.end': { product: true, hub: true, tells: ['tenant_unlinked'] },
  'tenant_link.sever': { master: 'fresh', operator: true, tells: ['tenant_unlinked'] },
  'user_link.report': { product: true, tells: ['account_linked', 'account_unlinked'] },
  'user_link.unlink': { master: 'fresh', own: 'fresh', operator: true },
} as const satisfies Record<string, Rule>

export type ActName = keyof typeof rules

/** The rule of an act, as any other's. */
export function ruleOf(act: ActName): Rule {
  return rules[act]
}
