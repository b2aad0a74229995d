/**
 * The name under which demo data knows the hub. Links are kept with their hub's issuer, which is an address, and
 * demo data holds none: products are told that their hub was once called this (`LANYARD_FORMER_ISSUERS`).
 */
export const demoIssuer = 'https://hub.demo.invalid'

/** The name that it has in data which an earlier version made. */
export const earlierDemoIssuer = 'urn:lanyard:demo-hub'
