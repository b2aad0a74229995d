/**
 * The name under which demo data knows the hub. Links are kept with their hub's issuer, which is an address, and
 * demo data holds none: products are told that their hub was once called this (`LANYARD_FORMER_ISSUERS`).
 */
export const demoIssuer = 'urn:lanyard:demo-hub'
