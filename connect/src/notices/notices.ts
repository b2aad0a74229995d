import type { HostSession } from '../api/host.ts'
import { cookie, readCookie } from '../http/cookies.ts'
import { withNotice } from '../http/paths.ts'
import { redirect } from '../http/responses.ts'
import { newId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { KeptNotice, Notice, NoticeCode, NoticeLinks, RefusalCode } from '../records/notice.ts'
import type { Records } from '../records/store.ts'

/** Milliseconds for which a notice can be read. */
const NOTICE_AGE = 600_000

/** A page of the host, and what goes along to it. */
export interface HostPage {
  readonly path: string
  readonly cookies?: readonly string[]
}

/** Leaves a notice for the page that a ceremony leads to, and leads there. */
export async function leaveNotice(
  kit: Pick<Kit<unknown>, 'store' | 'now' | 'product' | 'log'>,
  to: HostPage,
  notice: KeptNotice,
): Promise<Response> {
  logNotice(kit, notice)
  const id = newId('ntc')
  await kit.store.records.notices.insert(id, notice, kit.now())
  return lead(kit, to, id)
}

/**
 * The same for a refusal. One without a name in it, as anyone can bring it about without end, is written down nowhere
 * (T45).
 * One that names an account or an organization to a person with a session is for them: the browser may be another's next.
 */
export async function leaveRefusal(
  kit: Pick<Kit<unknown>, 'store' | 'seal' | 'now' | 'product' | 'log'>,
  to: HostPage,
  refusal: Omit<KeptNotice, 'kind'> & { readonly code: RefusalCode },
): Promise<Response> {
  const isNameless = Object.keys(refusal.details).length === 0 || refusal.code === 'clocks_differ'
  const notice = { kind: 'refused', ...refusal } as const
  return isNameless ? sealNotice(kit, to, notice) : leaveNotice(kit, to, notice)
}

/** What a notice says that is written down nowhere. */
type Sealed = Omit<Notice, 'details'> & Partial<Pick<Notice, 'details'>>

/** Such a notice is its own id, sealed, and says nothing of a person. */
export function sealNotice(
  kit: Pick<Kit<unknown>, 'seal' | 'now' | 'product' | 'log'>,
  to: HostPage,
  { kind, code, reference, details = {} }: Sealed,
): Response {
  logNotice(kit, { kind, code, reference })
  return lead(kit, to, SEALED + kit.seal.close([kit.now(), code, reference, details, kind], 'notice'))
}

function logNotice(
  { log }: Pick<Kit<unknown>, 'log'>,
  { kind, code, reference }: Pick<Notice, 'kind' | 'code' | 'reference'>,
): void {
  log({ level: 'info', event: kind === 'refused' ? 'ceremony_refused' : 'ceremony_done', code, reference })
}

/** The address names the notice, too, for hosts that find it by that. */
function lead(kit: Pick<Kit<unknown>, 'product'>, { path, cookies = [] }: HostPage, id: string): Response {
  const to = new URL(withNotice(path, id), kit.product.origin)
  return redirect(to, [...cookies, cookie(kit, nameOfCookie(kit), id, NOTICE_AGE / 1000)])
}

const SEALED = 'ntv_'

type SealedFields = [at: number, NoticeCode, reference: string, Notice['details']?, Notice['kind']?]

function openNotice(kit: Pick<Kit<unknown>, 'seal' | 'now'>, id: string): Notice | null {
  const value = kit.seal.open(id.slice(SEALED.length), 'notice')
  if (!Array.isArray(value)) return null
  // The version before sealed no details, and refusals alone.
  const [at, code, reference, details = {}, kind = 'refused'] = value as SealedFields
  return kit.now() - at < NOTICE_AGE ? { kind, code, reference, details } : null
}

const isNoticeId = (id: string): boolean => /^[\w-]{1,100}$/.test(id)

type Visitor = Pick<HostSession, 'tenantId' | 'userId'>

/** Successes of links. One that does not say of which was kept by the version before: no reader is known to be its own. */
const ABOUT_LINKS: ReadonlySet<NoticeCode> = new Set([
  'tenant_linked',
  'tenant_and_user_linked',
  'user_linked',
  'connecting',
  'already_connected',
])

/**
 * A success is told while its links stand, as this reading finds them: the notice is written after the commit that made
 * them, and stays at its address after one that ends them.
 *
 * @param visitor undefined if the host does not say who reads
 * @returns null when unknown or too old to mean what the person sees now
 */
export async function findNotice(
  kit: Pick<Kit<unknown>, 'store' | 'now' | 'seal'>,
  id: string | null | undefined,
  visitor?: Visitor | null,
): Promise<Notice | null> {
  if (id?.startsWith(SEALED)) return openNotice(kit, id)
  // Anyone may ask for any text; what is no id at all, such as a NUL, is not for the database.
  if (!id || !isNoticeId(id)) return null
  const { records } = kit.store
  const kept = await records.notices.find(id, kit.now() - NOTICE_AGE)
  if (!kept) return null
  const { about, ...notice } = kept
  if (about === undefined) return visitor !== undefined && ABOUT_LINKS.has(notice.code) ? null : notice
  return isAbout(about, visitor) && (await stand(records, about)) ? notice : null
}

/**
 * The notice that this browser was led to, and the cookies by which it is told this once. Where none is to be told to
 * this visitor now, the browser keeps what it has.
 */
export async function takeNotice(
  kit: Pick<Kit<unknown>, 'store' | 'now' | 'seal' | 'product'>,
  request: Pick<Request, 'headers'>,
  visitor: Visitor | null,
): Promise<{ readonly notice: Notice | null; readonly cookies: readonly string[] }> {
  const notice = await findNotice(kit, readCookie(kit, request, nameOfCookie(kit)), visitor)
  return { notice, cookies: notice === null ? [] : [cookie(kit, nameOfCookie(kit), '', 0)] }
}

function nameOfCookie({ product }: Pick<Kit<unknown>, 'product'>): string {
  return `connect-notice-${product.deployment}`
}

function isAbout({ tenantId, userId, userLink }: NoticeLinks, visitor: Visitor | null | undefined): boolean {
  if (visitor === undefined) return true
  if (visitor?.tenantId !== tenantId) return false
  if (userId !== undefined && userId !== visitor.userId) return false
  return userLink === undefined || userLink.userId === visitor.userId
}

async function stand({ tenantLinks, userLinks }: Records, { tenantLinkId, userLink }: NoticeLinks): Promise<boolean> {
  if (tenantLinkId !== undefined) {
    const link = await tenantLinks.find(tenantLinkId)
    if (link?.state !== 'pending' && (link?.state !== 'active' || link.suspendedAt !== null)) return false
  }
  if (userLink === undefined) return true
  const own = await userLinks.findOfUser(userLink.userId)
  return own?.id === userLink.id && own.state === 'active'
}
