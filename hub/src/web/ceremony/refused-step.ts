import { login as words } from '../../messages/en/login.ts'
import { refusedPage } from './refused-page.ts'
import { sendStep, defineStep, surroundings } from './step.ts'

export const refusedStep = defineStep('refused', {
  show: async (step) => {
    const { refusal, shown } = step.due
    const body = refusedPage({ ...surroundings(step), because: refusal, reference: shown.reference })
    return sendStep(step, words.refused.title, body, refusal)
  },
})
