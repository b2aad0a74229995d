import { href, type Html, shell } from '@lanyard/ui'
import type { Context } from 'hono'
import { listAccounts } from '../../people/accounts/find-account.ts'
import { revealNextCode } from '../../people/factors/reveal-next-code.ts'
import { wordMail } from '../../messages/en/mails.ts'
import { pages } from '../../messages/en/pages.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { mailPage } from './mail-page.ts'
import { phonesPage } from './phones-page.ts'

const words = pages.demo
const EVERY_SECONDS = 2

/** The phones of the demo's people. */
export async function showPhones(c: Context<SiteEnv>, site: Site): Promise<Response> {
  const accounts = await listAccounts(site.hub)
  const phones = await Promise.all(
    accounts.map(async ({ id, username }) => ({ username, code: await revealNextCode(site.hub, id) })),
  )
  const address = href(routes.demo.phones)
  const main = phonesPage({ phones, address, everySeconds: EVERY_SECONDS })
  return sendPage(c, site, {
    title: words.phonesTitle,
    body: demoShell(site, address, main),
    refreshWithoutScript: EVERY_SECONDS,
  })
}

/** Their mailbox. */
export async function showMail(c: Context<SiteEnv>, site: Site): Promise<Response> {
  const notices = await listNotices(site.hub)
  const mails = notices.map((notice) => ({ ...notice, ...wordMail(notice, site.brand.name) }))
  const body = demoShell(site, href(routes.demo.mail), mailPage({ mails }))
  return sendPage(c, site, { title: words.mailTitle, body })
}

function demoShell({ brand }: Site, current: string, main: Html): Html {
  const items = [
    { label: words.phonesTitle, href: href(routes.demo.phones) },
    { label: words.mailTitle, href: href(routes.demo.mail) },
  ]
  return shell({
    brand,
    home: href(routes.home),
    navigation: items.map((item) => ({ ...item, current: item.href === current })),
    main,
  })
}
