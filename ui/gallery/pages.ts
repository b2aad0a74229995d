import type * as ui from '../src/index.ts'
import { componentsPage } from './components-page.ts'
import { hubShell, launcher, moduleUrls } from './hub-pages.ts'
import { code, connect, enrol, login, refused } from './log-in-pages.ts'
import { connecting, employees, psaShell, settings, switchOff } from './psa-pages.ts'

export interface GalleryPage {
  title: string
  side: 'hub' | 'psa'
  body: ui.Html
}

/** Example pages by path segment, made of every component; the words are samples. */
export function galleryPages(brands: { hub: ui.Brand; psa: ui.Brand }): Record<string, GalleryPage> {
  return {
    components: { title: 'Components', side: 'psa', body: psaShell(brands.psa, componentsPage()) },
    login: { title: 'Log in', side: 'hub', body: login(brands.hub) },
    code: { title: 'Enter your code', side: 'hub', body: code(brands.hub) },
    enrol: { title: 'Set up your authenticator app', side: 'hub', body: enrol(brands.hub) },
    connect: { title: 'Connect', side: 'hub', body: connect(brands.hub) },
    refused: { title: 'Refused', side: 'hub', body: refused(brands.hub) },
    launcher: { title: 'My modules', side: 'hub', body: launcher(brands.hub) },
    'module-urls': { title: 'Module URLs', side: 'hub', body: hubShell(brands.hub, moduleUrls(), 'settings') },
    settings: { title: 'Company settings', side: 'psa', body: psaShell(brands.psa, settings(), 'settings') },
    connecting: { title: 'Connecting', side: 'psa', body: psaShell(brands.psa, connecting(), 'settings') },
    'switch-off': { title: 'Switch off', side: 'psa', body: psaShell(brands.psa, switchOff(), 'settings') },
    employees: { title: 'Employees', side: 'psa', body: psaShell(brands.psa, employees()) },
  }
}
