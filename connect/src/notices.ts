import type { Notice } from './api.ts'
import { newId } from './ids.ts'
import type { Kit } from './kit.ts'
import { withNotice } from './paths.ts'

/** Milliseconds for which a notice can be read. */
const NOTICE_AGE = 600_000

/** Leaves a notice for the page that a ceremony leads to. @returns the address of that page with it */
export async function leaveNotice(
  kit: Pick<Kit<unknown>, 'store' | 'now' | 'product' | 'log'>,
  path: string,
  notice: Notice,
): Promise<URL> {
  const { kind, code, reference } = notice
  kit.log({ level: 'info', event: kind === 'refused' ? 'ceremony_refused' : 'ceremony_done', code, reference })
  const id = newId('ntc')
  await kit.store.records.notices.insert(id, notice, kit.now())
  return new URL(withNotice(path, id), kit.product.origin)
}

/** @returns null when unknown or too old to mean what the person sees now */
export async function findNotice(
  kit: Pick<Kit<unknown>, 'store' | 'now'>,
  id: string | null | undefined,
): Promise<Notice | null> {
  return id ? kit.store.records.notices.find(id, kit.now() - NOTICE_AGE) : null
}
