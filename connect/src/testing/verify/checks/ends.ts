import { openBrowser } from '../../hostile-browser.ts'
import { broken, type Check, type Finding, held, notTried } from '../check.ts'
import {
  act,
  beginsOverEnd,
  linkTenant,
  logIn,
  lying,
  openCallback,
  sever,
  signIn,
  type Trial,
  unlinkEmployee,
  untilHeard,
  upToCallback,
  whoIsIn,
  whoSignsIn,
} from '../trial.ts'

/** A session through the hub, and a sign-in that has its answer from the hub but has not come back. */
async function openProofs(trial: Trial) {
  const session = await signIn(trial, trial.linked)
  const waiting = openBrowser()
  const callback = await upToCallback(trial, waiting, 'sign-in', trial.linked)
  return { session, waiting, callback, wasIn: (await whoIsIn(trial, session)) === 'employee' }
}

/** The employee is linked again, for what comes next. */
async function linkEmployee(trial: Trial): Promise<void> {
  const browser = await logIn(trial, 'employee')
  const callback = await upToCallback(trial, browser, 'link-user', trial.linked)
  if (callback) await openCallback(trial, browser, callback)
}

/** Neither the session nor the answer may open anything any more. */
async function openNothing(trial: Trial, proofs: Awaited<ReturnType<typeof openProofs>>): Promise<Finding> {
  if (!proofs.wasIn || proofs.callback === null) return broken('no_session')
  if ((await whoIsIn(trial, proofs.session)) !== null) return broken('session_kept')
  await openCallback(trial, proofs.waiting, proofs.callback)
  return (await whoIsIn(trial, proofs.waiting)) === null ? held : broken('session_begun')
}

export const ends = {
  sessionEnded: {
    rows: ['T26'],
    async run(trial) {
      const { ledger } = trial.hub
      const named = await signIn(trial, trial.linked)
      const sid = String(trial.hub.lastSaid?.['sid'])
      const other = await signIn(trial, trial.linked)
      await untilHeard(trial, ledger.endSession(trial.linked.sub, sid))
      if ((await whoIsIn(trial, named)) !== null) return broken('session_kept')
      if ((await whoIsIn(trial, other)) === null) return broken('session_lost')
      const begins = await beginsOverEnd(trial, 5, (late) =>
        untilHeard(trial, ledger.endSession(trial.linked.sub, late)),
      )
      return begins ? broken('session_begun') : held
    },
  },

  loggedOut: {
    rows: ['T26'],
    async run(trial) {
      const { logOut } = trial.options
      if (!logOut) return notTried('no_log_out')
      const browser = await signIn(trial, trial.linked)
      const copy = browser.copy()
      if ((await whoIsIn(trial, copy)) === null) return broken('no_session')
      await act(trial, browser, logOut)
      return (await whoIsIn(trial, copy)) === null ? held : broken('session_kept')
    },
  },

  deactivatedHere: {
    rows: ['T26', 'T13'],
    async run(trial) {
      const { deactivate, activate } = trial.options
      if (!deactivate || !activate) return notTried('no_deactivation')
      const proofs = await openProofs(trial)
      await act(trial, await logIn(trial, 'admin'), deactivate)
      const isServed = (await whoIsIn(trial, proofs.session)) !== null
      await act(trial, await logIn(trial, 'admin'), activate)
      // The person is back: what the hub's members had before is not.
      const finding = isServed ? broken('session_kept') : await openNothing(trial, proofs)
      const comesIn = (await whoSignsIn(trial, trial.linked)) !== null
      await linkEmployee(trial)
      return finding.outcome === 'held' && comesIn ? broken('session_begun') : finding
    },
  },

  deactivated: {
    rows: ['T26', 'T27', 'T13'],
    async run(trial) {
      const proofs = await openProofs(trial)
      await untilHeard(trial, trial.hub.ledger.raiseEpoch(trial.organization, trial.linked.sub))
      return openNothing(trial, proofs)
    },
  },

  formerEpoch: {
    rows: ['T13'],
    async run(trial) {
      const former = { claims: (true_: object) => ({ ...true_, member_epoch: 1 }) }
      const who = await lying(trial, former, () => whoSignsIn(trial, trial.linked))
      if (who !== null) return broken('session_begun')
      return (await whoSignsIn(trial, trial.linked)) === 'employee' ? held : broken('no_session')
    },
  },

  unlinked: {
    rows: ['T13'],
    async run(trial) {
      if (!trial.options.unlink) return notTried('no_unlink')
      const proofs = await openProofs(trial)
      await unlinkEmployee(trial)
      const finding = await openNothing(trial, proofs)
      await linkEmployee(trial)
      return finding
    },
  },

  unlinkedAtHub: {
    rows: ['T13'],
    async run(trial) {
      const proofs = await openProofs(trial)
      const link = trial.hub.ledger.activeOf(trial.organization)
      if (link === null) return broken('not_linked')
      await untilHeard(trial, trial.hub.ledger.unlink(link, trial.linked.sub))
      const finding = await openNothing(trial, proofs)
      const isLinked = (await whoSignsIn(trial, trial.linked)) !== null
      await linkEmployee(trial)
      return finding.outcome === 'held' && isLinked ? broken('session_begun') : finding
    },
  },

  switchedOff: {
    rows: ['T13', 'T26'],
    async run(trial) {
      const { switchOff } = trial.options
      if (!switchOff) return notTried('no_switch_off')
      const proofs = await openProofs(trial)
      await act(trial, await logIn(trial, 'admin'), switchOff)
      const isServed = (await whoIsIn(trial, proofs.session)) !== null
      // The same organization again: its user links are back, its former proofs are not.
      if ((await linkTenant(trial)) === null) return broken('not_linked')
      return isServed ? broken('session_kept') : openNothing(trial, proofs)
    },
  },

  severed: {
    rows: ['T26', 'T13'],
    async run(trial) {
      const proofs = await openProofs(trial)
      await sever(trial)
      const finding = await openNothing(trial, proofs)
      if (finding.outcome === 'broken') return finding
      return (await whoSignsIn(trial, trial.linked)) === null ? held : broken('session_begun')
    },
  },
} satisfies Record<string, Check>
