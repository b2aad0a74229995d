/** Longer than any name may be; a reason that a person gives may be longer. */
const LONGEST = 300

/**
 * A name as it may stand in a mail: one line, without what turns the direction of writing, and with blanks in what a mail
 * program would make a link of. A person who is called `Urgent: https://evil.example` then is shown, and not pressed. An
 * e-mail address stays one.
 */
export function defuseName(name: string): string {
  const line = name.replace(/\p{Bidi_Control}/gu, '').replace(/[\s\p{Cc}]+/gu, ' ')
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
  return short.split(' ').map(defuseWord).join(' ')
}

/** A name that people chose, as every mail has it: set apart from our own words. */
export function quoteName(name: string): string {
  return `“${defuseName(name)}”`
}

function defuseWord(word: string): string {
  if (/^[^@/:]+@[^@/:]+$/.test(word)) return word
  return word.replace(/:(?=\/)/g, ': ').replace(/(?<=[\p{L}\p{N}])([.。．｡])(?=\p{L}{2})/gu, '$1 ')
}
