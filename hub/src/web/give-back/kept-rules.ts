import type { FormFields } from '@lanyard/forms'
import { type KeptField, LIST } from '@lanyard/ui'
import { account } from '../../messages/en/account.ts'
import { kept as words } from '../../messages/en/kept.ts'
import { login } from '../../messages/en/login.ts'
import { members } from '../../messages/en/members.ts'
import { pages } from '../../messages/en/pages.ts'
import { passwords } from '../../messages/en/passwords.ts'
import { security } from '../../messages/en/security.ts'
import { routes } from '../routes.ts'
import { chooseDetails, chooseLimits, chooseUrls } from './choose-again.ts'
import {
  type KeptFormContext,
  type KeptActWords,
  nameConnection,
  nameFactor,
  nameMember,
  nameMemberChange,
  nameProduct,
} from './name-act.ts'

/** How a form is kept and given back. What it does not declare as a field is not kept. */
export interface KeptRule extends FormFields {
  readonly fields: Readonly<Record<string, KeptField>>
  readonly act: (about: KeptFormContext) => KeptActWords | Promise<KeptActWords>
  /** The page that it stood on fills it in again: what it asks for stands there alone. */
  readonly onOwnPage?: true
}

const { adminSettings, profileSettings } = routes
const hidden = { kind: 'hidden' } as const
const name = { kind: 'text', label: security.name } as const
const plain =
  (label: string, go: string, ends = false) =>
  () => ({ label, go, ends })

/** Every form that a person sends, by the pattern of its address, except the choice of an organization: the login asks for that. */
export const keptRules: Readonly<Record<string, KeptRule>> = {
  [routes.hideFirstSteps]: { fields: {}, act: plain(pages.firstSteps.title, pages.firstSteps.hide) },
  [adminSettings.sessions]: {
    fields: { total: hidden, idle: hidden, confirmed: hidden },
    act: chooseLimits,
  },
  [adminSettings.members]: {
    fields: { email: { kind: 'text', label: members.email, type: 'email' }, [LIST]: hidden },
    act: plain(members.inviteHeading, members.invite),
  },
  [adminSettings.importMembers]: {
    fields: { rows: { kind: 'long', label: members.list.rows }, decision: hidden, file: { kind: 'secret' } },
    act: ({ kept }) => {
      const isCheck = kept.fields.some(([field, value]) => field === 'decision' && value === 'check')
      return { label: members.list.heading, go: isCheck ? members.list.check : members.list.inviteAll }
    },
  },
  [adminSettings.renewInvitations]: {
    fields: { [LIST]: hidden },
    act: plain(words.acts.renewAll, members.voided.renewAll),
  },
  [adminSettings.resetSecondFactor]: {
    fields: { reason: { kind: 'long', label: members.reset.reason }, [LIST]: hidden },
    act: async (about) => {
      const label = members.reset.title(await nameMember(about))
      return { label, go: members.reset.submit, ends: true }
    },
  },
  [adminSettings.changeMember]: { fields: { [LIST]: hidden }, act: nameMemberChange },
  [adminSettings.moduleUrls]: {
    fields: {},
    others: 'hidden',
    act: (about) => chooseUrls(about, 'organization'),
  },
  [adminSettings.repairModuleUrl]: {
    fields: { module: hidden },
    act: plain(words.acts.organizationUrls, pages.moduleUrls.save),
  },
  [adminSettings.disconnect]: {
    fields: {},
    act: async (about) => ({ label: await nameConnection(about), go: pages.connections.disconnect, ends: true }),
  },

  [profileSettings.details]: {
    fields: { name: { kind: 'text', label: account.profile.name, autocomplete: 'name' }, language: hidden },
    act: chooseDetails,
  },
  [profileSettings.username]: {
    fields: { username: { kind: 'text', label: account.username.box, autocomplete: 'username' } },
    act: plain(account.username.title, account.username.change),
  },
  [profileSettings.email]: {
    fields: { email: { kind: 'text', label: account.email.box, type: 'email' } },
    act: plain(account.email.title, account.email.change),
  },
  [profileSettings.cancelEmail]: { fields: {}, act: plain(account.profile.cancel, account.profile.cancel) },
  [profileSettings.password]: {
    fields: {
      current: { kind: 'secret', label: passwords.change.current, autocomplete: 'current-password' },
      password: { kind: 'secret', label: passwords.next, autocomplete: 'new-password' },
      password_again: { kind: 'secret', label: passwords.nextAgain, autocomplete: 'new-password' },
    },
    act: plain(passwords.change.title, passwords.change.submit),
  },
  [profileSettings.addAuthenticator]: {
    fields: { name, code: { kind: 'secret' } },
    act: plain(security.addApp.label, login.enrol.submit),
    onOwnPage: true,
  },
  [profileSettings.addPasskey]: {
    fields: { name, passkey: { kind: 'secret' } },
    act: plain(security.addPasskey.label, security.addPasskey.submit),
    onOwnPage: true,
  },
  [profileSettings.renameFactor]: {
    fields: { name },
    act: async (about) => ({ label: security.renaming.title(await nameFactor(about)), go: security.renaming.submit }),
  },
  [profileSettings.removeFactor]: {
    fields: {},
    act: async (about) => ({
      label: security.removing.title(await nameFactor(about)),
      go: security.removing.submit,
      ends: true,
    }),
  },
  [profileSettings.recoveryCodes]: {
    fields: {},
    act: plain(security.codes.replace, security.codes.replace, true),
  },
  [profileSettings.endSession]: { fields: {}, act: plain(words.acts.endSession, account.sessions.end, true) },
  [profileSettings.endOtherSessions]: {
    fields: {},
    act: plain(words.acts.endOthers, account.sessions.endOthers, true),
  },
  [profileSettings.endAllSessions]: { fields: {}, act: plain(words.acts.endAll, account.sessions.endAll, true) },
  [profileSettings.unlinkProduct]: {
    fields: {},
    act: async (about) => ({ label: await nameProduct(about), go: account.products.unlink, ends: true }),
  },
  [profileSettings.takeBackAccess]: {
    fields: {},
    act: plain(account.apps.takeBack, account.apps.takeBack, true),
  },
  [profileSettings.moduleUrls]: { fields: {}, others: 'hidden', act: (about) => chooseUrls(about, 'own') },
  [profileSettings.repairModuleUrl]: {
    fields: { module: hidden },
    act: plain(words.acts.ownUrls, pages.moduleUrls.save),
  },
}
