/** Disks write whole sectors; a record that power cut short has at least one sector that was never filled. */
const sectorLength = 512;

/**
 * Whether a record that fails its checksum at the very end of the file was torn rather than changed: one of the
 * sectors it covers is still all zeros. A finished record has no such sector at its start (length and check) or end
 * (0xff), and payloads have no 512 aligned zero bytes in practice; so a single changed byte never looks torn.
 */
export function isTorn(record: Uint8Array, fileOffset: number): boolean {
  let start = 0;
  while (start < record.length) {
    const end = Math.min(record.length, start + sectorLength - ((fileOffset + start) % sectorLength));
    if (record.subarray(start, end).every((byte) => byte === 0)) return true;
    start = end;
  }
  return false;
}
