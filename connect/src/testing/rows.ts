import type { LinkingAttempt, SignInAttempt } from '../records/attempts.ts'
import type { ProductSession } from '../records/product-sessions.ts'
import type { PendingLink } from '../records/tenant-links.ts'
import type { UserLink } from '../records/user-links.ts'

/** Rows to test a store with: in order as they are, and each named by what is different about it. */

export const NOW = 1_800_000_000_000
export const ISSUER = 'https://hub.example'

export function aSignIn(different: Partial<SignInAttempt> = {}): SignInAttempt {
  return {
    id: 'att_1',
    kind: 'sign_in',
    secretHash: 'hash',
    auditId: 'AUDIT-ID-OF-ONE-ACT',
    startedAt: NOW,
    expiresAt: NOW + 600_000,
    consumedAt: null,
    landing: null,
    target: '/tickets',
    question: null,
    ...different,
  }
}

export function aLinking(different: Partial<LinkingAttempt> = {}): LinkingAttempt {
  const { target: _target, question: _question, kind: _kind, ...common } = aSignIn()
  return {
    ...common,
    id: 'lnk_1',
    kind: 'link_tenant',
    tenantId: 'ten_1',
    userId: 'usr_1',
    sessionId: 'ses_1',
    ...different,
  }
}

export function aPendingLink(different: Partial<PendingLink> = {}): PendingLink {
  return {
    id: 'lnk_1',
    tenantId: 'ten_1',
    issuer: ISSUER,
    organizationId: 'alder',
    organizationName: 'Alder MSP',
    adminUserId: 'usr_1',
    adminName: 'Admin',
    member: { subject: 'acc_1', accountName: 'master@alder.example', epoch: 1 },
    auditId: 'AUDIT-ID-OF-ONE-ACT',
    pendingAt: NOW,
    state: 'pending',
    tries: 0,
    nextTryAt: NOW,
    ...different,
  }
}

export function aUserLink(different: Partial<UserLink> = {}): UserLink {
  return {
    id: `uln_${different.userId ?? 'usr_1'}_${different.subject ?? 'acc_1'}`,
    tenantId: 'ten_1',
    userId: 'usr_1',
    issuer: ISSUER,
    organizationId: 'alder',
    organizationName: 'Alder MSP',
    subject: 'acc_1',
    accountName: 'tech@alder.example',
    memberEpoch: 1,
    state: 'active',
    linkId: 'lnk_1',
    linkedAt: NOW,
    lastUsedAt: null,
    ...different,
  }
}

export function aSession(different: Partial<ProductSession> = {}): ProductSession {
  return {
    id: 'pse_1',
    tenantId: 'ten_1',
    userId: 'usr_1',
    linkId: 'lnk_1',
    issuer: ISSUER,
    organizationId: 'alder',
    subject: 'acc_1',
    sid: null,
    memberEpoch: 1,
    issuedAt: NOW,
    startedAt: NOW,
    seenAt: NOW,
    expiresAt: NOW + 1000,
    apps: null,
    ...different,
  }
}
