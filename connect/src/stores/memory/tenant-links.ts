import type { ActiveLink, EndedLink, PendingLink, TenantLink, TenantLinkRecords } from '../../records/tenant-links.ts'
import type { Use } from './state.ts'
import { change, findIn } from './state.ts'

export function tenantLinkRecords(use: Use): TenantLinkRecords {
  return {
    takePlace: async (link) =>
      use(({ tenantLinks }) => {
        const rival = findIn(
          tenantLinks,
          (other) => isHeld(other) && (isOfTenant(other, link) || isSameSide(other, link)),
        )
        if (rival || tenantLinks.has(link.id)) return false
        tenantLinks.set(link.id, link)
        return true
      }),

    find: async (id) => use(({ tenantLinks }) => tenantLinks.get(id) ?? null),

    findHeldOfTenant: async (tenantId) =>
      use(
        ({ tenantLinks }) =>
          tenantLinks
            .values()
            .filter(isHeld)
            .find((link) => isOfTenant(link, { tenantId })) ?? null,
      ),

    findHeldOfOrganization: async (issuer, organizationId) =>
      use(
        ({ tenantLinks }) =>
          tenantLinks
            .values()
            .filter(isHeld)
            .find((link) => isSameSide(link, { issuer, organizationId })) ?? null,
      ),

    findPendingOfAdmin: async (userId) =>
      use(
        ({ tenantLinks }) =>
          tenantLinks
            .values()
            .filter(isPending)
            .find(({ adminUserId }) => adminUserId === userId) ?? null,
      ),

    lockActive: async (issuer, organizationId) =>
      use(
        ({ tenantLinks }) =>
          tenantLinks
            .values()
            .filter(isActive)
            .find((link) => isSameSide(link, { issuer, organizationId })) ?? null,
      ),

    activate: async (id, at, moduleUrl) =>
      use(({ tenantLinks }) => {
        const link = tenantLinks.get(id)
        if (link?.state !== 'pending') return null
        const rest = common(link)
        const checked = { activeAt: at, checkedAt: at, suspendedAt: null }
        const active: ActiveLink = { ...rest, ...checked, state: 'active', moduleUrl }
        tenantLinks.set(id, active)
        return active
      }),

    end: async (id, { at, by, reason }, from = ['pending', 'active']) =>
      use(({ tenantLinks }) => {
        const link = tenantLinks.get(id)
        if (!link || !isHeld(link) || !from.includes(link.state)) return null
        const ended: EndedLink = {
          ...common(link),
          state: 'ended',
          activeAt: link.state === 'active' ? link.activeAt : null,
          endedAt: at,
          endedBy: by,
          endedReason: reason,
        }
        tenantLinks.set(id, ended)
        return ended
      }),

    suspend: async (id, at) =>
      use(({ tenantLinks }) => {
        const link = tenantLinks.get(id)
        if (link?.state !== 'active' || link.suspendedAt !== null) return null
        const suspended: ActiveLink = { ...link, suspendedAt: at, checkedAt: at }
        tenantLinks.set(id, suspended)
        return suspended
      }),

    resume: async (id, at) =>
      use(({ tenantLinks }) => {
        const link = tenantLinks.get(id)
        if (link?.state !== 'active' || link.suspendedAt === null) return null
        const resumed: ActiveLink = { ...link, suspendedAt: null, checkedAt: at }
        tenantLinks.set(id, resumed)
        return resumed
      }),

    suspendedCheckedBefore: async (instant, most) =>
      use(({ tenantLinks }) =>
        tenantLinks
          .values()
          .filter(isSuspended)
          .filter((link) => link.checkedAt < instant)
          .toArray()
          .toSorted((one, other) => one.checkedAt - other.checkedAt)
          .slice(0, most),
      ),

    countSuspended: async () => use(({ tenantLinks }) => tenantLinks.values().filter(isSuspended).toArray().length),

    noteChecked: async ({ id, checkedAt }, at, moduleUrl) =>
      use(({ tenantLinks }) => {
        const link = tenantLinks.get(id)
        if (link?.state !== 'active' || link.checkedAt !== checkedAt) return
        tenantLinks.set(id, { ...link, checkedAt: at, moduleUrl: moduleUrl ?? link.moduleUrl })
      }),

    forgetChecks: async () =>
      use(({ tenantLinks }) => {
        const active = tenantLinks.values().filter(isActive).toArray()
        for (const link of active) tenantLinks.set(link.id, { ...link, checkedAt: 0 })
        return active.length
      }),

    noteOrganizationName: async (id, organizationName) =>
      use(({ tenantLinks }) => {
        const link = tenantLinks.get(id)
        if (link && isHeld(link)) tenantLinks.set(id, { ...link, organizationName })
      }),

    duePending: async (at, most) =>
      use(({ tenantLinks }) =>
        tenantLinks
          .values()
          .filter(isPending)
          .filter((link) => link.nextTryAt <= at)
          .toArray()
          .toSorted((one, other) => one.nextTryAt - other.nextTryAt)
          .slice(0, most),
      ),

    postpone: async ({ id, tries }, nextTryAt) =>
      use(({ tenantLinks }) => {
        const link = tenantLinks.get(id)
        if (link?.state !== 'pending' || link.tries !== tries) return false
        tenantLinks.set(id, { ...link, tries: tries + 1, nextTryAt })
        return true
      }),

    activeCheckedBefore: async (instant, most = Number.MAX_SAFE_INTEGER) =>
      use(({ tenantLinks }) =>
        tenantLinks
          .values()
          .filter(isActive)
          .filter((link) => link.checkedAt < instant)
          .toArray()
          .toSorted((one, other) => one.checkedAt - other.checkedAt)
          .slice(0, most),
      ),

    adoptIssuer: async (former, issuer) =>
      use(({ tenantLinks }) => {
        change(
          tenantLinks,
          (link) => former.includes(link.issuer),
          (link) => ({ ...link, issuer }),
        )
      }),
  }
}

const isPending = (link: TenantLink): link is PendingLink => link.state === 'pending'
const isActive = (link: TenantLink): link is ActiveLink => link.state === 'active'
const isSuspended = (link: TenantLink): link is ActiveLink => isActive(link) && link.suspendedAt !== null
const isHeld = (link: TenantLink): link is PendingLink | ActiveLink => link.state !== 'ended'

const isOfTenant = (link: TenantLink, { tenantId }: Pick<TenantLink, 'tenantId'>) => link.tenantId === tenantId

const isSameSide = (link: TenantLink, { issuer, organizationId }: Pick<TenantLink, 'issuer' | 'organizationId'>) =>
  link.issuer === issuer && link.organizationId === organizationId

function common(link: TenantLink) {
  const { id, tenantId, issuer, organizationId, organizationName, adminUserId, adminName, member, auditId, pendingAt } =
    link
  return { id, tenantId, issuer, organizationId, organizationName, adminUserId, adminName, member, auditId, pendingAt }
}
