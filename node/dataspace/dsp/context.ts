/** The JSON-LD context that every message of the Dataspace Protocol 2025-1 names; its compact form is the one spoken here. */
export const dspContext = 'https://w3id.org/dspace/2025/1/context.jsonld';
export const dspVersion = '2025-1';
/** Where the versioned endpoints stand below the node's address. */
export const dspPath = `/dsp/${dspVersion}`;

/** GET /.well-known/dspace-version: which versions are spoken, and where. */
export function versionMetadata() {
  return { protocolVersions: [{ version: dspVersion, path: dspPath, binding: 'HTTPS' }] };
}
