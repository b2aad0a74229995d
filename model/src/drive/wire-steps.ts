import type { Run } from './run.ts'
import type { AnyStep, Effect, StepFunction } from './step.ts'
import type { Message } from './wire.ts'

/** What happens to messages. */
export const wireSteps = {
  /** It arrives at the hub, once or once more; its sender hears nothing yet. */
  async deliver(run, step) {
    const message = find(run, step)
    if (!message) return null
    message.answers.push(await message.deliver())
    return { hub: true, about: message.about }
  },

  /** It arrives, and so does its answer. */
  async complete(run, step) {
    const message = find(run, step)
    if (!message?.resolve) return null
    const answer = await message.deliver()
    message.answers.push(answer)
    await run.wire.answer(message, answer)
    return { hub: true, ...effectOf(message) }
  },

  /** One of the hub's answers arrives, however old. */
  async answer(run, step) {
    const message = find(run, step)
    const answer = message?.answers[step.nth ?? 0]
    if (!message?.resolve || answer === undefined) return null
    await run.wire.answer(message, answer)
    return effectOf(message)
  },

  /** Its sender gives up; the message may arrive all the same. */
  async lose(run, step) {
    const message = find(run, step)
    if (!message?.resolve) return null
    await run.wire.answer(message, null)
    return effectOf(message)
  },
} as const satisfies Record<string, StepFunction>

function find({ wire }: Run, { on }: AnyStep): Message | undefined {
  return wire.messages.find(({ name }) => name === on)
}

function effectOf({ kind, product, about }: Message): NonNullable<Effect> {
  // The log speaks of any link, and a callback that had to wait may meet any that is in its way.
  return kind === 'events' ? { product, about: null, isReading: true } : { product, about }
}
