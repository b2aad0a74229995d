import express from 'express'
import type { Express } from 'express'
import { fileURLToPath } from 'node:url'
import { mount } from '@lanyard/connect/express'
import { answerErrors, fail, ownFormsOnly, singleFieldsOnly } from './answers.ts'
import { cleanAddress, leadToPage, ownHostOnly, protectionHeaders } from './guard.ts'
import { linkPages } from './link-pages.ts'
import { localPages } from './local-pages.ts'
import type { Rmm } from './rmm.ts'

const assets = fileURLToPath(new URL('../public/', import.meta.url))

/** A device list behind a login of its own, made linkable by three lines here, `sign-on.ts` and `link-pages.ts`. */
export function createApp(rmm: Rmm): Express {
  const app = express().disable('x-powered-by')

  app.use(ownHostOnly(rmm.origin))
  app.use(express.static(assets, { index: false, maxAge: '1h' }))
  app.use(protectionHeaders(rmm.issuer, rmm.origin))
  // Of the address, before the kit reads it; of a form, once it is parsed.
  app.use(singleFieldsOnly(rmm))
  app.use(mount(rmm.signOn))
  app.use(cleanAddress(rmm))
  app.use(express.urlencoded({ extended: false, limit: '16kb' }))
  app.use(ownFormsOnly(rmm))
  app.use(singleFieldsOnly(rmm))
  app.use(localPages(rmm))
  app.use(linkPages(rmm))
  app.use(leadToPage(rmm.origin))
  app.use((_request, response) => fail(rmm, response, 'not_found'))
  app.use(answerErrors(rmm))
  return app
}
