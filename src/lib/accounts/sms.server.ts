import { request } from 'node:https';
import { isIP } from 'node:net';
import { refuse, type Refused } from '../shared/result';
import { isPublicAddress, publicLookup } from './public-address.server';
import type { Phone } from './phone';
import { OperatorError } from '../shared/operator-error';

/** Carries a one-time code to a phone. */
export interface Sms {
  /** `shown`: the installation is a demo, and the page itself shows the code. */
  sendCode(
    phone: Phone,
    text: { code: string; words: string }
  ): Promise<{ ok: true; shown: boolean } | Refused>;
}

/**
 * The way for codes to reach phones: a webhook when `SMS_WEBHOOK_URL` is set (with
 * `SMS_WEBHOOK_TOKEN` as its bearer token), the screen in a demo, otherwise none. Sending refuses
 * `sms_not_configured` and `sms_not_delivered`; an address that cannot serve is an OperatorError.
 * @param isDemo whether the installation holds demo communities
 */
export function openSms(env: NodeJS.ProcessEnv, isDemo: () => Promise<boolean>): Sms {
  if (env.SMS_WEBHOOK_URL) return webhookSms(env.SMS_WEBHOOK_URL, env.SMS_WEBHOOK_TOKEN ?? '');
  return {
    sendCode: async () =>
      (await isDemo()) ? { ok: true, shown: true } : refuse('sms_not_configured')
  };
}

const TIMEOUT_MS = 10_000;

/**
 * Posts `{"phone", "code", "text"}` as JSON to a gateway of the operator. Any 2xx answer is success.
 * Redirects are not followed, and an address that is not public is never connected to.
 */
export function webhookSms(address: string, token: string): Sms {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:') {
    throw new OperatorError('SMS_WEBHOOK_URL must be an address that begins with https://.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isPublicAddress(host)) {
    throw new OperatorError('SMS_WEBHOOK_URL must be a public address.');
  }
  return {
    async sendCode(phone, { code, words }) {
      const body = JSON.stringify({ phone, code, text: words });
      const status = await post(url, token, body);
      return status >= 200 && status < 300
        ? { ok: true, shown: false }
        : refuse('sms_not_delivered');
    }
  };
}

/** The status of the answer; 0 when there was none. */
function post(url: URL, token: string, body: string): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(url, {
      method: 'POST',
      lookup: publicLookup,
      timeout: TIMEOUT_MS,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        ...(token ? { authorization: `Bearer ${token}` } : {})
      }
    });
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(0));
    sent.on('close', () => resolve(0));
    sent.end(body);
  });
}
