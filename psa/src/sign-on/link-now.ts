import { href } from '@lanyard/ui'
import { routes } from '../web/routes.ts'
import type { Site } from '../web/site.ts'
import { isNotLinked } from './hub-notice.ts'

/** Where a local login leads that began on the notice "not linked yet" (A24); null for every other login. */
export async function leadsToLinkNow(site: Site, noticeId: string | null): Promise<string | null> {
  const notice = await site.connect.findNotice(noticeId)
  return notice && isNotLinked(notice) ? href(routes.mySettings, {}, { link: noticeId }) : null
}
