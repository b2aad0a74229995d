import { setTimeout as rest } from 'node:timers/promises'
import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { SECOND } from '../../clock.ts'
import { isSettled } from '../../delivery/deliveries/delivery.ts'
import { findActResult, listActResults } from '../../delivery/deliveries/list-act-results.ts'
import { isAuditId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { isMasterStill, type Viewer, type ViewerEnv } from '../viewer.ts'
import { limitStreams } from './limit-streams.ts'
import { logoutPage, logoutsPage, liveResult } from './logouts-page.ts'
import { type NotifiedAct, nameNotifiedActs, withAnswers } from './notified-acts.ts'

const PAGE = 50
const LOOK_EVERY = SECOND / 10
/** A browser that still waits then asks again by itself. */
const LOOKS = 300
/** Milliseconds after which a browser asks again where a stream broke off. */
const ASK_AGAIN = 5 * SECOND
/** Pages that one session watches at once: each looks ten times a second. */
const MOST_STREAMS = 4

const openStream = limitStreams(MOST_STREAMS)

type OfAct = Context<ViewerEnv, typeof routes.adminSettings.logout>

/** What products were told of the organization's people, and what they answered. */
export async function showLogouts(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { hub } = site
  const { organization } = c.var.viewer
  const before = readInstant(c.req.query('before')) ?? hub.now() + 1
  // One more than is shown tells whether there is a next page.
  const found = await listActResults(hub, organization.id, { before, most: PAGE + 1 })
  const shown = found.slice(0, PAGE)
  const view = {
    organization: organization.name,
    acts: await nameNotifiedActs(hub, organization, shown),
    older: found.length > PAGE ? (shown.at(-1)?.at ?? null) : null,
    isFirst: c.req.query('before') === undefined,
  }
  return sendAdminPage(c, site, { main: logoutsPage(view), width: 'table' })
}

export async function showLogout(c: OfAct, site: Site): Promise<Response> {
  return sendAdminPage(c, site, { main: logoutPage(await getView(c, site)), width: 'table' })
}

/** The same as it happens, as server-sent events. */
export async function streamLogout(c: OfAct, site: Site): Promise<Response> {
  const { viewer } = c.var
  const view = await getView(c, site)
  c.header('X-Accel-Buffering', 'no')
  const close = openStream(viewer.session.uid)
  return streamSSE(c, async (stream) => {
    stream.onAbort(close)
    try {
      await watch(stream, site, view, viewer)
    } catch (error) {
      // The answer has begun, so no other one can follow: the browser is told when to ask for it.
      site.hub.log.error({ event: 'stream_failed', path: c.req.path, error })
      await stream.write(`retry: ${ASK_AGAIN}\n\n`)
    } finally {
      close()
    }
  })
}

/** A viewer who may no longer see it sees no more: the stream ends, and the browser that asks again is refused. */
async function watch(stream: SSEStreamingApi, site: Site, view: NotifiedAct, viewer: Viewer): Promise<void> {
  let [now, last] = [view, '']
  for (let look = 0; look < LOOKS && !stream.aborted && !site.stopping.aborted; look++) {
    const state = liveResult(now).toString()
    if (state !== last) await stream.writeSSE({ data: state })
    last = state
    if (isSettled(now)) return stream.writeSSE({ event: 'settled', data: '' })
    await rest(LOOK_EVERY, undefined, { signal: site.stopping }).catch(() => undefined)
    const told = await findActResult(site.hub, viewer.organization.id, view.auditId)
    if (!(await isMasterStill(site, viewer))) return
    if (told !== null) now = withAnswers(told, view)
  }
}

/** @throws {Refusal} `not_found` also for an act of which nothing concerns the organization (T31) */
async function getView(c: OfAct, { hub }: Site): Promise<NotifiedAct> {
  const act = c.req.param('act')
  const { organization } = c.var.viewer
  const told = isAuditId(act) ? await findActResult(hub, organization.id, act) : null
  const [view] = told === null ? [] : await nameNotifiedActs(hub, organization, [told])
  if (view === undefined) throw new Refusal('not_found')
  return view
}

function readInstant(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}
