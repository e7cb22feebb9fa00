/** X-Wing public key (1,216 bytes) -> age recipient text `age1pq1...` (C2SP age, mlkem768x25519; Bech32 of BIP 173). */
export function ageRecipient(publicKey: Uint8Array): string {
  return bech32('age1pq', publicKey);
}

/** X-Wing seed (32 bytes) -> age identity text `AGE-SECRET-KEY-PQ-1...`, which is a secret. */
export function ageIdentity(seed: Uint8Array): string {
  return bech32('age-secret-key-pq-', seed).toUpperCase();
}

function bech32(prefix: string, bytes: Uint8Array): string {
  const words = toWords(bytes);
  return `${prefix}1${[...words, ...checksum(prefix, words)].map((word) => alphabet.charAt(word)).join('')}`;
}

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Bytes -> 5-bit words, the last one padded with zero bits. */
function toWords(bytes: Uint8Array): number[] {
  const words: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      words.push((buffer >>> bits) & 31);
    }
  }
  if (bits > 0) words.push((buffer << (5 - bits)) & 31);
  return words;
}

function checksum(prefix: string, words: number[]): number[] {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  const expanded = [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
  const remainder = polymod([...expanded, ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  return [25, 20, 15, 10, 5, 0].map((shift) => (remainder >>> shift) & 31);
}

function polymod(words: number[]): number {
  return words.reduce((value, word) => {
    const shifted = ((value & 0x1ffffff) << 5) ^ word;
    return generator.reduce((sum, term, bit) => (((value >>> 25) >>> bit) & 1 ? sum ^ term : sum), shifted);
  }, 1);
}
