/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

/** What every answer carries: pages, files, redirects and refusals alike. */
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin'
};
/**
 * What only a document heeds. The scripts and styles of the build go without: on ten of them these
 * lines would be a twelfth of all that a phone fetches for a page.
 */
const DOCUMENTS = {
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // The camera scans posters; nothing else of a phone is asked for.
  'permissions-policy':
    'camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), ' +
    'serial=(), hid=(), bluetooth=(), midi=(), accelerometer=(), gyroscope=(), magnetometer=()'
};
const PARTS_OF_PAGES = '/_app/immutable/';
const HSTS = 'max-age=31536000; includeSubDomains';

/** How much of a body is read after its answer, so that whoever sends it comes to read the answer. */
const DRAIN_MAX_BYTES = 64 * 2 ** 20;
const DRAIN_MAX_MS = 20_000;

/**
 * Prepares an answer before the app sees its request.
 * @param {Request} request @param {Response} response
 * @param {boolean} isHttps whether the address in the browser is https
 */
export function prepareAnswer(request, response, isHttps) {
  const headers = request.url?.startsWith(PARTS_OF_PAGES)
    ? EVERYWHERE
    : { ...EVERYWHERE, ...DOCUMENTS };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (isHttps) response.setHeader('strict-transport-security', HSTS);
  if (hasBody(request)) finishRequestFirst(request, response);
}

/** @param {Request} request */
const hasBody = ({ headers }) =>
  'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;

/**
 * An answer that comes before its request is complete (a refusal, a redirect) says that the
 * connection closes, and the rest of the body is read and thrown away before it does: left unread
 * it would keep the next request on this connection waiting, and closing over it would reset the
 * connection before the answer is read.
 * @param {Request} request @param {Response} response
 */
function finishRequestFirst(request, response) {
  const writeHead = response.writeHead.bind(response);
  const end = response.end.bind(response);
  Object.assign(response, {
    writeHead: (/** @type {Parameters<typeof writeHead>} */ ...said) => {
      if (!request.complete) response.setHeader('connection', 'close');
      return writeHead(...said);
    },
    end: (/** @type {Parameters<typeof end>} */ ...said) => {
      if (request.readableEnded || request.destroyed) return end(...said);
      // With its words, so that they can be read while the rest is still being sent.
      if (typeof said[0] !== 'function' && said[0] != null) response.write(said.shift());
      response.flushHeaders();
      drain(request, () => end(...said));
      return response;
    }
  });
}

/** @param {Request} request @param {() => void} done */
function drain(request, done) {
  let bytes = 0;
  const timer = setTimeout(finish, DRAIN_MAX_MS);
  function finish() {
    clearTimeout(timer);
    request.off('end', finish).off('close', finish).off('data', count);
    done();
  }
  /** @param {Buffer} chunk */
  function count(chunk) {
    bytes += chunk.length;
    if (bytes > DRAIN_MAX_BYTES) finish();
  }
  // Whoever listened would collect in memory what nobody reads any more.
  request.removeAllListeners('data');
  request.on('data', count).once('end', finish).once('close', finish).resume();
}
