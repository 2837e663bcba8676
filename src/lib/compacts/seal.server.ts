import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { CHOICES, type Choice } from './verdict';

/**
 * How a secret ballot is sealed: HPKE in base mode (RFC 9180) with X25519, HKDF-SHA-256 and
 * AES-256-GCM. Whoever has the public key of a vote can seal; only its private key opens.
 */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm()
});

const INFO = new TextEncoder().encode('linli secret ballot v1');
const PUBLIC_BYTES = 32;

/** Where a sealed ballot belongs: it opens nowhere else, neither in another vote nor as a second row. */
export interface BallotPlace {
  communityId: string;
  voteId: string;
  ballotId: string;
}

/** The keys of one vote. The private one is for the key folder only: `ballot-keys.server.ts`. */
export interface SealKeys {
  /** base64url of 32 bytes; stored with the vote. */
  publicKey: string;
  privateKey: Uint8Array;
}

export async function makeSealKeys(): Promise<SealKeys> {
  const { publicKey, privateKey } = await suite.kem.generateKeyPair();
  return {
    publicKey: toText(await suite.kem.serializePublicKey(publicKey)),
    privateKey: new Uint8Array(await suite.kem.serializePrivateKey(privateKey))
  };
}

/** Seals a choice. Every sealed ballot has the same length, and no two are alike. */
export async function sealBallot(
  choice: Choice,
  publicKey: string,
  place: BallotPlace
): Promise<string> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(toBytes(publicKey));
  const plain = Uint8Array.of(CHOICES.indexOf(choice));
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: INFO }, plain, bound(place));
  return Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]).toString('base64url');
}

/** Opens the ballots of one vote. */
export type OpenBallot = (sealed: string, place: BallotPlace) => Promise<Choice | null>;

/** @returns a function that gives null for a ballot that was forged, moved or changed */
export async function openerOf(privateKey: Uint8Array): Promise<OpenBallot> {
  const recipientKey = await suite.kem.deserializePrivateKey(privateKey);
  return async (sealed, place) => {
    const bytes = toBytes(sealed);
    const enc = bytes.subarray(0, PUBLIC_BYTES);
    try {
      const params = { recipientKey, enc, info: INFO };
      const plain = await suite.open(params, bytes.subarray(PUBLIC_BYTES), bound(place));
      return CHOICES[new Uint8Array(plain)[0] ?? CHOICES.length] ?? null;
    } catch {
      return null; // Not sealed for this vote and this row, or changed since.
    }
  };
}

const bound = ({ communityId, voteId, ballotId }: BallotPlace): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${communityId}\n${voteId}\n${ballotId}`);

const toText = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64url');
const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, 'base64url'));
