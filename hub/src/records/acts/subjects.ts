import type { ActName } from './rules.ts'

/** What an act is done to, whose id stands as its subject. */
export type SubjectKind =
  | 'account'
  | 'authenticator'
  | 'client'
  | 'deployment'
  | 'invitation'
  | 'key'
  | 'link'
  | 'member'
  | 'module'
  | 'organization'
  | 'passkey'
  | 'session'
  | 'token'

/** What each act is done to, so that the audit finds its name, or has a word for what has none. */
export const subjects = {
  'account.cancel_email_change': 'account',
  'account.change_email': 'account',
  'account.change_profile': 'account',
  'account.change_username': 'account',
  'account.create': 'account',
  'account.delete': 'account',
  'account.rename': 'account',
  'account.request_email_change': 'account',
  'authenticator.confirm': 'authenticator',
  'authenticator.import': 'authenticator',
  'authenticator.remove': 'authenticator',
  'authenticator.rename': 'authenticator',
  'client.add': 'client',
  'client.take_back': 'client',
  'deployment.add': 'deployment',
  'invitation.accept': 'invitation',
  'invitation.erase_names': 'member',
  'invitation.send': 'invitation',
  'invitation.void': 'invitation',
  'invitation.withdraw': 'member',
  'member.activate': 'member',
  'member.add': 'member',
  'member.deactivate': 'member',
  'member.end_sessions': 'member',
  'member.make_master': 'member',
  'member.make_member': 'member',
  'member.remove': 'member',
  'module_url.set': 'module',
  'organization.create': 'organization',
  'organization.rename': 'organization',
  'organization.resume': 'organization',
  'organization.set_session_limits': 'organization',
  'organization.suspend': 'organization',
  'own_module_url.set': 'module',
  'passkey.add': 'passkey',
  'passkey.remove': 'passkey',
  'passkey.rename': 'passkey',
  'password.change': 'account',
  'password.reset': 'account',
  'password.set': 'account',
  'password_reset.mail': 'account',
  'password_reset.refuse': 'account',
  'provisioning.create': 'token',
  'provisioning.end': 'token',
  'recovery_code.use': 'account',
  'recovery_codes.replace': 'account',
  'second_factor.reset': 'account',
  'secrets.reseal': 'key',
  'session.begin': 'account',
  'session.end': 'session',
  'session.end_all': 'account',
  'session.end_others': 'account',
  'session.log_out': 'session',
  'signing_key.activate': 'key',
  'signing_key.publish': 'key',
  'signing_key.remove': 'key',
  'subscription.add': 'module',
  'tenant_link.approve': 'link',
  'tenant_link.confirm': 'link',
  'tenant_link.end': 'link',
  'tenant_link.sever': 'link',
  'user_link.report': 'link',
  'user_link.unlink': 'link',
} as const satisfies Record<ActName, SubjectKind>
