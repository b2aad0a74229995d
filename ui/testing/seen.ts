import type { Said } from './find.ts'
import type { Filled, Submission } from './submission.ts'

/**
 * A part of a page as a person perceives it, with script or without sight: by roles, names and words.
 *
 * What is asked for in the singular is there once: otherwise the error lists what there is. The plural gives all of them, so
 * that an empty list says that there is none. Nothing that is hidden until script runs is found; what a menu holds is.
 */
export interface Seen {
  /** What it is called, by the accessible name (https://www.w3.org/TR/accname-1.2/). */
  readonly name: string
  /** What is read out after the name: hint and error of a field, what a button says about what it does. */
  readonly description: string
  /** Everything that can be read in it, with single blanks; what is typed into boxes is {@link Field.value}. */
  readonly text: string

  heading(name?: Said): Seen
  headings(name?: Said): readonly Seen[]
  link(name?: Said): Link
  links(name?: Said): readonly Link[]
  button(name?: Said): Button
  buttons(name?: Said): readonly Button[]
  switch(name?: Said): Button
  switches(name?: Said): readonly Button[]
  field(label?: Said): Field
  fields(label?: Said): readonly Field[]
  table(caption?: Said): Table
  tables(caption?: Said): readonly Table[]

  /** A message of failure that says this. */
  alert(words?: Said): Seen
  alerts(words?: Said): readonly Seen[]
  /** A message of success, or of something that goes on (role `status`). */
  message(words?: Said): Seen
  messages(words?: Said): readonly Seen[]
  /** A question that is asked before an act, found by anything that it says. */
  dialog(words?: Said): Seen
  dialogs(words?: Said): readonly Seen[]

  /** What pressing a button here sends, after the fields of its form are filled by their labels. */
  submission(button: Said, filled?: Filled): Submission

  /** For what no person perceives, such as `lang` or `autocomplete`. */
  attribute(name: string): string | null
  /** The same: elements by a selector, hidden ones too. To look for what an attacker wrote is another use. */
  select(selector: string): readonly Seen[]
}

export interface Link extends Seen {
  readonly href: string
}

export interface Button extends Seen {
  readonly isDisabled: boolean
  /** Of a switch, whether it is on. */
  readonly isOn: boolean
}

export interface Field extends Seen {
  /** What it holds; of a list, the value that is chosen. */
  readonly value: string
  /** Of a list, what can be chosen. */
  readonly options: readonly string[]
  /** Of a list, the words that are chosen. */
  readonly chosen: string
  readonly isChecked: boolean
  readonly isRequired: boolean
  readonly isInvalid: boolean
}

export interface Table extends Seen {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  /** The row whose heading is this. */
  row(name: Said): Row
  /** What a column says, row by row. */
  column(label: string): readonly string[]
}

export interface Row extends Seen {
  cell(column: string): Seen
}

/** A whole page. */
export interface Page extends Seen {
  readonly title: string
  /** What the page is called on itself: its only heading of the first level. */
  readonly headline: string
  /** As it was sent, and not always a page: a list in another format, a problem in JSON. */
  readonly body: string
}
