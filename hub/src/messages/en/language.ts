/** BCP 47 tag of the catalogue in this folder: what dates, numbers and plurals follow. */
export const language = 'en-GB'
