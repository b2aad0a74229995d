import { randomBytes } from 'node:crypto'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Chosen by the operator, `alder`; never changes and is never given to another organization. */
export type OrganizationId = Branded<'organization'>
/** `acc_…`: a person at the hub, and the `sub` of every token about them. */
export type AccountId = Branded<'account'>
/** `mem_…`: one person in one organization. */
export type MemberId = Branded<'member'>
export type InvitationId = Branded<'invitation'>
export type AuthenticatorId = Branded<'authenticator'>
/** `pky_…`: a passkey of an account. */
export type PasskeyId = Branded<'passkey'>
export type NoticeId = Branded<'notice'>
/** `lgo_…`: a logout that one client has to hear of. */
export type LogoutId = Branded<'logout'>
/** `prv_…`: a token by which a directory outside the hub administers one organization. */
export type ProvisioningTokenId = Branded<'provisioning token'>
/** `psa`, `rmm`. */
export type ModuleId = Branded<'module'>
/** `MODULE-REGION`, `psa-us`; also the deployment's OAuth client id. */
export type DeploymentId = Branded<'deployment'>
/** Made by a product, 128 bits of chance; one linking attempt and whatever becomes of it. */
export type LinkId = Branded<'link'>
/** Made by the side that begins an act; the same in the audit rows of both sides. */
export type AuditId = Branded<'audit'>

interface Prefixes {
  acc: AccountId
  mem: MemberId
  inv: InvitationId
  aut: AuthenticatorId
  pky: PasskeyId
  ntc: NoticeId
  lgo: LogoutId
  prv: ProvisioningTokenId
  aud: AuditId
}

/** A fresh id that no one can guess: the prefix and 128 bits. */
export function newId<Prefix extends keyof Prefixes>(prefix: Prefix): Prefixes[Prefix] {
  return `${prefix}_${randomBytes(16).toString('base64url')}` as Prefixes[Prefix]
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const OPAQUE = /^[A-Za-z0-9_-]{16,100}$/

export function isOrganizationId(text: string): text is OrganizationId {
  return NAME.test(text)
}

export function isModuleId(text: string): text is ModuleId {
  return NAME.test(text)
}

export function isDeploymentId(text: string): text is DeploymentId {
  return NAME.test(text)
}

export function isAccountId(text: string): text is AccountId {
  return /^acc_[A-Za-z0-9_-]{22}$/.test(text)
}

export function isAuthenticatorId(text: string): text is AuthenticatorId {
  return /^aut_[A-Za-z0-9_-]{22}$/.test(text)
}

export function isPasskeyId(text: string): text is PasskeyId {
  return /^pky_[A-Za-z0-9_-]{22}$/.test(text)
}

export function isMemberId(text: string): text is MemberId {
  return /^mem_[A-Za-z0-9_-]{22}$/.test(text)
}

export function isProvisioningTokenId(text: string): text is ProvisioningTokenId {
  return /^prv_[A-Za-z0-9_-]{22}$/.test(text)
}

/** Products in any language make link ids, so their form is kept open: enough letters for 128 bits, nothing that needs escaping. */
export function isLinkId(text: string): text is LinkId {
  return OPAQUE.test(text)
}

export function isAuditId(text: string): text is AuditId {
  return OPAQUE.test(text)
}
