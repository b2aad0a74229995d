/** What a person is in the suite (`docs/protocol.md`, "ID token"). */
const suiteClaims = [
  'org_id',
  'org_name',
  'org_role',
  'member_epoch',
  'link_id',
  'linked_elsewhere',
  'link_user',
] as const

/** Claims by scope. What stands under `openid` is in every ID token and at userinfo. */
export const claimsByScope = {
  openid: ['sub', 'acr', 'amr', 'auth_time', ...suiteClaims],
  profile: ['name', 'preferred_username', 'locale'],
  email: ['email', 'email_verified'],
}

export const grantableScopes: readonly string[] = ['openid', 'offline_access', 'profile', 'email']

export const grantableClaims: readonly string[] = Object.values(claimsByScope).flat()
