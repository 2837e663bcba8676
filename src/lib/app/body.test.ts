import { expect, test } from 'vitest';
import { isOversized, readBoundedForm } from './body.server';

const MEGABYTE = 2 ** 20;

/** A form with a file of so many megabytes, sent in pieces without its length. */
function upload(megabytes: number): Request {
  const boundary = 'linli';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`;
  const piece = new Uint8Array(MEGABYTE).fill(97);
  let sent = -1;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === -1) controller.enqueue(Buffer.from(head));
      else if (sent < megabytes) controller.enqueue(piece);
      else {
        controller.enqueue(Buffer.from(`\r\n--${boundary}--\r\n`));
        controller.close();
      }
      sent += 1;
    }
  });
  return new Request('http://linli.test/', {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body,
    duplex: 'half'
  } as RequestInit);
}

test("Wang's roster of 2 MB is read whole", async () => {
  const form = await readBoundedForm(upload(2), 10 * MEGABYTE);
  if (!(form instanceof FormData)) throw new Error('refused');
  const file = form.get('file');
  expect(file instanceof File && file.size).toBe(2 * MEGABYTE);
});

test('a file of 50 MB is read to its end without being kept, so that she can be told', async () => {
  const before = process.memoryUsage().arrayBuffers;
  const form = await readBoundedForm(upload(50), 10 * MEGABYTE);
  expect(form).toMatchObject({ tooLarge: expect.any(Number) });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * MEGABYTE);
});

test('a form without a length, or longer than forms are, is refused before it is read', () => {
  const request = (headers: Record<string, string>) =>
    new Request('http://linli.test/', { method: 'POST', headers });
  expect(isOversized(request({ 'transfer-encoding': 'chunked' }))).toBe(true);
  expect(isOversized(request({ 'content-length': '1000000' }))).toBe(true);
  expect(isOversized(request({ 'content-length': '1000' }))).toBe(false);
});
